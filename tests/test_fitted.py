"""A scenario with a posterior: fitted numbers are drawn together, others from their ranges."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from simulation.analysis.assumed import parameter_table
from simulation.analysis.comparing import compare
from simulation.assumptions import PlausibleAssumptions, plausible_ranges, range_of
from simulation.cli.answer import print_answer
from simulation.errors import ScenarioError
from simulation.fitted import fitted_numbers, how_sure
from simulation.parameters import REGISTER
from simulation.posterior import Posterior
from simulation.report.assumptions import parameters_assumed, sureness
from simulation.report.method import method_lines
from simulation.scenario import Scenario
from tests.agents.small import small_scenario

INSPECTION, LEVEL = np.linspace(4.0, 6.0, 21), np.linspace(2.0, -2.0, 21)
"""Two numbers of which one falls as the other rises."""


@pytest.fixture
def fitted(tmp_path: Path) -> Scenario:
    file = tmp_path / "posterior.parquet"
    trend = {"inspection_sd": INSPECTION, "pressure_trend": LEVEL / 10.0, "earlier_framework_shift": LEVEL}
    Posterior(pd.DataFrame(trend), {"years": 10.0}).save(file)
    small = small_scenario(years=5)
    kept = {k: v for k, v in small.parameters.items() if k not in ("pressure_level", "earlier_framework_shift")}
    return small.changed(parameters=kept, posterior=str(file))


def test_fitted_numbers_are_drawn_together_and_others_from_their_ranges(fitted: Scenario) -> None:
    records, _ = PlausibleAssumptions(fitted, seed=3, futures=1)(range(200))
    assert np.corrcoef(records["inspection_sd"], records["pressure_level"])[0, 1] == pytest.approx(-1.0)
    assert set(np.round(records["inspection_sd"], 9)) <= set(np.round(INSPECTION, 9))
    assert len(set(records["inspection_sd"])) > 15
    alone, _ = PlausibleAssumptions(fitted.model_copy(update={"posterior": None}), seed=3, futures=1)(range(200))
    for name in set(REGISTER) - {"inspection_sd", "pressure_level"}:
        assert np.array_equal(records[name], alone[name]), name


def test_an_earlier_framework_has_no_part_in_what_comes_and_the_trend_is_assumed(fitted: Scenario) -> None:
    records, _ = PlausibleAssumptions(fitted, seed=3, futures=1)(range(50))
    assert (records["earlier_framework_shift"] == 0.0).all()
    assert records["pressure_trend"].std() > 0.1
    assert how_sure(fitted, "pressure_trend") == "assumed"
    assert how_sure(fitted, "inspection_sd") == "calibrated"


def test_what_a_user_changes_moves_what_was_fitted(fitted: Scenario) -> None:
    assert fitted_numbers(fitted)["inspection_sd"] == pytest.approx(INSPECTION)
    as_calibrated = fitted.with_settings({"inspection_sd": 5.0})
    assert fitted_numbers(as_calibrated)["inspection_sd"] == pytest.approx(INSPECTION)
    changed = fitted.with_settings({"inspection_sd": 8.0})
    assert fitted_numbers(changed)["inspection_sd"] == pytest.approx(INSPECTION + 3.0)
    assert fitted_numbers(changed)["pressure_level"] == pytest.approx(LEVEL)


def test_tables_say_what_was_fitted_and_how_far_it_may_lie(fitted: Scenario) -> None:
    table = parameter_table(fitted).set_index("name")
    assert table.loc["inspection_sd", "confidence"] == "calibrated"
    assert table.loc["inspection_sd", "source"] == "fitted to inspections"
    assert (table.loc["inspection_sd", "low"], table.loc["inspection_sd", "high"]) == pytest.approx((4.05, 5.95))
    assert range_of(fitted, "pressure_level") == pytest.approx((-1.9, 1.9))
    assert plausible_ranges(fitted)["linkage"] == plausible_ranges(small_scenario())["linkage"]
    assert (table["confidence"] == "calibrated").sum() == 2


def test_an_uncertain_comparison_draws_from_it(fitted: Scenario) -> None:
    comparison = compare(fitted, "last-resort,improvement-boards", runs=6, years=5, workers=1)
    assert comparison.assumptions is not None
    assert "2 that were fitted to inspections and drawn together" in " ".join(method_lines(comparison))
    assert "the calibrated together" in parameters_assumed(comparison).caption
    assert "2 calibrated (fitted to data)" in sureness(fitted)
    out = Console(record=True, width=80)
    print_answer(out, comparison)
    assert "Of the numbers drawn 2 are calibrated" in out.export_text()
    drawn = comparison.assumptions.frame(range(3))
    assert set(np.round(drawn["inspection_sd"], 9)) <= set(np.round(INSPECTION, 9))
    assert drawn["pressure_level"].std() > 0.0


def test_the_hash_is_that_of_the_vectors_wherever_they_lie(fitted: Scenario, tmp_path: Path) -> None:
    assert fitted.posterior is not None
    other = tmp_path / "elsewhere.parquet"
    other.write_bytes(Path(fitted.posterior).read_bytes())
    assert fitted.changed(posterior=str(other)).hash == fitted.hash
    Posterior(pd.DataFrame({"inspection_sd": [4.0, 5.0]})).save(other)
    assert fitted.changed(posterior=str(other)).hash != fitted.hash


def test_a_posterior_that_is_not_there_is_told(fitted: Scenario) -> None:
    with pytest.raises(ScenarioError, match="nothing is not a posterior"):
        fitted.changed(posterior="nothing")
    with pytest.raises(ScenarioError, match=r"nowhere.parquet does not exist"):
        fitted.changed(posterior="nowhere.parquet")


def test_a_scenario_file_names_it_beside_itself(fitted: Scenario, tmp_path: Path) -> None:
    text = fitted.to_toml(to_give_away=True)
    assert 'posterior = "posterior.parquet"' in text
    (tmp_path / "small.toml").write_text(text)
    assert fitted_numbers(Scenario.load(tmp_path / "small.toml")).keys() == fitted_numbers(fitted).keys()
