"""What the regulator comes to see: plans, looks and what they miss, visits, boards, exposure, published grades."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.agents.plain import plain_rules
from simulation.draws import Chance, normal_at, uniform_at
from simulation.events import EVENT_DTYPE, NO_EVENTS
from simulation.regulation.examination import examine
from simulation.rules import belief, inspection
from simulation.state import BELIEFS_KEPT
from simulation.vocabulary import EventKind, Examination, Grade, Instrument, Plan
from tests.building import Bench, bench, conduct

QUARTER = 24
filters, inspections = plain_rules(belief), plain_rules(inspection)
Belief = tuple[float, float, float, float, float]


def sector(n: int = 30, **given: float) -> Bench:
    """A sector in which nobody is due, with reports that flatter the failing."""
    bed = bench(n, quarters=1, **given)
    rng = np.random.default_rng(0)
    bed.organisations["quality"] = rng.normal(50, 12, n).round(3)
    bed.organisations["reported"] = bed.organisations["quality"] + (60 - bed.organisations["quality"]).clip(0) * 0.4
    bed.organisations["honesty"] = rng.random(n)
    bed.files["belief"] = bed.organisations["reported"] + rng.normal(0, 4, n)
    bed.files["variance"], bed.files["covariance"] = rng.uniform(4, 30, n), -1.0
    bed.files["looked"], bed.files["due"] = QUARTER - 9, QUARTER + 5
    return bed


def look(bed: Bench, events: np.ndarray = NO_EVENTS, quarter: int = QUARTER, **given: float) -> Bench:
    examine(quarter, 0, bed.run(), bed.p, bed.tools, conduct(**given), events)
    return bed


def state_of(bed: Bench, i: int) -> Belief:
    file = bed.files[i]
    return tuple(float(file[name]) for name in ("belief", "bias", "variance", "covariance", "bias_variance"))  # type: ignore[return-value]


def after_report(bed: Bench, i: int) -> Belief:
    """What is believed of ``i`` once this quarter's report is read."""
    mean, bias, variance, covariance, bias_variance = state_of(bed, i)
    variance, bias_variance = filters.before_quarter(variance, bias_variance, bed.p)
    reported = float(bed.organisations["reported"][i])
    return filters.after_report(mean, bias, variance, covariance, bias_variance, reported, bed.p)


# Reports, every quarter


def test_where_nobody_looks_belief_follows_the_reports_alone() -> None:
    bed = sector()
    expected = [after_report(bed, i) for i in range(bed.n)]
    look(bed)
    assert [state_of(bed, i) for i in range(bed.n)] == expected
    assert not bed.files["look_kind"].any()
    assert bed.state.arrays.sector["spent"][0] == 0.0


def test_the_trend_is_belief_less_that_of_four_quarters_ago() -> None:
    bed = sector(3)
    seen = []
    for quarter in range(10):
        bed.organisations["reported"] = 70.0 - 3.0 * quarter
        look(bed, quarter=quarter)
        seen.append(bed.files["belief"].copy())
        if quarter >= BELIEFS_KEPT:
            assert bed.files["trend"].tolist() == (seen[-1] - seen[-1 - BELIEFS_KEPT]).tolist()
    assert (bed.files["trend"] < 0).all()


# Looks


@pytest.mark.parametrize("kind", [Examination.INSPECTION, Examination.PEER_REVIEW])
def test_a_look_finds_what_its_draws_and_the_rules_say(kind: Examination) -> None:
    bed = sector(60)
    bed.files["requested"] = kind
    believed = [after_report(bed, i) for i in range(bed.n)]
    look(bed)
    p, key = bed.p, bed.worlds.world.key[0]
    usual = p.miss_peer_review if kind == Examination.PEER_REVIEW else p.miss_inspection
    misses = 0
    for i in range(bed.n):
        own, file = bed.organisations[i], bed.files[i]
        missed = uniform_at(key, QUARTER, int(Chance.INSPECTION_MISS), i) < usual + p.miss_from_concealment * (
            1 - own["honesty"]
        )
        misses += missed
        noise = normal_at(key, QUARTER, int(Chance.INSPECTION_NOISE), i)
        assert file["finding"] == (own["reported"] if missed else own["quality"] + p.inspection_sd * noise)
        expected = filters.after_look(*believed[i], float(file["finding"]), float(p.inspection_variance))
        assert state_of(bed, i) == pytest.approx(expected, rel=1e-12)
        assert file["looked"] == QUARTER
    assert 0 < misses < bed.n


