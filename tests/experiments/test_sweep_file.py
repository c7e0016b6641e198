"""What a sweep file may say, and what is told where it says something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simulation.errors import SweepError
from simulation.experiments.shipped import shipped_sweeps
from simulation.experiments.sweep import Sweep
from simulation.parameters import REGISTER
from tests.experiments.small import DATA, folder_with_scenario, small_sweep


def test_a_sweep_is_read_from_a_file_and_counts_its_futures(tmp_path: Path) -> None:
    folder_with_scenario(tmp_path)
    file = tmp_path / "mine.toml"
    file.write_text(
        """
schema_version = 1
title = "T"
question = "Q?"
use = "U"
scenario = "twelve.toml"
replications = 2
[settings]
years = 6
improvement_board.gain = 0.04
[uncertainties]
linkage = true
central_intervention.gain = {low = 0.05, high = 0.2, distribution = "log-uniform"}
[levers]
policies = ["hands-off", "improvement-boards"]
improvement-boards.delay = [0, 2, 4]
improvement_board.capacity = {levels = [0.1, 0.2]}
budget = [5, 10]
[targets]
harm = 10
[design]
kind = "sobol"
samples = 8
"""
    )
    sweep = Sweep.load(file)
    assert sweep.name == "mine"
    assert sweep.scenario.years == 6
    assert [u.name for u in sweep.uncertainties] == ["linkage", "central_intervention.gain"]
    assert (sweep.uncertainties[0].low, sweep.uncertainties[0].high) == (
        REGISTER["linkage"].low,
        REGISTER["linkage"].high,
    )
    # Hands-off uses no board, so that only the budget is crossed with it: 2, and 3 delays x 2 capacities x 2 budgets.
    assert len(sweep.alternatives) == 2 + 12
    assert sweep.points == 8 * (2 + 2) == len(sweep.design)
    assert sweep.rows == 8 * 4 * 2 * 14
    assert sweep.content.has_same_futures
    assert sweep.baseline == "hands-off, budget=5"
    frame = sweep.alternatives_frame
    assert list(frame.columns) == ["policy", "budget", "improvement-boards.delay", "improvement_board.capacity"]
    assert frame.loc["improvement-boards:delay=2, improvement_board.capacity=0.1, budget=10"].tolist()[1:] == [
        10,
        2,
        0.1,
    ]


def test_all_takes_every_plausible_range_and_what_is_named_goes_first(tmp_path: Path) -> None:
    sweep = small_sweep(tmp_path, uncertainties={"all": True, "linkage": {"low": 0.1, "high": 0.2}})
    names = [u.name for u in sweep.uncertainties]
    uncertain = [name for name, parameter in REGISTER.items() if not parameter.is_fixed]
    assert names[0] == "linkage"
    assert sweep.uncertainties[0].high == 0.2
    assert set(uncertain) <= set(names)
    assert "improvement_board.gain" in names
    assert len(names) == len(set(names))


def test_an_effect_of_all_instruments_is_one_uncertainty_each(tmp_path: Path) -> None:
    sweep = small_sweep(tmp_path, uncertainties={"instruments.gain": True})
    assert [(u.name, u.low, u.high) for u in sweep.uncertainties] == [
        (f"{tool}.gain", 0.02, 0.13) for tool in ("peer_support", "improvement_board", "central_intervention")
    ]


def test_a_range_moves_with_what_the_scenario_says(tmp_path: Path) -> None:
    sweep = small_sweep(tmp_path, settings={"linkage": 0.6}, uncertainties={"linkage": True})
    assert (sweep.uncertainties[0].low, sweep.uncertainties[0].high) == (0.0, 1.0)


@pytest.mark.parametrize("name", sorted(shipped_sweeps()))
def test_shipped_sweeps_can_be_used_and_say_what_for(name: str) -> None:
    sweep = Sweep.load(name)
    assert sweep.name == name
    assert sweep.content.question.endswith("?")
    assert len(sweep.content.use) > 40
    assert sweep.content.targets
    assert 1_000 <= sweep.rows <= 50_000


MISTAKES: list[tuple[dict[str, Any], str]] = [
    (
        {"uncertainties": {"linkagee": True}},
        "uncertainties.linkagee is neither a parameter nor .* did you mean linkage?",
    ),
    ({"uncertainties": {"linkage": {"low": 0.4, "high": 0.1}}}, "linkage has low = 0.4, which is not below high = 0.1"),
    ({"uncertainties": {"linkage": {"low": 0.6}}}, "linkage reaches from 0.6 to 0.5; low must be below high"),
    ({"uncertainties": {"linkage": {"low": -1, "high": 0.1}}}, "linkage.low is -1; it must lie between 0 and 5"),
    ({"uncertainties": {"linkage": {"high": 1, "lowe": 0}}}, "has lowe, which is not a key here; did you mean low?"),
    ({"uncertainties": {"linkage": 0.3}}, "linkage must be true .its plausible range., "),
    ({"uncertainties": {"linkage": {"low": 0.1, "high": 0.2, "distribution": "gamma"}}}, "it must be .*triangular"),
    (
        {"uncertainties": {"linkage": {"low": 0, "high": 1, "distribution": "log-uniform"}}},
        "log-uniform range lies above 0",
    ),
    ({"uncertainties": {"linkage": {"levels": [0.3, 0.1]}}}, "has levels that do not rise"),
    ({"uncertainties": {"failing_threshold": True}}, "has no plausible range .it is 40.; give it low and high"),
    (
        {"uncertainties": {"failing_threshold": {"low": 30, "high": 70}}},
        "lets failing_threshold .up to 70. be above good_",
    ),
    ({"uncertainties": {"years": {"low": 5, "high": 9}}}, "write it under .settings., in a sweep for each"),
    ({"uncertainties": {"improvement-boards": {"delay": {"low": 0, "high": 4}}}}, "what policies do is a lever"),
    ({"uncertainties": {"improvement_board.sits": {"low": 0, "high": 1}}}, "takes whole numbers only"),
    ({"uncertainties": {"instruments.gian": True}}, "is not an effect of instruments; did you mean gain?"),
    ({"uncertainties": {}}, "uncertainties is empty; a latin-hypercube design needs one"),
    (
        {"levers": {"policies": ["hands-off"], "hands-off.delay": [1]}},
        'levers.hands-off.delay .* has no lever "delay"; it has no',
    ),
    ({"levers": {"policies": ["last-resort"], "last-resort.margn": [1]}}, 'no lever "margn".*did you mean margin?'),
    (
        {"levers": {"policies": ["last-resort"], "last-resort.margin": [99]}},
        "margin is 99.0; it must lie between -10 and 15",
    ),
    ({"levers": {"policies": ["last-resrt"]}}, "did you mean last-resort?"),
    ({"levers": {"policies": ["hands-off", "hands-off"]}}, "make hands-off more than once"),
    ({"levers": {"policies": ["mine.py:Mine"]}}, "a file of code, which a sweep file never runs"),
    ({"levers": {"policies": []}}, "levers.policies is empty"),
    (
        {"levers": {"policies": ["hands-off"], "openness_mean": [0.5]}},
        "is not the regulator's to set; write it under .unc",
    ),
    (
        {"levers": {"policies": ["hands-off"], "ladder.hold": [1]}},
        "belongs to ladder, which is neither among the policies",
    ),
    ({"levers": {"policies": ["improvement-boards"], "improvement_board.capacity": [0.01]}}, "leaves room for none"),
    ({"levers": {"policies": ["hands-off"], "budget": [0.001]}}, "levers.budget cannot have 0.001"),
    ({"levers": {"policies": ["improvement-boards"], "improvement_board.gain": [0.1]}}, "is an uncertainty too"),
    ({"outcomes": ["harms"]}, r'outcomes\[1\] is "harms", which is not an outcome; did you mean harm?'),
    ({"targets": {"mean_quality": 60}}, "targets.mean_quality is not among the outcomes"),
    ({"outcomes": ["recoveries"], "targets": {"recoveries": 3}}, "neither more nor less of it is better"),
    ({"baseline": "hands-off"}, 'baseline is "hands-off"; it must be last-resort'),
    (
        {"baseline": "improvement-boards", "levers": {"policies": ["improvement-boards"], "budget": [4, 8]}},
        "makes several",
    ),
    (
        {"design": {"kind": "sobol", "samples": 1000}},
        "samples is 1,000; a Sobol' design needs a power of 2: the nearest is 1,024",
    ),
    ({"design": {"kind": "sobol", "samples": 700}}, "the nearest is 512"),
    ({"design": {"kind": "sobol"}}, "design.samples is missing"),
    ({"design": {"kind": "sobol", "samples": 8, "levels": 4}}, "design.levels is not a key of a sobol design"),
    ({"design": {"kind": "morris", "trajectories": 4, "levels": 5}}, "has an even number of levels"),
    ({"design": {"kind": "full-factorial"}}, "linkage has no levels for a full-factorial design"),
    ({"design": {"kind": "latin-hypercub", "samples": 4}}, "did you mean latin-hypercube?"),
    ({"design": {"kind": "points", "file": "p.csv"}}, "uncertainties must be left out"),
    ({"replications": 0}, "replications is 0; it must lie between 1 and 1,000,000"),
    ({"futures": "other"}, 'futures is "other"; it must be same or own'),
    ({"organisations": -4}, "organisations is -4; it must be true, false or a whole number from 0 up"),
    ({"levers": {"policies": ["hands-of"]}}, r"levers.policies\[1\] cannot be used: no policy is called"),
    ({"scenario": "english-council"}, "did you mean english-councils?"),
    ({"settings": {"linkag": 0.4}}, "linkag is not a setting; did you mean linkage?"),
    ({"question": None}, "question is missing"),
    ({"lever": {}}, "lever is not a key here; did you mean levers?"),
    ({"schema_version": 2}, "schema_version is 2; this version of the program reads 1"),
]


@pytest.mark.parametrize(("change", "told"), MISTAKES, ids=[told[:40] for _, told in MISTAKES])
def test_a_mistake_is_told_in_a_sentence(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(SweepError, match=told) as caught:
        small_sweep(tmp_path, **change)
    assert str(caught.value).startswith("small.toml: ")
    assert "\n" not in str(caught.value)


def test_points_of_a_file_are_checked_line_by_line(tmp_path: Path) -> None:
    points = tmp_path / "p.csv"
    design = {"kind": "points", "file": "p.csv"}
    points.write_text("linkage,improvement_board.gain\n0.1,0.05\n0.4,0.1\n")
    sweep = small_sweep(tmp_path, uncertainties=None, design=design)
    assert sweep.design.to_numpy().tolist() == [[0.1, 0.05], [0.4, 0.1]]
    assert not sweep.content.has_same_futures
    for text, told in (
        ("linkage\n0.1\nx\n", 'p.csv, line 3: linkage is "x"; it must be a number'),
        ("linkag\n0.1\n", "did you mean linkage?"),
        (",linkage\n0,0.1\n", "design.file: a nameless column is neither a parameter nor"),
        ("linkage\n0.1\n99\n", "linkage in row 2 is 99; it must lie between 0 and 5"),
    ):
        points.write_text(text)
        with pytest.raises(SweepError, match=told.replace("?", r"\?")):
            small_sweep(tmp_path, uncertainties=None, design=design)


def test_what_decides_the_table_decides_the_hash(tmp_path: Path) -> None:
    sweep = small_sweep(tmp_path)
    assert sweep.hash == small_sweep(tmp_path).hash
    for change in ({"seed": 1}, {"replications": 4}, {"settings": {"linkage": 0.2}}):
        changed = sweep.changed(**change)
        assert changed.hash != sweep.hash
    assert DATA["design"]["samples"] == 12


def test_a_name_that_does_not_ship_is_told_with_the_nearest() -> None:
    with pytest.raises(SweepError, match=r"did you mean price-of-blame\?"):
        Sweep.load("price-of-blam")
