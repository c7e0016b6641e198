"""Policies by name and from files: what works, and one sentence for what doesn't."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.policies import POLICIES, PolicyError, load_policies, load_policy, spec_of
from simulation.regulation.policy import levers_of

HEAD = """
from __future__ import annotations
from dataclasses import dataclass
from typing import ClassVar
from simulation.regulation.policy import Policy, lever
"""
GOOD = """
@dataclass(frozen=True)
class Mine(Policy):
    name: ClassVar[str] = "mine"
    title: ClassVar[str] = "Mine"
    patience: float = lever(4, 1, 12, "quarters", "to wait")

    def decide(self, view, memory):
        return view.no_decisions()
"""


@pytest.fixture
def write(tmp_path: Path):
    def to_file(text: str, name: str = "mine.py") -> str:
        path = tmp_path / name
        path.write_text(HEAD + text, "utf-8")
        return str(path)

    return to_file


@pytest.mark.parametrize("name", POLICIES)
def test_every_shipped_policy_loads_by_name_and_its_spec_reads_back(name: str) -> None:
    policy = load_policy(name)
    assert type(policy) is POLICIES[name]
    assert spec_of(policy) == name
    values = {x.name: round(x.low + (x.high - x.low) / 3, 4) for x in levers_of(POLICIES[name])}
    assert load_policy(spec_of(POLICIES[name](**values))) == POLICIES[name](**values)


def test_levers_are_set_after_the_name() -> None:
    policy = load_policy("ladder: hold=6, peers_patience=8")
    assert (policy.hold, policy.peers_patience, policy.board_patience) == (6, 8, 12)  # type: ignore[attr-defined]


def test_a_list_of_policies_may_have_commas_within_levers() -> None:
    found = load_policies("hands-off,ladder:hold=6,margin=2, ladder,improvement-boards:hold=1")
    assert [spec_of(p) for p in found] == ["hands-off", "ladder:margin=2,hold=6", "ladder", "improvement-boards:hold=1"]


@pytest.mark.parametrize(
    ("specs", "says"),
    [("ladder,hands-off,ladder", "ladder is asked for more than once"), ("", "no policy is named; name at least one")],
)
def test_a_list_that_cannot_be_used(specs: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        load_policies(specs)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (
            "improvment-boards",
            'no policy is called "improvment-boards"; allowed are hands-off, .* or a class of your own',
        ),
        ("improvment-boards", "did you mean improvement-boards\\?$"),
        ("ladder:hodl=3", 'ladder has no lever "hodl"; its levers are margin, .* or hold; did you mean hold\\?$'),
        ("hands-off:hold=3", 'hands-off has no lever "hold"; it has no levers$'),
        ("ladder:hold=11", "ladder: hold is 11.*; it must lie between 0 and 10 \\(points\\)$"),
        ("ladder:hold=nan", "ladder: hold is nan; it must lie between 0 and 10"),
        ("ladder:hold=much", 'ladder: hold is "much"; it must be a number between 0 and 10 \\(points\\)$'),
        ("ladder:hold", '"hold" is not of the form lever=value; its levers are'),
        ("ladder:hold=3,hold=4", "lever hold is set more than once"),
        ("no/such/file.py:Mine", "cannot read the policy file no/such/file.py: no such file or directory$"),
    ],
)
def test_a_name_that_cannot_be_used(spec: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says) as caught:
        load_policy(spec)
    assert "\n" not in str(caught.value)


def test_a_users_file_is_used_with_and_without_levers(write) -> None:
    file = write(GOOD)
    assert load_policy(f"{file}:Mine").patience == 4  # type: ignore[attr-defined]
    assert load_policy(f"{file}:Mine:patience=6").patience == 6  # type: ignore[attr-defined]
    assert spec_of(load_policy(f"{file}:Mine:patience=6")) == "mine:patience=6"


def test_a_file_loaded_twice_gives_the_same_class_and_an_edited_one_a_new_one(write) -> None:
    first = load_policy(f"{write(GOOD)}:Mine")
    assert load_policy(f"{write(GOOD)}:Mine") == first
    assert type(load_policy(f"{write(GOOD)}:Mine")) is type(first)
    edited = load_policy(f"{write(GOOD.replace('lever(4', 'lever(5'))}:Mine")
    assert edited.patience == 5  # type: ignore[attr-defined]
    assert type(edited) is not type(first)


def test_a_missing_file_is_told_from_its_neighbour(write) -> None:
    file = write(GOOD)
    with pytest.raises(PolicyError, match=r"mien\.py: no such file or directory; did you mean mine\.py\?$"):
        load_policy(f"{file.replace('mine.py', 'mien.py')}:Mine")


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (GOOD, "", "mine.py names no class; write .*mine.py:ClassName \\(it has Mine\\)$"),
        ("", "", "\\(it has no policy\\)$"),
        (GOOD, "Mien", "has no class Mien; it has Mine; did you mean Mine\\?$"),
        (GOOD + "\nsome = 3", "some", "some is not a policy; make it a subclass of"),
        ("class Other: pass", "Other", "Other is not a policy; make it a subclass of"),
        (GOOD.replace("@dataclass(frozen=True)", ""), "Mine", "is not a dataclass of its own; write @dataclass"),
        (GOOD.replace("(frozen=True)", ""), "Mine", "cannot be imported: TypeError: cannot inherit non-frozen"),
        (GOOD.replace('= "mine"', '= ""'), "Mine", 'has the name ""; a name has small letters'),
        (GOOD.replace('= "mine"', '= "My policy"'), "Mine", 'has the name "My policy"; a name has small letters'),
        (GOOD.replace('= "mine"', '= "ladder"'), "Mine", 'has the name "ladder", which a shipped policy has'),
        (GOOD.replace('= "Mine"', '= ""'), "Mine", "has no title; write title ="),
        (GOOD.replace("def decide", "def decides"), "Mine", "decides nothing; give it a method decide"),
        (GOOD.replace('lever(4, 1, 12, "quarters", "to wait")', "4"), "Mine", "has the field patience without a range"),
        (GOOD.replace("lever(4,", "lever(40,"), "Mine", "cannot be made with its own defaults: mine: patience is 40"),
        (
            GOOD.replace("    patience", '    plan = "monthly"\n    patience'),
            "Mine",
            'has the plan "monthly"; a plan is',
        ),
        ("import nowhere_to_be_found", "Mine", "cannot be imported: ModuleNotFoundError: .*nowhere.* \\(line 6\\)$"),
        ("def broken(:\n    pass", "Mine", "cannot be imported: SyntaxError: .*\\(line 6\\)$"),
        ("raise SystemExit(3)", "Mine", "cannot be imported: SystemExit: 3"),
        (
            "from simulation.policies.ladder import Ladder",
            "Ladder",
            'has the name "ladder", which a shipped policy has',
        ),
    ],
)
def test_a_file_that_cannot_be_used(write, text: str, name: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says) as caught:
        load_policy(f"{write(text)}:{name}" if name else write(text))
    assert "\n" not in str(caught.value)


def test_a_policy_of_a_file_goes_to_a_process_that_has_not_read_it(write) -> None:
    policy = load_policy(f"{write(GOOD)}:Mine:patience=6")
    sent = pickle.dumps(policy)
    assert pickle.loads(sent) == policy
    read_there = (
        "import pickle, sys; policy = pickle.load(sys.stdin.buffer);"
        " print(policy.name, policy.patience, len(pickle.dumps(policy)))"
    )
    answer = subprocess.run([sys.executable, "-c", read_there], input=sent, capture_output=True, check=True)
    assert answer.stdout.decode().split() == ["mine", "6.0", str(len(sent))]


def test_a_policy_whose_file_has_changed_since_it_was_sent_is_refused(write) -> None:
    sent = pickle.dumps(load_policy(f"{write(GOOD)}:Mine"))
    write(GOOD.replace('"Mine"', '"Another"'))
    with pytest.raises(PolicyError, match=r"mine\.py has changed since Mine was sent to another process"):
        pickle.loads(sent)