def test_an_inspection_is_graded_and_due_again_and_a_review_is_not() -> None:
    bed = sector()
    bed.files["requested"][:10], bed.files["requested"][10:20] = Examination.INSPECTION, Examination.PEER_REVIEW
    look(bed)
    p, key = bed.p, bed.worlds.world.key[0]
    for i in range(10):
        grade = inspections.grade_of(float(bed.files["finding"][i]), p)
        u = uniform_at(key, QUARTER, int(Chance.ROTA), i)
        assert bed.files["pending_grade"][i] == grade
        assert bed.files["pending_quarter"][i] == QUARTER + 1
        assert bed.files["due"][i] == QUARTER + inspections.quarters_to_next(grade, u, p)
    assert not bed.files["pending_grade"][10:].any()
    assert (bed.files["due"][10:] == QUARTER + 5).all()
    assert bed.state.arrays.sector["spent"][0] == pytest.approx(10 * p.inspection_cost + 10 * p.review_cost)


@pytest.mark.parametrize("delay", [0, 1, 3])
def test_a_grade_is_published_after_its_delay(delay: int) -> None:
    bed = sector(1, publication_delay=delay)
    bed.files["requested"] = Examination.INSPECTION
    for quarter in range(QUARTER, QUARTER + delay):
        look(bed, quarter=quarter)
        bed.files["requested"] = Examination.NONE
        assert bed.files["grade"][0] == Grade.NONE
    look(bed, quarter=QUARTER + delay)
    assert bed.files["grade"][0] == inspections.grade_of(float(bed.files["finding"][0]), bed.p)
    assert bed.files["grade_quarter"][0] == QUARTER + delay
    assert bed.files["pending_grade"][0] == Grade.NONE


# Plans


def test_the_rota_inspects_whom_it_is_the_turn_of() -> None:
    bed = sector()
    bed.files["due"][[2, 5, 6]] = QUARTER, QUARTER - 3, QUARTER + 1
    look(bed, plan=int(Plan.ROTA))
    assert np.flatnonzero(bed.files["look_kind"]).tolist() == [2, 5]
    assert (bed.files["due"][[2, 5]] > QUARTER + 9).all()


def test_without_a_plan_nobody_is_inspected_unasked() -> None:
    bed = sector()
    bed.files["due"] = QUARTER
    assert not look(bed, plan=int(Plan.NONE)).files["look_kind"].any()


def test_risk_goes_by_how_surely_one_is_believed_to_fail_and_leaves_alone_whom_it_saw_within_a_year() -> None:
    bed = sector(60)
    bed.files["looked"][::4] = QUARTER - 3
    risk = (40.0 - bed.files["belief"]) / np.sqrt(bed.files["variance"])
    risk[::4] = -np.inf
    look(bed, plan=int(Plan.RISK_BASED))
    assert np.flatnonzero(bed.files["look_kind"]).tolist() == sorted(np.argsort(-risk, kind="stable")[:3].tolist())


def test_a_random_plan_visits_its_share_whatever_is_believed() -> None:
    visited = []
    for quarter in range(100):
        bed = sector(60)
        bed.files["looked"] = quarter - 1
        visited.append(look(bed, plan=int(Plan.RANDOM), quarter=quarter).files["look_kind"] > 0)
    often = np.sum(visited, axis=0)
    assert {int(v.sum()) for v in visited} == {3}
    assert often.max() < 15
    assert (often > 0).sum() > 50


@given(share=st.floats(0.0, 1.0), n=st.integers(1, 60))
@settings(max_examples=40)
def test_a_plan_visits_the_share_of_the_sector_that_it_is_given(share: float, n: int) -> None:
    bed = sector(n, inspection_share=share)
    look(bed, plan=int(Plan.RANDOM))
    assert (bed.files["look_kind"] == Examination.INSPECTION).sum() == int(share * n + 0.5)


# Visits and boards


def test_the_failing_are_visited_where_the_regime_visits_and_nothing_is_published() -> None:
    bed = sector()
    bed.files["designated"][:10], bed.files["due"][0] = 1, QUARTER
    believed = [after_report(bed, i) for i in range(10)]
    look(bed, plan=int(Plan.ROTA), visits=1)
    assert bed.files["look_kind"].tolist() == [Examination.INSPECTION, *[Examination.MONITORING_VISIT] * 9, *[0] * 20]
    assert not bed.files["pending_grade"][1:].any()
    assert (bed.files["looked"][1:] == QUARTER - 9).all()
    assert bed.state.arrays.sector["spent"][0] == pytest.approx(bed.p.inspection_cost + 9 * bed.p.visit_cost)
    assert all(state_of(bed, i)[2] < believed[i][2] for i in range(1, 10))
    unvisited = sector()
    unvisited.files["designated"][:10] = 1
    assert not look(unvisited, visits=0).files["look_kind"].any()


