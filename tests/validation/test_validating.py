"""A whole validation, small, against a panel that the model itself made: numbers, page, pictures, and bad input."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window, as_month
from simulation.evidence.observation import Observation
from simulation.evidence.simulated import simulated_panels
from simulation.futures import fixed_assumptions
from simulation.report.validation.page import validation_page, write_validation
from simulation.scenario import Scenario
from simulation.validation.splits import Predicting, in_space, in_time
from simulation.validation.validating import Validation, validate

SCENARIO = Scenario.from_data(
    {
        "schema_version": 1, "name": "small", "title": "A small sector", "purpose": "A test.", "use": "Tests.",
        "regime": "inspection-led", "plan": "rota", "years": 5, "run_in": {"quarters": 16},
        "regions": [{"name": "North", "organisations": 25}, {"name": "South", "organisations": 25}],
        "parameters": {"leadership_mean": 0.45},
    }
)  # fmt: skip
SEEN = Observation(Window.between("2014-02", "2024-01"))
AS_IT_IS = partial(fixed_assumptions, SCENARIO)


def numbers(runs):
    """The scenario's own numbers, whoever asks."""
    return AS_IT_IS(len(runs))


@pytest.fixture(scope="module")
def real() -> Inspections:
    return simulated_panels(SCENARIO, [999], seed=7, observation=SEEN)


@pytest.fixture(scope="module")
def found(real: Inspections) -> Validation:
    asked_for = []

    def fit(known, regions, window):
        asked_for.append((len(known), regions, window))
        return numbers

    validation = validate(
        SCENARIO, real, numbers, observation=SEEN, source="made", fit=fit, until=as_month("2018-12", "until"),
        panels=30, times=3, finding_runs=0, seed=2,
    )  # fmt: skip
    # Each fit sees its training part alone.
    assert [regions for _, regions, _ in asked_for] == [None, ["South"], ["North"]]
    assert asked_for[0][0] == (real.reported <= Window.between("2014-02", "2018-12").last_day).sum()
    assert asked_for[1][0] + asked_for[2][0] == len(real)
    return validation


def test_the_model_that_made_a_panel_reproduces_it(found: Validation) -> None:
    scored = found.checks.scored
    assert len(scored) > 20
    assert (scored["verdict"] == "inside").mean() > 0.8


def test_every_transition_is_asked_once(found: Validation, real: Inspections) -> None:
    assert found.in_space is not None
    assert found.in_time is not None
    assert len(found.in_space.all.asked) == real.goes_on.sum()
    later = real.reported[np.flatnonzero(real.goes_on) + 1] > Window.between("2014-02", "2018-12").last_day
    assert len(found.in_time.all.asked) == later.sum()
    first = found.in_time.first.asked
    assert len(np.unique(first.organisation)) == len(first) < later.sum()
    for said in (found.in_time.first, found.in_time.all, found.in_space.all):
        for name in said.names:
            np.testing.assert_allclose(said.probabilities[name].sum(axis=1), 1.0)
            assert (said.probabilities[name] > 0).all()


def test_the_page_names_all_and_repeats_to_the_letter(found: Validation, tmp_path: Path) -> None:
    written = write_validation(found, tmp_path / "validation.md", command="turnaround validate small")
    text = (tmp_path / "validation.md").read_text("utf-8")
    assert text == validation_page(found, command="turnaround validate small")
    assert "`turnaround validate small`: seed 2" in text
    for name in found.checks.frame["name"]:
        assert f"| `{name}` |" in text
    for head in (
        "In short",
        "Every target",
        "What is missed",
        "Sudden falls",
        "Out of sample",
        "Coverage",
        "cannot tell",
    ):
        assert head in text
    pictures = {path.name for path in written[1:]}
    assert pictures == {f"{name}.png" for name in ("year-ends", "moves", "others", "sudden", "scores", "coverage")}
    for name in pictures:
        assert f"(images/{name})" in text
        assert (tmp_path / "images" / name).stat().st_size > 5_000
    assert "nan" not in text.lower().replace("finance", "")


def test_a_page_without_fits_to_parts_says_so(real: Inspections, tmp_path: Path) -> None:
    alone = validate(SCENARIO, real, numbers, observation=SEEN, source="made", panels=20, finding_runs=0)
    text = validation_page(alone, command="x")
    assert "Not run: fitting to a part of the data needs the simulated panels of the calibration." in text
    assert "scores.png" not in text


def test_what_cannot_be_held_against_each_other_is_told(real: Inspections) -> None:
    how = partial(validate, observation=SEEN, source="made", finding_runs=0)
    with pytest.raises(InputError, match="the inspections have North, South; they must be the same"):
        how(Scenario.load("english-councils"), real, numbers)
    with pytest.raises(InputError, match="there are 2 panels of inspections"):
        how(SCENARIO, simulated_panels(SCENARIO, 2, observation=SEEN), numbers)
    with pytest.raises(InputError, match="5 panels are too few"):
        how(SCENARIO, real, numbers, panels=5)


def test_a_split_that_leaves_nothing_is_told(real: Inspections) -> None:
    how = Predicting(SCENARIO, SEEN, lambda *_: numbers, panels=20, times=1)
    with pytest.raises(InputError, match=r"split at the end of 2014-03: the training part has no two inspections"):
        in_time(real, as_month("2014-03", "until"), how)
    only = Scenario.from_data(
        {**SCENARIO.model_dump(exclude_none=True), "regions": [{"name": "North", "organisations": 25}]}
    )
    alone = simulated_panels(only, 1, observation=SEEN)
    with pytest.raises(InputError, match="of one region alone"):
        in_space(alone, how)
