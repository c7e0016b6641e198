"""The compare page's address: it holds the whole setting, and what cannot be used is told."""

from __future__ import annotations

import pytest

from simulation.app.address import Choice
from simulation.app.comparing.setting import DEFAULT_POLICIES, Compared, compared_in
from simulation.errors import InputError


@pytest.mark.parametrize(
    "setting",
    [
        Compared(),
        Compared(policies=("ladder", "hands-off")),
        Compared(outcome="harm"),
        Compared(policies=("ladder:margin=3,hold=6", "ladder", "hands-off")),
        Compared(
            Choice("linked-failures", 7, (("linkage", 0.5), ("improvement_board.gain", 0.08))), ("adaptive", "ladder")
        ),
    ],
)
def test_a_setting_survives_its_address(setting: Compared) -> None:
    assert compared_in("?" + setting.query) == setting


def test_what_is_usual_is_left_out() -> None:
    assert Compared().query == ""
    assert compared_in("").policies == DEFAULT_POLICIES


def test_the_outcome_changes_no_future() -> None:
    assert Compared(outcome="harm").simulated == Compared().simulated
    assert Compared(outcome="harm") != Compared()


def test_a_lever_at_its_default_is_the_policy_itself() -> None:
    assert compared_in("policies=improvement-boards,last-resort").policies == ("improvement-boards", "last-resort")
    with pytest.raises(InputError, match="asked for more than once"):
        compared_in("policies=last-resort,last-resort")


@pytest.mark.parametrize(
    ("search", "message"),
    [
        ("policies=ladder", "names 1 policies; 2 to 4 can be compared"),
        ("policies=a,b,c,d,e", "names 5 policies"),
        ("policies=laddr,hands-off", "did you mean ladder"),
        ("policies=evil.py:Evil,hands-off", 'no policy is called "evil.py"'),
        ("seed=-1", "seed is"),
        ("outcome=hram", 'outcome is "hram" in the address; .* did you mean harm'),
        ("outcome=cohort", "the page speaks of"),
    ],
)
def test_what_cannot_be_used_is_told(search: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        compared_in(search)