def test_a_board_sits_and_sees_every_quarter_and_is_never_fooled() -> None:
    bed = sector()
    bed.files["instrument"][:15] = Instrument.IMPROVEMENT_BOARD
    bed.organisations["honesty"] = 0.0
    believed = [after_report(bed, i) for i in range(bed.n)]
    look(bed)
    p, key = bed.p, bed.worlds.world.key[0]
    for i in range(15):
        found = bed.organisations["quality"][i] + p.board_sd * normal_at(key, QUARTER, int(Chance.BOARD_NOISE), i)
        expected = filters.after_look(*believed[i], float(found), float(p.board_variance))
        assert state_of(bed, i) == pytest.approx(expected, rel=1e-12)
    assert [state_of(bed, i) for i in range(15, 30)] == believed[15:]
    assert not bed.files["look_kind"].any()


# Exposure


def come_out(quarters: int = 200, **given: float) -> tuple[np.ndarray, Bench]:
    """How often each came out over many quarters, with the state put back each time."""
    bed = sector(exposure_hazard=0.5, **{k: v for k, v in given.items() if k in ("exposure_blame",)})
    bed.files["designated"][::3] = 1
    kept, often = bed.state.copy(), np.zeros(bed.n)
    for quarter in range(quarters):
        for now, then in zip(bed.state.arrays, kept.arrays, strict=True):
            now[:] = then
        look(bed, quarter=quarter, **{k: v for k, v in given.items() if k == "designates"})
        often += bed.files["exposed"]
    return often / quarters, bed


def test_only_hidden_failure_comes_out_as_often_as_the_hazard_says() -> None:
    often, bed = come_out()
    own = bed.organisations
    hidden = (own["quality"] < 40.0) & (bed.files["designated"] == 0)
    assert (often[~hidden] == 0.0).all()
    hazard = 0.5 * (own["reported"] - own["quality"]) / 10 * (0.5 + own["openness"])
    assert (often[hidden] > 0.0).all()
    np.testing.assert_allclose(often[hidden], hazard[hidden].clip(0, 1), atol=0.12)


def test_in_the_reference_nothing_comes_out() -> None:
    assert not come_out(designates=0)[0].any()


def test_what_comes_out_is_believed_blamed_and_inspected_in_the_next_quarter() -> None:
    bed = sector(1, exposure_hazard=1.0, exposure_in_closed_culture=10.0)
    bed.organisations["quality"], bed.organisations["reported"], bed.organisations["blame"] = 20.0, 50.0, 0.2
    look(bed)
    assert bed.files["exposed"][0] == 1
    assert state_of(bed, 0) == (20.0, 30.0, 1.0, 0.0, 16.0)
    assert bed.organisations["blame"][0] == pytest.approx(0.5)
    bed.files["designated"] = 1
    look(bed, quarter=QUARTER + 1)
    assert bed.files["look_kind"][0] == Examination.INSPECTION
    assert bed.files["exposed"][0] == 0


@pytest.mark.parametrize(("kind", "is_public"), [(EventKind.SCANDAL, 1), (EventKind.WHISTLEBLOWER, 0)])
def test_a_prepared_scandal_is_public_and_a_whistleblower_tells_the_regulator_alone(
    kind: EventKind, is_public: int
) -> None:
    bed = sector(4, exposure_hazard=0.0)
    events = np.array([(QUARTER, kind, -1, 2, 0.0, 1), (QUARTER + 1, kind, -1, 3, 0.0, 1)], EVENT_DTYPE)
    blame = bed.organisations["blame"].copy()
    look(bed, events.view(np.recarray))
    assert bed.files["exposed"].tolist() == [0, 0, is_public, 0]
    assert bed.files["belief"][2] == bed.organisations["quality"][2]
    assert bed.files["belief"][3] != bed.organisations["quality"][3]
    assert (bed.organisations["blame"] - blame).tolist() == [0.0, 0.0, 0.3 * is_public, 0.0]


def test_a_naive_regulator_takes_reports_at_face_value_even_after_a_scandal() -> None:
    bed = sector(1, bias_prior_sd=0.0, exposure_hazard=1.0, exposure_in_closed_culture=10.0)
    bed.organisations["quality"], bed.organisations["reported"] = 20.0, 50.0
    look(bed)
    assert bed.files["exposed"][0] == 1
    assert state_of(bed, 0) == (20.0, 0.0, 1.0, 0.0, 0.0)


# The truth


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_examination_changes_nothing_true_but_the_blame_of_what_comes_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    bed = sector(exposure_hazard=0.02)
    bed.files["requested"], bed.files["designated"] = rng.integers(0, 3, 30), rng.integers(0, 2, 30)
    before = bed.organisations.copy()
    look(bed, plan=int(rng.integers(0, 4)), visits=1, quarter=int(rng.integers(0, 100)))
    for name in before.dtype.names:
        changed = before[name] != bed.organisations[name]
        assert not changed[bed.files["exposed"] == 0].any()
        if name != "blame":
            assert not changed.any()
