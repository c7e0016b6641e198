"""What decisions come to: endings, starts, capacities, budgets, helpers, leads, and who waits."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.regulation.allocation import capacity_of
from simulation.vocabulary import NOBODY, Examination, Grade, Instrument
from tests.building import neighbours
from tests.regulation.states import LOOK_COST, QUARTER, Case, calm, random_case, same_state

PEERS, BOARD, CENTRAL, REFORM = list(Instrument)[1:]
every_case = given(seed=st.integers(0, 2**32 - 1), n=st.integers(2, 40))
often = settings(max_examples=120)


def cost_of_what_runs(case: Case) -> float:
    """Counted from leads: those who share one make a case, which costs more under a coordinated regulator."""
    shared = Counter(case.files["lead"][case.files["instrument"] > 0].tolist())
    cost = 0.0
    for file in case.files:
        if file["instrument"] > 0:
            surcharge = case.bed.p.coordination_cost if shared[int(file["lead"])] > 1 else 0.0
            cost += case.bed.tools[file["instrument"]]["cost"] * (1.0 + surcharge)
    return cost


def is_over(case: Case, i: int) -> bool:
    """Whether what ran at ``i`` ends for a reason that no least duration holds against."""
    file = case.old[i]
    tool = case.bed.tools[file["instrument"]]
    lost_helper = tool["needs_helper"] > 0 and (file["helper"] == NOBODY or case.old["designated"][file["helper"]] > 0)
    return bool(lost_helper or 0 < tool["most_quarters"] <= file["quarters_in"])


# Capacity and budget


@every_case
@often
def test_no_start_takes_more_than_the_capacity(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    running = np.bincount(case.files["instrument"], minlength=5)
    before = np.bincount(case.old["instrument"], minlength=5)
    for k in range(1, 5):
        capacity = capacity_of(case.bed.tools[k], n)
        if (case.started & (case.files["instrument"] == k)).any():
            assert running[k] <= capacity
        assert running[k] <= max(capacity, before[k])


@pytest.mark.parametrize(
    ("share", "organisations", "capacity"), [(0.0, 500, 0), (0.08, 153, 12), (0.04, 12, 1), (0.001, 50, 1), (1.0, 9, 9)]
)
def test_a_capacity_is_a_share_of_the_sector_and_at_least_one(share: float, organisations: int, capacity: int) -> None:
    tool = calm(2, tools={"improvement_board": {"capacity": share}}).bed.tools[BOARD]
    assert capacity_of(tool, organisations) == capacity


@every_case
@often
def test_starts_keep_to_the_budget(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    spent = case.before.sector["spent"][0]
    if case.started.any():
        assert spent + cost_of_what_runs(case) <= case.conduct.budget + 1e-9
    assert case.bed.state.arrays.sector["spent"][0] == pytest.approx(spent + cost_of_what_runs(case), abs=1e-9)


@every_case
@often
def test_looks_that_were_asked_for_are_paid_from_what_is_left_in_order(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    left = case.conduct.budget - case.bed.state.arrays.sector["spent"][0]
    for i in range(n):
        asked = int(case.asked[i])
        cost = case.bed.p[LOOK_COST[asked]] if asked else 0.0
        is_granted = asked > 0 and cost <= left + 1e-9
        if abs(cost - left) > 1e-9 or asked == 0:
            assert case.files["requested"][i] == (asked if is_granted else Examination.NONE)
        left -= cost if case.files["requested"][i] else 0.0


# Endings


@every_case
@often
def test_what_began_goes_on_for_its_least_duration(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    for i in np.flatnonzero(case.old["instrument"] > 0):
        old, now = case.old[i], case.files[i]
        if old["quarters_in"] < case.bed.tools[old["instrument"]]["least_quarters"] and not is_over(case, i):
            assert now["instrument"] == old["instrument"]
            assert not case.started[i]
            assert (now["ended"], now["closed"], now["helper"]) == (0, 0, old["helper"])


@every_case
@often
def test_what_has_had_its_most_quarters_or_lost_its_helper_ends(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    for i in np.flatnonzero(case.old["instrument"] > 0):
        if is_over(case, int(i)):
            assert case.files["ended"][i] == case.old["instrument"][i]
            assert case.bed.state.arrays.last_end[0, case.old["instrument"][i], i] == QUARTER


@every_case
@often
def test_what_is_no_longer_asked_for_ends_and_the_rest_goes_on(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    for i in np.flatnonzero((case.old["instrument"] > 0) & ~case.started):
        old, now = case.old[i], case.files[i]
        has_served = old["quarters_in"] >= case.bed.tools[old["instrument"]]["least_quarters"]
        if has_served and case.wanted[i] == Instrument.NONE:
            assert now["instrument"] == Instrument.NONE
        if case.wanted[i] != Instrument.NONE and not is_over(case, int(i)) and old["instrument"] != PEERS:
            assert now["instrument"] == old["instrument"]


@every_case
@often
def test_an_end_is_noted_and_a_case_closes_where_nothing_follows(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    now, old = case.files, case.old
    ended = (old["instrument"] > 0) & ((now["instrument"] != old["instrument"]) | case.started)
    assert (now["ended"] == np.where(ended, old["instrument"], 0)).all()
    assert (now["closed"] == (ended & (now["instrument"] == 0))).all()
    assert (now["quarters_in"][case.started] == 0).all()
    going = (now["instrument"] > 0) & ~case.started
    assert (now["quarters_in"][going] == old["quarters_in"][going]).all()


def test_peers_go_home_after_two_quarters_believed_well_above_warning() -> None:
    case = calm(3)
    case.files["instrument"][0], case.files["helper"][0], case.files["helping"][1] = PEERS, 1, 1
    case.files["quarters_in"][0], case.files["belief"][0] = 8, 54.5
    case.wanted[0] = PEERS
    assert case.allocate().files["instrument"][0] == PEERS
    assert case.files["quarters_released"][0] == 1
    case.files["belief"][0] = 54.0  # not above: begin again
    assert case.allocate().files["quarters_released"][0] == 0
    case.files["belief"][0] = 54.5
    case.allocate()
    case.files["quarters_in"][0] = 9
    assert case.allocate().files["instrument"][0] == Instrument.NONE
    assert (case.files["helping"][1], case.files["closed"][0], case.files["wanted"][0]) == (0, 1, 0)


# Helpers


@every_case
@often
def test_helpers_and_helped_agree(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    helped = case.files["helper"][case.files["helper"] != NOBODY]
    assert case.files["helping"].tolist() == np.bincount(helped, minlength=n).tolist()
    assert case.files["helping"].max() <= 1
    needs = case.bed.tools["needs_helper"][case.files["instrument"]] > 0
    assert ((case.files["helper"] != NOBODY) == needs).all()
    assert (case.files["match"][~needs] == 0.0).all()


@every_case
@often
def test_a_new_helper_is_free_well_and_willing(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    for i in case.matched:
        j = int(case.files["helper"][i])
        helper, p = case.old[j], case.bed.p
        assert j != i
        assert not helper["designated"]
        assert case.files["instrument"][j] == Instrument.NONE
        assert not case.started[j]
        is_good = helper["belief"] >= p.good_threshold
        if helper["grade"] != Grade.NONE:
            is_good = helper["grade"] >= Grade.GOOD and helper["belief"] >= p.warning_threshold
        assert is_good
        assert case.bed.places["willingness"][j] < p.willing_share
        assert case.files["match"][i] >= p.matched_tie
        if not (case.conduct.brokered and p.broker_capacity > 0):
            start, to = case.bed.worlds.world.tie_start[0], case.bed.worlds.world.tie_to[0]
            assert j in neighbours(start, to, i)


@every_case
@often
def test_the_broker_makes_no_more_matches_than_it_can(seed: int, n: int) -> None:
    case = random_case(seed, n, brokered=1).allocate()
    if case.bed.p.broker_capacity > 0:
        assert len(case.matched) <= max(1, int(case.bed.p.broker_capacity * n + 0.5))


def in_need(n: int, *needy: int, **given: float) -> Case:
    """Organisations graded good, but for those who ask for peers."""
    case = calm(n, willing_share=1.0, broker_capacity=1.0, **given)
    case.files["grade"], case.files["belief"] = Grade.GOOD, np.linspace(61, 70, n)
    for i in needy:
        case.files["grade"][i], case.files["belief"][i], case.wanted[i] = Grade.INADEQUATE, 45.0, PEERS
    return case


def test_the_best_on_the_register_help_the_most_urgent() -> None:
    case = in_need(6, 0, 1)
    case.files["grade"][3] = Grade.OUTSTANDING
    case.priority[:2] = 1.0, 2.0
    case.allocate()
    assert case.files["helper"][:2].tolist() == [5, 3]


def test_with_own_ties_alone_the_closed_are_not_helped() -> None:
    case = in_need(8, 0, 1, brokered=0, insularity_spread=0.0, insularity_centre=-8.0, rewiring=0.0)
    case.bed.organisations["connected"][:2] = 0.9
    case.bed.organisations["openness"][:2] = 0.9, 0.1
    case.allocate()
    assert case.files["instrument"][:2].tolist() == [PEERS, Instrument.NONE]
    assert case.files["waiting"][:2].tolist() == [0, 1]


def test_a_broker_without_capacity_triggers_the_closed_too_but_over_their_own_ties() -> None:
    given = {"insularity_spread": 0.0, "insularity_centre": -8.0, "rewiring": 0.0}
    case = in_need(8, 0, brokered=1, **given)
    case.bed.worlds.parameters["broker_capacity"] = 0.0
    case.bed.organisations["openness"][0] = 0.0
    case.allocate()
    row = neighbours(case.bed.worlds.world.tie_start[0], case.bed.worlds.world.tie_to[0], 0)
    assert case.files["helper"][0] in row


def test_who_asks_for_help_is_on_nobodys_register() -> None:
    """Graded good and believed middling, it could be thought to help and to need help at once."""
    case = in_need(3, 0)
    case.files["belief"][1:], case.files["grade"][2] = 52.0, Grade.REQUIRES_IMPROVEMENT
    case.wanted[1], case.priority[1] = BOARD, 5.0
    case.allocate()
    assert case.files["instrument"].tolist() == [Instrument.NONE, BOARD, Instrument.NONE]
    assert case.files["waiting"][0] == 1


def test_help_strengthens_the_match_and_the_tie_under_it_on_both_sides() -> None:
    case = in_need(4, 0, insularity_spread=0.0, insularity_centre=-8.0, rewiring=0.0)
    start, to = case.bed.worlds.world.tie_start[0], case.bed.worlds.world.tie_to[0]
    weight = case.bed.state.arrays.tie_weight[0]
    weight[:] = 0.3
    case.allocate()
    helper = int(case.files["helper"][0])
    assert case.files["match"][0] == pytest.approx(0.6)
    assert (weight[: start[-1]] == 0.3).all()
    case.allocate()
    assert case.files["match"][0] == pytest.approx(0.62)
    for a, b in ((0, helper), (helper, 0)):
        assert weight[start[a] : start[a + 1]][neighbours(start, to, a).index(b)] == pytest.approx(0.62)
    assert (weight[: start[-1]] == 0.3).sum() == start[-1] - 2


# Who is served first


@every_case
@often
def test_what_could_not_be_served_waits_and_the_wait_is_recorded(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    waits = case.files["wanted"] > 0
    assert (case.files["waiting"] == np.where(waits, case.old["waiting"] + 1, 0)).all()
    assert (case.files["wanted"][waits] == case.wanted[waits]).all()
    assert not (waits & case.started).any()
    assert (case.files["instrument"][case.started] == case.wanted[case.started]).all()


@every_case
@often
def test_the_urgent_are_served_before_the_less_urgent_and_ties_go_by_index(seed: int, n: int) -> None:
    """Where nothing but one instrument's capacity binds, and no replacement makes room on the way."""
    case = random_case(seed, n, budget=float("inf"), coordinated=0).allocate()
    for k in (BOARD, CENTRAL, REFORM):
        replaced = case.started & (case.old["instrument"] == k)
        if replaced.any():
            continue
        served = [i for i in range(n) if case.started[i] and case.files["instrument"][i] == k]
        waits = [i for i in range(n) if case.files["wanted"][i] == k and case.old["instrument"][i] != k]
        rank = {i: (-case.priority[i], i) for i in served + waits}
        assert all(rank[i] < rank[j] for i in served for j in waits)


