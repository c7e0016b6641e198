"""Who can help, who is on the register, and what happens to ties. S1, S7, S8."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.regulation.helpers import (
    cut_ties,
    matches_a_quarter,
    own_helper,
    register_of_helpers,
    strengthen_tie,
    tie_between,
)
from simulation.vocabulary import NOBODY, Grade, Instrument
from tests.building import Bench, bench, neighbours


def register(bed: Bench, count: int = 99) -> list[int]:
    chosen = np.empty(max(count, bed.n), np.int64)
    return chosen[: register_of_helpers(count, bed.run(), bed.p, chosen)].tolist()


def all_good(n: int = 5, **given: float) -> Bench:
    bed = bench(n, quarters=1, **({"willing_share": 1.0} | given))
    bed.files["grade"], bed.files["belief"] = Grade.GOOD, 65.0
    return bed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("instrument", Instrument.IMPROVEMENT_BOARD), ("designated", 1), ("helping", 1), ("wanted", 1),
        ("grade", Grade.REQUIRES_IMPROVEMENT), ("belief", 49.9),
    ],
)  # fmt: skip
def test_who_is_treated_named_busy_in_need_or_not_good_cannot_help(field: str, value: float) -> None:
    bed = all_good()
    bed.files[field][2] = value
    assert register(bed) == [0, 1, 3, 4]


@pytest.mark.parametrize(
    ("grade", "belief", "can"),
    [(Grade.NONE, 60.0, True), (Grade.NONE, 59.9, False), (Grade.GOOD, 50.0, True), (Grade.OUTSTANDING, 49.0, False)],
)
def test_the_ungraded_must_be_believed_good_and_the_graded_not_below_warning(
    grade: Grade, belief: float, can: bool
) -> None:
    bed = all_good(1)
    bed.files["grade"], bed.files["belief"] = grade, belief
    assert register(bed) == ([0] if can else [])


def test_the_register_is_in_order_of_grade_then_belief_then_index() -> None:
    bed = all_good()
    bed.files["grade"][4] = Grade.OUTSTANDING
    bed.files["belief"][[1, 3]] = 70.0
    assert register(bed) == [4, 1, 3, 0, 2]
    assert register(bed, 2) == [4, 1]


def test_the_register_holds_the_willing_whom_it_reaches() -> None:
    bed = all_good(400)
    bed.worlds.parameters["willing_share"], bed.worlds.parameters["broker_reach"] = 0.5, 0.6
    assert set(register(bed, 400)) == set(np.flatnonzero(bed.places["willingness"] < 0.3).tolist())
    assert 80 < len(register(bed, 400)) < 160


@pytest.mark.parametrize(("share", "n", "matches"), [(0.0, 500, 0), (0.05, 153, 8), (0.001, 50, 1), (0.05, 10, 1)])
def test_a_share_of_matches_above_nil_is_at_least_one(share: float, n: int, matches: int) -> None:
    assert matches_a_quarter(n, bench(1, quarters=1, broker_capacity=share).p) == matches


# Own ties


def test_an_organisation_turns_to_whom_it_knows_best_of_those_who_can() -> None:
    bed = all_good(6, insularity_spread=0.0, insularity_centre=-8.0, rewiring=0.0)
    start, to, weight = bed.worlds.world.tie_start[0], bed.worlds.world.tie_to[0], bed.state.arrays.tie_weight[0]
    row = neighbours(start, to, 0)
    assert len(row) == 5
    weight[start[0] : start[1]] = [0.1, 0.5, 0.4, 0.5, 0.2]
    assert own_helper(0, bed.run(), bed.p) == row[1]  # of equals the first
    bed.organisations["reach"][row[1]] = 0.5
    assert own_helper(0, bed.run(), bed.p) == row[3]
    bed.files["designated"][row[3]] = 1
    assert own_helper(0, bed.run(), bed.p) == row[2]
    bed.files["helping"][:] = 1
    assert own_helper(0, bed.run(), bed.p) == NOBODY


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(2, 25), part=st.floats(0.0, 1.0))
@settings(max_examples=60)
def test_a_cut_weakens_every_tie_on_both_sides_and_no_other(seed: int, n: int, part: float) -> None:
    bed = bench(n, seed=seed, quarters=1)
    start, to, weight = bed.worlds.world.tie_start[0], bed.worlds.world.tie_to[0], bed.state.arrays.tie_weight[0]
    before = {(i, j): tie_between(i, j, start, to, weight) for i in range(n) for j in neighbours(start, to, i)}
    cut = seed % n
    cut_ties(cut, part, bed.run())
    for (i, j), was in before.items():
        expected = was * (1.0 - part) if cut in (i, j) else was
        assert tie_between(i, j, start, to, weight) == expected


@given(seed=st.integers(0, 2**32 - 1), match=st.floats(0.0, 1.0))
@settings(max_examples=40)
def test_help_raises_the_match_and_a_weaker_tie_to_it_and_makes_no_tie(seed: int, match: float) -> None:
    bed = bench(12, seed=seed, quarters=1)
    start, to, weight = bed.worlds.world.tie_start[0], bed.worlds.world.tie_to[0], bed.state.arrays.tie_weight[0]
    before = {(i, j): tie_between(i, j, start, to, weight) for i in range(12) for j in range(12) if i != j}
    bed.files["helper"][3], bed.files["match"][3] = 7, match
    strengthen_tie(3, bed.files[3], bed.p, start, to, weight)
    grown = min(match + bed.p.tie_growth, 1.0)
    assert bed.files["match"][3] == grown
    for (i, j), was in before.items():
        is_theirs = {i, j} == {3, 7} and was > 0.0
        assert tie_between(i, j, start, to, weight) == (max(was, grown) if is_theirs else was)
