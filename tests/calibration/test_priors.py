"""Priors: places and values are two names of one thing, and every prior says where it comes from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.calibration.priors import FITTED, from_unit, prior_draws, prior_of, priors_of, sobol_points, to_unit
from simulation.errors import InputError
from simulation.parameters import REGISTER


@given(st.lists(st.floats(0.001, 0.999), min_size=len(FITTED), max_size=len(FITTED)))
def test_a_place_and_its_value_lead_back_to_each_other(places: list[float]) -> None:
    priors, unit = priors_of(), np.array([places])
    assert to_unit(priors, from_unit(priors, unit)) == pytest.approx(unit, abs=1e-9)


def test_the_framework_shift_is_normal_with_four_points() -> None:
    values = prior_of("earlier_framework_shift").quantile((np.arange(20_000) + 0.5) / 20_000)
    assert values.mean() == pytest.approx(0.0, abs=1e-6)
    assert values.std() == pytest.approx(4.0, abs=0.1)  # cut at three standard deviations


@pytest.mark.parametrize("name", [name for name in FITTED if not REGISTER[name].is_fixed])
def test_other_priors_hold_the_plausible_range(name: str) -> None:
    prior, entry = prior_of(name), REGISTER[name]
    assert prior.low <= entry.low
    assert prior.high >= entry.high
    assert prior.source


def test_draws_fill_each_prior_evenly() -> None:
    frame = prior_draws(priors_of(), 512, seed=3)
    places = to_unit(priors_of(), frame.to_numpy())
    counts = np.stack([np.histogram(column, bins=8, range=(0, 1))[0] for column in places.T])
    assert (np.abs(counts - 64) <= 4).all()
    assert np.array_equal(sobol_points(3, 100, 1), sobol_points(3, 128, 1)[:100])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["capability_bass"], "capability_bass is not a parameter; did you mean capability_base?"),
        (["failing_threshold"], "failing_threshold is a definition"),
        (["turnover", "turnover"], "turnover is named more than once"),
    ],
)
def test_what_cannot_be_fitted_is_told(names: list[str], said: str) -> None:
    with pytest.raises(InputError) as caught:
        priors_of(names)
    assert said in str(caught.value)