def test_one_place_goes_to_the_most_urgent_and_among_equals_to_the_first() -> None:
    case = calm(5, tools={"improvement_board": {"capacity": 0.2}})
    case.wanted[:] = BOARD
    case.priority[:] = 1.0, 2.0, 3.0, 3.0, 0.0
    case.allocate()
    assert case.files["instrument"].tolist() == [0, 0, BOARD, 0, 0]
    assert case.files["waiting"].tolist() == [1, 1, 0, 1, 1]


def test_a_budget_buys_for_the_most_urgent_first_and_what_is_cheap_with_the_rest() -> None:
    case = calm(3, budget=1.35)
    case.wanted[:] = BOARD, CENTRAL, BOARD
    case.priority[:] = 1.0, 3.0, 2.0
    case.allocate()
    assert case.files["instrument"].tolist() == [0, CENTRAL, BOARD]


def test_with_one_lead_a_case_is_served_together() -> None:
    """The less urgent member of the most urgent's case goes before a stranger between the two."""
    for coordinated, served in ((0, [BOARD, 0, BOARD]), (1, [BOARD, BOARD, 0])):
        case = calm(3, tools={"improvement_board": {"capacity": 0.67}}, coordinated=coordinated)
        world = case.bed.worlds.world
        world.dependency_start[0] = 0, 1, 1, 1
        world.dependency_on[0, 0] = 1
        case.wanted[:] = BOARD
        case.priority[:] = 3.0, 1.0, 2.0
        assert case.allocate().files["instrument"].tolist() == served


