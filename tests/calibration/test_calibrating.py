"""A whole calibration, small: known numbers are found again, parts are resumed, subsets need no simulation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulation.calibration.basis import Basis
from simulation.calibration.calibrating import Calibration, calibrate, reference_table
from simulation.calibration.diagnosing import posterior_table, sentences, targets_table
from simulation.calibration.fitting import fit, targets_to_fit
from simulation.calibration.priors import prior_of, priors_of
from simulation.calibration.waves import Plan
from simulation.errors import InputError, SweepError
from simulation.evidence.computing import estimate
from simulation.evidence.months import Window
from simulation.evidence.targets import targets_of
from tests.calibration.small import NUMBERS, PLAN, SEEN, TRUTH, observed, panels_of, small_scenario


@pytest.fixture(scope="module")
def found() -> Calibration:
    scenario = small_scenario(60)
    return calibrate(
        scenario, observed(scenario), observation=SEEN, names=(*NUMBERS, "visit_cost"),
        plan=Plan((1000, 1000), part=500), vectors=200, kept=500, workers=1,
    )  # fmt: skip


def test_known_numbers_lie_within_their_intervals(found: Calibration) -> None:
    table = posterior_table(found).set_index("name")
    for name, truth in TRUTH.items():
        assert table.loc[name, "low"] <= truth <= table.loc[name, "high"]
    together = "capability_base", "capability_from_leadership"
    level = found.fit.posterior.frame[together[0]] + 0.55 * found.fit.posterior.frame[together[1]]
    before = prior_of(together[0]).high - prior_of(together[0]).low + 0.55 * 22.0
    # What they sustain together is told far better than either.
    assert level.std() < 0.15 * before


def test_what_the_data_does_not_tell_is_said(found: Calibration) -> None:
    table = posterior_table(found).set_index("name")
    assert not table.loc["visit_cost", "is_learnt"]
    assert table["is_learnt"].any()
    said = " ".join(sentences(found))
    assert "visit_cost" in said
    assert "No effect of an instrument is fitted" in said


def test_panels_from_the_posterior_show_what_was_observed(found: Calibration) -> None:
    table = targets_table(found)
    fitted = table[table["is_fitted"]]
    assert fitted["is_inside"].mean() > 0.85
    assert set(fitted["name"]) == set(found.fit.names)
    wide = (fitted["after_high"] - fitted["after_low"]).mean()
    assert wide < (fitted["before_high"] - fitted["before_low"]).mean()


def test_a_fit_to_one_region_sees_no_other(found: Calibration) -> None:
    scenario = found.scenario
    real = panels_of(scenario, TRUTH, 1)
    window = Window.between("2014-02", "2018-01")
    for part in ({"regions": ["Region 1"]}, {"window": window}):
        seen = real.in_regions(part["regions"]) if "regions" in part else real.seen_through(window)
        targets = targets_of(seen, "a part", resamples=20)
        again = fit(found.table, targets, **part, vectors=50, kept=200)
        assert len(again.posterior) == 50
        assert list(again.posterior.frame) == list(found.fit.posterior.frame)
    seen = [panels.in_regions(["Region 1"]).seen_through(window) for panels in found.table.panels()]
    expected = np.concatenate([estimate(panels).values for panels in seen])
    assert np.array_equal(found.table.estimates(["Region 1"], window).values, expected, equal_nan=True)


def test_the_kept_panels_are_those_that_were_simulated(found: Calibration) -> None:
    basis, part = found.table.basis, found.table.parts[0]
    again = basis.simulated(part.unit[:40], 0, workers=1)
    kept = next(found.table.panels()).of_panels(0, 40)
    for name in ("panel", "organisation", "visited", "reported", "grade"):
        assert np.array_equal(getattr(again, name), getattr(kept, name)), name


class _StoppedError(Exception):
    pass


def test_what_stops_goes_on_to_the_same_bits(tmp_path: Path) -> None:
    scenario = small_scenario()
    targets, basis = observed(scenario), Basis(scenario, SEEN, priors_of(NUMBERS), seed=4)
    whole = reference_table(basis, targets, PLAN, workers=1)

    def stop(_: str, done: int, __: int) -> None:
        if done >= 300:
            raise _StoppedError

    with pytest.raises(_StoppedError):
        reference_table(basis, targets, PLAN, folder=tmp_path / "kept", workers=1, progress=stop)
    with pytest.raises(SweepError, match="go on with them by --resume"):
        reference_table(basis, targets, PLAN, folder=tmp_path / "kept", workers=1)
    played: list[int] = []
    resumed = reference_table(
        basis, targets, PLAN, folder=tmp_path / "kept", workers=2, resume=True,
        progress=lambda _, done, __: played.append(done),
    )  # fmt: skip
    assert np.array_equal(whole.unit, resumed.unit)
    assert np.array_equal(whole.estimates().values, resumed.estimates().values, equal_nan=True)
    assert np.array_equal(whole.weights, resumed.weights)
    assert played[-1] == PLAN.total


def test_another_seed_does_not_go_on_with_what_is_there(tmp_path: Path) -> None:
    scenario = small_scenario()
    targets, plan = observed(scenario), Plan((60,), part=30)
    reference_table(Basis(scenario, SEEN, priors_of(NUMBERS), 1), targets, plan, folder=tmp_path / "kept", workers=1)
    other = Basis(scenario, SEEN, priors_of(NUMBERS), 2)
    with pytest.raises(SweepError, match="its seed has changed"):
        reference_table(other, targets, plan, folder=tmp_path / "kept", resume=True, workers=1)


def test_targets_of_the_timetable_and_of_few_cases_are_not_fitted() -> None:
    targets = observed(small_scenario())
    names = targets_to_fit(targets)
    assert names
    assert not [name for name in names if name.startswith(("months.", "inadequate.", "by_region."))]
    assert min(targets[name].at_risk for name in names) >= 10


def test_a_panel_of_other_regions_or_another_window_is_refused() -> None:
    scenario = small_scenario()
    targets = observed(scenario)
    with pytest.raises(InputError, match="say --from 2014-02 --to 2021-01"):
        calibrate(scenario, targets)
    other = scenario.changed(regions=[{"name": "Region 0", "organisations": 40}])
    with pytest.raises(InputError, match="has 2 regions and small 1"):
        calibrate(other, targets, observation=SEEN)
