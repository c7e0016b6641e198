"""Who is officially failing, by regime: what calls an organisation failing, and what lifts it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.regulation.designation import designate
from simulation.vocabulary import Grade, Regime
from tests.building import Bench, bench, conduct

QUARTER = 20


def one(regime: Regime = Regime.INSPECTION_LED, designates: int = 1, **file: float) -> Bench:
    """One organisation, after a quarter's designation."""
    bed = bench(1, quarters=1)
    for name, value in ({"belief": 55.0, "designated_quarter": 3} | file).items():
        bed.files[name] = value
    designate(QUARTER, bed.run(), bed.p, conduct(regime=int(regime), designates=designates))
    return bed


def is_named(**given: float) -> bool:
    return bool(one(**given).files["designated"][0])  # type: ignore[arg-type]


NEWS = {"grade_quarter": QUARTER}


@pytest.mark.parametrize("regime", Regime)
def test_a_published_inadequate_names_in_either_regime(regime: Regime) -> None:
    assert is_named(regime=regime, grade=Grade.INADEQUATE, **NEWS)
    assert not is_named(regime=regime, grade=Grade.REQUIRES_IMPROVEMENT, **NEWS)
    assert not is_named(regime=regime, grade=Grade.INADEQUATE, grade_quarter=QUARTER - 1)


@pytest.mark.parametrize("regime", Regime)
def test_hidden_failure_that_becomes_public_names(regime: Regime) -> None:
    assert is_named(regime=regime, exposed=1)


def test_belief_names_where_oversight_leads_and_not_where_inspection_does() -> None:
    assert is_named(regime=Regime.OVERSIGHT_LED, belief=39.9)
    assert not is_named(regime=Regime.OVERSIGHT_LED, belief=40.0)
    assert not is_named(regime=Regime.INSPECTION_LED, belief=5.0)


def test_where_inspection_leads_only_a_better_grade_lifts() -> None:
    assert is_named(designated=1, belief=90.0)
    assert is_named(designated=1, grade=Grade.INADEQUATE, **NEWS)
    for grade in (Grade.REQUIRES_IMPROVEMENT, Grade.GOOD, Grade.OUTSTANDING):
        assert not is_named(designated=1, grade=grade, **NEWS)
    assert is_named(designated=1, grade=Grade.GOOD, grade_quarter=QUARTER - 1)


def test_where_oversight_leads_two_quarters_well_above_failing_lift() -> None:
    above = {"regime": Regime.OVERSIGHT_LED, "designated": 1}
    assert is_named(**above, belief=42.1, quarters_above=0)
    assert not is_named(**above, belief=42.1, quarters_above=1)
    assert is_named(**above, belief=42.0, quarters_above=1)
    assert is_named(**above, grade=Grade.GOOD, **NEWS)


def test_what_names_again_in_the_same_quarter_keeps_the_name() -> None:
    bed = one(regime=Regime.OVERSIGHT_LED, designated=1, belief=60.0, quarters_above=5, grade=Grade.INADEQUATE, **NEWS)
    assert bed.files["designated"][0] == 1
    assert bed.tracks["relook"][0] == 0


def test_the_quarter_is_noted_when_named_and_the_lifting_waits_for_the_next_look() -> None:
    named = one(grade=Grade.INADEQUATE, **NEWS)
    assert named.files["designated_quarter"][0] == QUARTER
    still = one(designated=1, grade=Grade.INADEQUATE, **NEWS)
    assert still.files["designated_quarter"][0] == 3
    lifted = one(designated=1, grade=Grade.GOOD, **NEWS)
    assert lifted.tracks["relook"][0] == 1
    assert named.tracks["relook"][0] == still.tracks["relook"][0] == 0


def test_the_quarters_above_are_counted_in_a_row() -> None:
    assert one(belief=42.5, quarters_above=3).files["quarters_above"][0] == 4
    assert one(belief=41.5, quarters_above=3).files["quarters_above"][0] == 0


@given(seed=st.integers(0, 2**32 - 1), regime=st.sampled_from(Regime))
def test_in_the_reference_nobody_is_named(seed: int, regime: Regime) -> None:
    rng = np.random.default_rng(seed)
    bed = bench(20, quarters=1)
    bed.files["belief"], bed.files["designated"] = rng.normal(40, 10, 20), rng.integers(0, 2, 20)
    bed.files["exposed"], bed.files["grade"] = rng.integers(0, 2, 20), rng.integers(0, 5, 20)
    bed.files["grade_quarter"] = QUARTER
    designate(QUARTER, bed.run(), bed.p, conduct(regime=int(regime), designates=0))
    assert not bed.files["designated"].any()