def test_one_lead_costs_more_and_the_budget_knows() -> None:
    """Two boards in one case cost .63: a budget of .62 buys both only where nobody coordinates."""
    for coordinated, budget, boards in ((0, 0.62, 2), (1, 0.62, 1), (1, 0.631, 2)):
        case = calm(2, tools={"improvement_board": {"capacity": 1.0}}, coordinated=coordinated, budget=budget)
        case.bed.worlds.world.dependency_start[0] = 0, 1, 1
        case.bed.worlds.world.dependency_on[0, 0] = 1
        case.wanted[:] = BOARD
        case.allocate()
        assert (case.files["instrument"] == BOARD).sum() == boards
        assert case.bed.state.arrays.sector["spent"][0] <= budget


# Leads


@every_case
@often
def test_everyone_treated_has_a_lead_and_nobody_else(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    treated = case.files["instrument"] > 0
    assert ((case.files["lead"] != NOBODY) == treated).all()
    if not case.conduct.coordinated:
        assert (case.files["lead"][treated] == np.flatnonzero(treated)).all()
    else:
        leads = case.files["lead"][treated]
        assert (case.files["lead"][leads] == leads).all()
        assert max(Counter(leads.tolist()).values(), default=0) <= 6


# Pauses and fresh starts


@every_case
@often
def test_an_instrument_with_a_pause_does_not_come_again_before_it(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    for i in np.flatnonzero(case.started):
        k = int(case.files["instrument"][i])
        pause = case.bed.tools[k]["pause"]
        if pause > 0:
            assert QUARTER - case.before.last_end[0, k, i] >= pause
            assert case.old["instrument"][i] != k


def test_a_reform_ends_after_a_year_and_waits_three_for_the_next() -> None:
    case = calm(2)
    case.files["instrument"][0], case.files["quarters_in"][0] = REFORM, 4
    case.wanted[0] = REFORM
    case.allocate()
    assert (case.files["instrument"][0], case.files["waiting"][0]) == (Instrument.NONE, 0)
    for since, begins in ((11, False), (12, True)):
        case.bed.state.arrays.last_end[0, REFORM, 0] = QUARTER - since
        assert case.allocate().files["instrument"][0] == (REFORM if begins else 0)


def test_a_fresh_board_takes_the_place_of_a_board_even_where_all_places_are_taken() -> None:
    case = calm(2, tools={"improvement_board": {"capacity": 0.5}})
    case.files["instrument"][0], case.files["quarters_in"][0] = BOARD, 5
    case.wanted[:], case.fresh[:] = BOARD, 1
    case.allocate()
    assert case.files["instrument"].tolist() == [BOARD, 0]
    assert (case.files["quarters_in"][0], case.files["ended"][0], case.files["closed"][0]) == (0, BOARD, 0)
    assert case.bed.state.arrays.uses[0, BOARD].tolist() == [1, 0]


def test_without_a_wish_for_a_fresh_one_the_board_that_sits_goes_on() -> None:
    case = calm(1)
    case.files["instrument"][0], case.files["quarters_in"][0] = BOARD, 5
    case.wanted[0] = BOARD
    case.allocate()
    assert (case.files["quarters_in"][0], case.bed.state.arrays.uses[0, BOARD, 0]) == (5, 0)


# What allocation may touch


@every_case
def test_the_truth_is_left_alone_but_for_ties(seed: int, n: int) -> None:
    case = random_case(seed, n).allocate()
    now, before = case.bed.state.arrays, case.before
    for name in ("organisations", "tracks"):
        for field in getattr(before, name).dtype.names:
            assert np.array_equal(getattr(now, name)[field], getattr(before, name)[field])
    weight = now.tie_weight[0, : case.bed.worlds.world.tie_start[0, -1]]
    assert weight.min(initial=0.0) >= 0.0
    assert weight.max(initial=0.0) <= 1.0


@every_case
def test_decisions_are_only_read(seed: int, n: int) -> None:
    case = random_case(seed, n)
    kept = [a.copy() for a in (case.wanted, case.priority, case.asked, case.fresh)]
    case.allocate()
    for now, then in zip((case.wanted, case.priority, case.asked, case.fresh), kept, strict=True):
        assert np.array_equal(now, then)


@every_case
@settings(max_examples=25)
def test_the_same_state_and_decisions_come_to_the_same(seed: int, n: int) -> None:
    assert same_state(random_case(seed, n).allocate().bed.state, random_case(seed, n).allocate().bed.state)


def test_random_cases_meet_every_situation() -> None:
    """Else the properties above would hold for want of cases."""
    seen: Counter[str] = Counter()
    for seed in range(150):
        case = random_case(seed, 30).allocate()
        seen["start"] += bool(case.started.any())
        seen["match"] += bool(case.matched)
        seen["wait"] += bool((case.files["wanted"] > 0).any())
        seen["replacement"] += bool((case.started & (case.old["instrument"] > 0)).any())
        seen["fresh"] += bool((case.started & (case.old["instrument"] == case.files["instrument"])).any())
        seen["case of two"] += len(set(case.files["lead"].tolist())) < 1 + (case.files["instrument"] > 0).sum()
        seen["spent budget"] += bool(np.isfinite(case.conduct.budget) and case.started.any())
        seen["over"] += any(is_over(case, int(i)) for i in np.flatnonzero(case.old["instrument"] > 0))
    assert min(seen.values()) >= 10, seen
    assert len(seen) == 8
