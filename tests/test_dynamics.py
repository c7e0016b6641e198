"""One quarter of organisations: who sees what of whom, and when what was decided begins to act."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.draws import Chance, normal_at, uniform_at
from simulation.dynamics import SIGHT, look_around, move_on
from simulation.events import EVENT_DTYPE, NO_EVENTS
from simulation.vocabulary import EventKind, Instrument
from tests.building import Bench, bench, neighbours

BOARD, CENTRAL, REFORM = Instrument.IMPROVEMENT_BOARD, Instrument.CENTRAL_INTERVENTION, Instrument.STRUCTURAL_REFORM
CALM = {
    "quality_noise": 0.0, "capability_noise": 0.0, "report_noise": 0.0, "own_pressure_sd": 0.0,
    "common_pressure_sd": 0.0, "regional_pressure_sd": 0.0, "regional_burden_sd": 0.0, "crisis_hazard": 0.0,
    "turnover": 0.0, "turnover_when_designated": 0.0, "turnover_from_blame": 0.0,
}  # fmt: skip
"""No chance, so that two organisations differ only by what a test changes."""


def sector(n: int = 4, **given: float) -> Bench:
    """Alike organisations without ties or dependencies, under no pressure."""
    bed = bench(n, quarters=3, ties_per_organisation=0.0, dependencies_per_organisation=0.0, **(CALM | given))
    own = bed.organisations
    for name in ("leadership", "usual_leadership", "openness", "usual_openness", "honesty", "usual_honesty"):
        own[name] = 0.5
    own["quality"], own["capability"], own["own_pressure"] = 45.0, 50.0, 0.0
    return bed


def quarter(
    bed: Bench, now: int = 0, coordinated: int = 0, events: np.ndarray = NO_EVENTS, trend: float = 0.0
) -> np.ndarray:
    """Go through a quarter, and give what each saw of others."""
    sights = np.zeros(bed.n, SIGHT)
    run = bed.run(now)
    look_around(now, run, bed.p, coordinated, events, sights)
    move_on(now, trend, run, bed.p, bed.tools, sights)
    return sights


def depend(bed: Bench, *pairs: tuple[int, int]) -> None:
    """Make the first of each pair depend on the second."""
    world = bed.worlds.world
    first = [a for a, _ in pairs]
    world.dependency_start[0] = np.searchsorted(first, np.arange(bed.n + 1))
    world.dependency_on[0, : len(pairs)] = [b for _, b in pairs]


def tie(bed: Bench, weight: float = 0.5) -> Bench:
    """The same sector with a tie between the first two."""
    tied = bench(bed.n, quarters=3, dependencies_per_organisation=0.0, **CALM)
    tied.organisations[:] = bed.organisations
    start, to = tied.worlds.world.tie_start[0], tied.worlds.world.tie_to[0]
    start[:] = [0, 1, *[2] * (bed.n - 1)]
    to[:2] = 1, 0
    tied.state.arrays.tie_weight[0, :2] = weight
    assert neighbours(start, to, 0) == [1]
    return tied


# Others, as they were


def test_failure_spills_on_those_who_depend_on_it_as_it_was_last_quarter() -> None:
    bed = sector()
    depend(bed, (0, 1), (0, 2), (3, 1))
    bed.organisations["quality"][[1, 2]] = 20.0, 80.0
    sights = quarter(bed)
    assert sights["spilt"].tolist() == pytest.approx([0.3 * 20, 0.0, 0.0, 0.3 * 40])
    # Seen are 20 and 80, not what the two have become in the same quarter.
    assert bed.organisations["quality"][1] != 20.0
    assert bed.organisations["quality"][3] < bed.organisations["quality"][0]


def test_neighbours_are_a_mean_over_live_ties_and_nobody_where_there_are_none() -> None:
    bed = tie(sector())
    bed.organisations["capability"][1], bed.organisations["openness"][1] = 70.0, 0.9
    bed.organisations["sanction"][1] = 0.6
    sights = quarter(bed)
    assert sights["peers_capability"].tolist() == pytest.approx([70.0, 50.0, 50.0, 50.0])
    assert sights["peers_openness"].tolist() == pytest.approx([0.9, 0.5, 0.5, 0.5])
    assert bed.organisations["neighbours_sanction"].tolist() == pytest.approx([0.6, 0.0, 0.0, 0.0])
    assert bed.organisations["connected"].tolist() == pytest.approx([1 / 3, 1 / 3, 0.0, 0.0])
    assert bed.organisations["capability"][0] > bed.organisations["capability"][2]


def test_who_withdraws_is_less_connected_and_heard_less() -> None:
    bed = tie(sector())
    bed.organisations["reach"][1] = 0.5
    quarter(bed)
    assert bed.organisations["connected"][:2].tolist() == pytest.approx([0.25 / 1.25] * 2)


def test_lessons_of_a_closed_case_travel_over_ties_and_under_one_lead_to_all() -> None:
    for coordinated, heard in ((0, [0.5 * 0.4, 0.0, 0.0, 0.0]), (1, [0.4, 0.0, 0.4, 0.4])):
        bed = tie(sector())
        bed.organisations["openness"][1] = 0.8
        bed.files["closed"][1] = 1
        assert quarter(bed, coordinated=coordinated)["lessons_heard"].tolist() == pytest.approx(heard)
        bed.files["closed"][1] = 0
        assert not quarter(bed, 1, coordinated)["lessons_heard"].any()


@pytest.mark.parametrize(
    ("instruments", "leads", "interferes"),
    [
        ((BOARD, BOARD), (0, 1), True),
        ((BOARD, BOARD), (0, 0), False),
        ((0, BOARD), (-1, 1), False),
        ((BOARD, 0), (0, -1), False),
    ],
)
def test_only_help_under_another_lead_interferes(
    instruments: tuple[int, int], leads: tuple[int, int], interferes: bool
) -> None:
    bed = sector()
    depend(bed, (0, 1))
    bed.files["instrument"][:2], bed.files["lead"][:2], bed.files["quarters_in"][:2] = instruments, leads, 5
    bed.organisations["disruption"][1] = 4.0
    assert quarter(bed)["interference"].tolist() == [4.0 * interferes, 0.0, 0.0, 0.0]


def test_prepared_pressure_hits_whom_and_when_it_says() -> None:
    events = np.array(
        [
            (1, EventKind.PRESSURE, -1, -1, 1.0, 2),
            (2, EventKind.PRESSURE, 0, -1, 2.0, 1),
            (1, EventKind.PRESSURE, -1, 3, 4.0, 1),
            (0, EventKind.SCANDAL, -1, 2, 0.0, 1),
        ],
        EVENT_DTYPE,
    ).view(np.recarray)
    bed = bench(2, 2, quarters=4, **CALM)
    felt = [quarter(bed, now, events=events)["events"].tolist() for now in range(4)]
    assert felt == [[0.0] * 4, [1.0, 1.0, 1.0, 5.0], [3.0, 3.0, 1.0, 1.0], [0.0] * 4]


def test_pressure_of_every_kind_lowers_quality() -> None:
    bed, calm = sector(), sector()
    quarter(bed, trend=4.0)
    quarter(calm)
    np.testing.assert_allclose(calm.organisations["quality"] - bed.organisations["quality"], 0.25 * 4.0)


# Instruments, when they act


def treated(instrument: int, quarters_in: int, **given: float) -> tuple[Bench, Bench]:
    """After a quarter: a sector in which the first is treated, and one in which nobody is."""
    bed, alone = sector(**given), sector(**given)
    bed.files["instrument"][0], bed.files["quarters_in"][0] = instrument, quarters_in
    for one in (bed, alone):
        quarter(one)
    return bed, alone


def test_an_instrument_disrupts_as_it_begins_and_fades() -> None:
    bed, alone = treated(BOARD, 0)
    assert bed.organisations["disruption"][0] == 2.5
    assert alone.organisations["quality"][0] - bed.organisations["quality"][0] == pytest.approx(0.25 * 2.5)
    quarter(bed, 1)
    assert bed.organisations["disruption"][0] == pytest.approx(2.5 * 0.78)
    assert bed.files["quarters_in"][0] == 2


@pytest.mark.parametrize(("quarters_in", "helps"), [(0, False), (1, False), (2, True), (9, True)])
def test_a_board_helps_coaches_and_opens_once_its_lag_is_over(quarters_in: int, helps: bool) -> None:
    bed, alone = treated(BOARD, quarters_in)
    for name in ("gain_accrued", "leadership", "openness"):
        assert (bed.organisations[name][0] > alone.organisations[name][0]) is np.bool_(helps), name
    assert bed.organisations["gain_accrued"][0] == pytest.approx(0.05 * 0.7 * 20 if helps else 0.0)


def test_peers_help_up_to_what_their_helper_can_do_and_the_helper_pays() -> None:
    bed = sector()
    bed.files["instrument"][0], bed.files["quarters_in"][0] = Instrument.PEER_SUPPORT, 3
    bed.files["helper"][0], bed.files["match"][0], bed.files["helping"][1] = 1, 0.6, 1
    bed.organisations["capability"][1] = 75.0
    quarter(bed)
    assert bed.organisations["gain_accrued"][0] == pytest.approx(0.06 * 0.6 * 0.7 * 25)
    loaded, free = 45 + 0.25 * (75 - 1.5 - 45), 45 + 0.25 * (50 - 45)
    assert bed.organisations["quality"][1:3].tolist() == pytest.approx([loaded, free])


def test_the_centre_replaces_the_leaders_at_once_and_its_gain_leaves_with_it() -> None:
    bed, alone = treated(CENTRAL, 0, newcomer_sd=0.0)
    assert bed.organisations["leadership"][0] == pytest.approx(0.65)
    assert bed.organisations["change_cost"][0] == 3.0
    assert alone.organisations["leadership"][0] == pytest.approx(0.5)
    ended, kept = sector(), sector()
    ended.organisations["gain_accrued"][0] = 10.0
    ended.files["ended"][0] = CENTRAL
    for one in (ended, kept):
        quarter(one)
    lost = kept.organisations["capability"][0] - ended.organisations["capability"][0]
    assert lost == pytest.approx(0.4 * 10.0, rel=0.06)
    assert ended.organisations["gain_accrued"][0] == 0.0


def test_a_reform_reshuffles_capability_as_it_ends_around_itself() -> None:
    bed = sector(400)
    bed.files["ended"][:] = REFORM
    quarter(bed)
    key = bed.worlds.world.key[0]
    drawn = 8.0 * np.array([normal_at(key, 0, int(Chance.REFORM_REDRAW), i) for i in range(bed.n)])
    moved = bed.organisations["capability"] - sector(1).organisations["capability"][0]
    # What follows in the same quarter takes back a little of it.
    assert np.polyfit(drawn, moved, 1)[0] == pytest.approx(0.96, abs=0.01)
    assert np.corrcoef(drawn, moved)[0, 1] > 0.999
    assert abs(moved.mean()) < 3 * 8 / 20
    calm = sector(1)
    quarter(calm)
    cost = calm.organisations["quality"][0] + 0.25 * drawn - bed.organisations["quality"]
    np.testing.assert_allclose(cost, 0.25 * 3.0, atol=1e-9)


def test_a_change_of_leaders_costs_three_points_at_first_and_then_less() -> None:
    bed, calm = sector(turnover=1.0), sector()
    felt = []
    for now in range(3):
        bed.worlds.parameters["turnover"] = 1.0 if now == 0 else 0.0
        bed.organisations[["quality", "capability", "leadership"]] = calm.organisations[
            ["quality", "capability", "leadership"]
        ]
        for one in (bed, calm):
            quarter(one, now)
        felt.append((calm.organisations["quality"][0] - bed.organisations["quality"][0]) / 0.25)
    assert felt == pytest.approx([0.0, 3.0, 2.25])


def test_scrutiny_raises_honesty_and_lowers_what_is_reported() -> None:
    bed, alone = treated(BOARD, 5)
    assert bed.organisations["honesty"][0] == pytest.approx(0.5 + 0.4 * 0.45)
    assert alone.organisations["honesty"][0] == pytest.approx(0.5)
    gap = [one.organisations["reported"][0] - one.organisations["quality"][0] for one in (bed, alone)]
    assert 0.0 < gap[0] < gap[1]


def test_a_crisis_takes_capability_and_only_from_those_it_strikes() -> None:
    bed, calm = sector(300, crisis_hazard=0.1), sector(300)
    for one in (bed, calm):
        quarter(one)
    lost = calm.organisations["capability"] - bed.organisations["capability"]
    struck = lost > 0
    key = bed.worlds.world.key[0]
    for i in range(bed.n):
        assert struck[i] == (uniform_at(key, 0, int(Chance.CRISIS), i) < 0.1 * (1.9 - 1.6 * 0.5))
        size = abs(normal_at(key, 0, int(Chance.CRISIS_SIZE), i))
        assert lost[i] == pytest.approx(15.0 * size if struck[i] else 0.0)
    assert 15 < struck.sum() < 60
