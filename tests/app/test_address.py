"""Addresses say a setting and say it back; what strangers write into one does no harm and is told."""

from __future__ import annotations

import contextlib

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.app.address import Choice, keys_in, policy_in, query_of
from simulation.app.setting import Setting, setting_in
from simulation.errors import InputError, PolicyError
from simulation.parameters import REGISTER
from simulation.policies import POLICIES

fractions = st.floats(0.01, 100.0).map(lambda x: float(f"{x:.6g}"))
numbers = st.one_of(st.integers(-10_000, 10_000), fractions, st.booleans())
changes = st.dictionaries(st.sampled_from([*REGISTER, "improvement_board.gain"]), numbers, max_size=5)
settings = st.builds(
    Setting,
    choice=st.builds(
        Choice,
        scenario=st.sampled_from(["english-councils", "linked-failures", "~packed_text-1"]),
        seed=st.integers(0, 2**31 - 1),
        changes=changes.map(lambda values: tuple(values.items())),
    ),
    policy=st.sampled_from(list(POLICIES)),
    future=st.integers(0, 9_999),
    beside=st.sampled_from(list(POLICIES)),
    tour=st.sampled_from(["", "honest"]),
)


@given(settings)
def test_an_address_says_the_setting_back(setting: Setting) -> None:
    assert setting_in(setting.query) == setting
    assert setting_in("?" + setting.query) == setting


def test_the_usual_setting_needs_no_words() -> None:
    assert Setting().query == ""
    assert setting_in("") == setting_in(None) == Setting()


def test_levers_are_kept() -> None:
    assert setting_in("policy=improvement-boards:delay=2").policy == "improvement-boards:delay=2"


@hypothesis.settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(InputError):
        assert setting_in(setting_in(text).query) == setting_in(text)


@pytest.mark.parametrize(
    ("search", "message"),
    [
        ("future=-1", 'future is "-1" in the address; it must be a whole number from 0 to 9,999'),
        ("future=10000", "from 0 to 9,999"),
        ("seed=1e3", 'seed is "1e3"'),
        ("seed=٣", "must be a whole number"),
        ("policy=laddr", "did you mean ladder?"),
        ("policy=path/to/mine.py:Mine", 'no policy is called "path/to/mine.py"'),
        ("policy=ladder:nonsense=3", 'ladder has no lever "nonsense"'),
        ("set=linkage", "must be written key=value"),
        ("set=linkage=1&set=linkage=2", "the address sets linkage twice"),
        ("&".join(f"set=a{k}=1" for k in range(61)), "the address changes 61 numbers"),
        ("x=" + "y" * 20_000, "too long"),
    ],
)
def test_what_cannot_be_used_is_told(search: str, message: str) -> None:
    with pytest.raises(InputError) as told:
        setting_in(search)
    assert message in str(told.value)


def test_no_address_runs_a_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "evil.py"
    file.write_text("raise SystemExit('run')", encoding="utf-8")
    with pytest.raises(PolicyError):
        policy_in(f"{file}:Evil")


def test_keys_come_in_order_and_values_are_quoted() -> None:
    query = query_of([("set", "a=1"), ("set", "b c=2&x"), ("policy", "ladder:hold=4")])
    assert query == "set=a=1&set=b%20c=2%26x&policy=ladder:hold=4"
    assert keys_in(query) == {"set": ["a=1", "b c=2&x"], "policy": ["ladder:hold=4"]}
