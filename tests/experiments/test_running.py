"""One table, whoever plays it and however it is cut up; and what a table says of its own futures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.assumptions import PlausibleAssumptions
from simulation.batches import simulate
from simulation.experiments.results import FOLLOWED_COLUMNS, SweepResults
from simulation.experiments.running import play_sweep, run_sweep
from tests.experiments.small import DATA, same_bits, small_sweep


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> SweepResults:
    return run_sweep(small_sweep(tmp_path_factory.mktemp("sweep"), organisations=5), workers=1)


def test_a_table_has_every_combination_in_order(unbroken: SweepResults) -> None:
    outcomes = unbroken.outcomes
    assert len(outcomes) == 12 * 3 * 3
    assert list(outcomes.columns) == ["point", "replication", "run", "alternative", *DATA["outcomes"]]
    assert outcomes["point"].tolist() == np.repeat(np.arange(12), 9).tolist()
    assert outcomes["replication"].tolist() == np.tile(np.repeat(np.arange(3), 3), 12).tolist()
    assert outcomes["alternative"].cat.categories.tolist() == list(unbroken.labels)
    assert (outcomes["alternative"].cat.codes.to_numpy() == np.tile(np.arange(3), 36)).all()
    # A hypercube's points have futures of their own.
    assert (outcomes["run"] == outcomes["point"] * 3 + outcomes["replication"]).all()
    assert not outcomes["failing_organisations"].isna().any()
    assert unbroken.baseline == "last-resort"


@pytest.mark.parametrize("cells", [1, 5, 36])
def test_cutting_it_up_otherwise_changes_no_bit(unbroken: SweepResults, tmp_path: Path, cells: int) -> None:
    out = tmp_path / "out"
    play_sweep(small_sweep(tmp_path, organisations=5), out, workers=2, part_cells=cells)
    other = SweepResults.load(out)
    assert same_bits(unbroken.outcomes, other.outcomes)
    assert unbroken.organisations is not None
    assert other.organisations is not None
    assert same_bits(unbroken.organisations, other.organisations)
    pd.testing.assert_frame_equal(unbroken.design, other.design)


def test_any_executor_gives_the_same_bits(unbroken: SweepResults, tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        other = run_sweep(small_sweep(tmp_path, organisations=5), tmp_path / "out", executor=pool, workers=3)
        pool.submit(int).result()  # lent, and not shut
    assert same_bits(unbroken.outcomes, other.outcomes)


def test_a_point_at_the_scenarios_own_numbers_is_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("linkage,improvement_board.gain\n0.3,0.05\n0.1,0.12\n0.3,0.05\n")
    sweep = small_sweep(tmp_path, uncertainties=None, futures="same", design={"kind": "points", "file": "p.csv"})
    results = run_sweep(sweep)
    alone = simulate(sweep.scenario, "improvement-boards:delay=4", runs=3, seed=0)
    for point in (0, 2):
        rows = results.outcomes.query(f"point == {point} and alternative == 'improvement-boards:delay=4'")
        assert rows["run"].tolist() == [0, 1, 2]
        assert rows["harm"].tolist() == alone.outcomes["harm"].tolist()
    changed = simulate(
        sweep.scenario.with_settings({"linkage": 0.1, "improvement_board.gain": 0.12}),
        "improvement-boards:delay=4", runs=3, seed=0,
    )  # fmt: skip
    rows = results.outcomes.query("point == 1 and alternative == 'improvement-boards:delay=4'")
    assert rows["harm"].tolist() == changed.outcomes["harm"].tolist()
    assert rows["harm"].tolist() != alone.outcomes["harm"].tolist()


def test_plausible_assumptions_played_as_points_give_what_a_comparison_gives(tmp_path: Path) -> None:
    scenario = small_sweep(tmp_path).scenario
    drawn = PlausibleAssumptions(scenario, seed=0, futures=1)
    drawn.frame(range(3)).to_csv(tmp_path / "p.csv", index=False)
    sweep = small_sweep(
        tmp_path, uncertainties=None, replications=1, design={"kind": "points", "file": "p.csv"},
        levers={"policies": ["ladder"]},
    )  # fmt: skip
    compared = simulate(scenario, "ladder", runs=3, seed=0, assumptions=drawn)
    assert run_sweep(sweep).outcomes["harm"].tolist() == compared.outcomes["harm"].tolist()


def test_a_lever_acts_from_when_policies_branch_and_not_before(tmp_path: Path) -> None:
    sweep = small_sweep(
        tmp_path, organisations=True, settings={"central_intervention.capacity": 0.2},
        levers={
            "policies": ["central-early"], "central_intervention.capacity": [0.0, 0.2], "budget": [0.9, 50],
        },
    )  # fmt: skip
    results = run_sweep(sweep)
    assert results.organisations is not None
    start = results.organisations.pivot_table("quality", ["run", "organisation"], "alternative", observed=True)
    assert (start.nunique(axis=1) == 1).all()
    mean = results.outcomes.groupby("alternative", observed=True)["cost_a_year"].mean()
    rich, poor, none = (mean[f"central-early, central_intervention.capacity={c}, budget={b}"]
                        for c, b in ((0.2, 50), (0.2, 0.9), (0, 50)))  # fmt: skip
    assert rich > poor
    assert rich > none
    alone = simulate(sweep.scenario, "central-early", runs=3, seed=0)
    assert len(alone.outcomes) == 3


def test_followed_organisations_add_up_to_the_outcomes(unbroken: SweepResults) -> None:
    followed = unbroken.organisations
    assert followed is not None
    assert list(followed.columns) == list(FOLLOWED_COLUMNS)
    assert len(followed) == 5 * 3 * 12
    keys = ["point", "replication", "alternative"]
    years = followed.groupby(keys, observed=True)["failing_years"].sum() / 5
    outcomes = unbroken.outcomes.set_index(keys)["failing_organisations"].loc[years.index]
    assert years.to_numpy() == pytest.approx(outcomes.to_numpy())
    assert followed["region"].cat.categories.tolist() == ["North", "South"]
    assert followed.groupby(["run", "organisation"], observed=True)["insularity"].nunique().eq(1).all()


def test_same_futures_share_their_chance_and_own_ones_do_not(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("linkage\n0.3\n0.3\n")
    for futures, is_equal in (("same", True), ("own", False)):
        sweep = small_sweep(tmp_path, uncertainties=None, futures=futures, design={"kind": "points", "file": "p.csv"})
        harm = run_sweep(sweep).outcomes.groupby("point")["harm"].apply(list)
        assert (harm[0] == harm[1]) is is_equal


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    run_sweep(small_sweep(tmp_path), progress=lambda done, rows: told.append((done, rows)))
    assert told[0] == (0, 108)
    assert told[-1] == (108, 108)
    assert sorted(told) == told
