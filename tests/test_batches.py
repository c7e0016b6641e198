"""``simulate``: a run's result is its own in any batch, on any workers, in any company; nothing is kept unasked."""

from __future__ import annotations

import inspect
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np
import pytest

from simulation import batches, outcomes
from simulation.batches import Recording, Simulation, batch_size, default_workers, play_batch, simulate, simulate_all
from simulation.errors import PolicyError, ScenarioError
from simulation.futures import fixed_assumptions
from simulation.outcomes import OUTCOMES
from simulation.panel import PANEL_FIELDS, Panel
from simulation.policies import load_policy
from simulation.series import SERIES
from simulation.totals import Total
from tests.building import same_bits
from tests.paths import counted_again
from tests.session.small import small

RUNS = 9
ASKED = Recording(series=True, quantiles=(0.1, 0.5, 1.0), panel=frozenset(range(RUNS)))
LADDER, BOARDS, PEERS = (load_policy(name) for name in ("ladder", "improvement-boards", "brokered-early"))


@cache
def played(**changes: Any) -> Simulation:
    """The ladder on nine futures, everything recorded."""
    given = {"runs": RUNS, "seed": 2, "recording": ASKED, "workers": 1} | changes
    return simulate(small(), LADDER, **given)


def assert_same(a: Simulation, b: Simulation, runs: list[int] | None = None) -> None:
    """Equal to the bit in everything that holds numbers; of ``b`` only ``runs``."""
    places = list(range(len(b.outcomes))) if runs is None else [b.outcomes.index.get_loc(run) for run in runs]
    assert a.outcomes.columns.equals(b.outcomes.columns)
    assert a.outcomes.index.tolist() == b.outcomes.index[places].tolist()
    assert same_bits(a.outcomes.to_numpy(), b.outcomes.to_numpy()[places])
    for name in ("relapses", "recoveries", "series"):
        assert same_bits(getattr(a, name), getattr(b, name)[places]), name
    assert a.panel is not None
    assert b.panel is not None
    for name in b.panel.variables:
        assert same_bits(a.panel[name], b.panel[name][places]), name


# A run is its own


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_the_size_of_a_batch_changes_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "batch_size", lambda *_: size)
    assert_same(played.__wrapped__(), played())


def test_two_workers_find_what_one_does() -> None:
    assert_same(played.__wrapped__(workers=2), played())


def test_runs_may_be_asked_for_by_number() -> None:
    assert_same(played.__wrapped__(runs=[7, 0, 4]), played(), [7, 0, 4])


def test_policies_alongside_change_nothing_whatever_their_order() -> None:
    given = {"runs": RUNS, "seed": 2, "recording": ASKED, "workers": 1}
    for policies in ([LADDER, BOARDS, PEERS], [BOARDS, LADDER]):
        together = simulate_all(small(), policies, **given)
        assert [s.policy for s in together] == policies
        assert_same(together[policies.index(LADDER)], played())


def test_seeds_and_runs_differ() -> None:
    other = played(seed=3)
    assert (other.outcomes["mean_quality"].to_numpy() != played().outcomes["mean_quality"].to_numpy()).all()
    assert played().outcomes["mean_quality"].nunique() == RUNS


def test_recording_changes_nothing() -> None:
    """Watched, a quarter is settled and then gone on from; unwatched, both at once."""
    bare = simulate(small(), LADDER, runs=RUNS, seed=2, workers=1)
    assert same_bits(bare.outcomes.to_numpy(), played().outcomes.to_numpy())
    series = simulate(small(), LADDER, runs=RUNS, seed=2, workers=1, recording=Recording(series=True)).series
    assert same_bits(series, played().series[:, :, : len(SERIES)].copy())


def test_a_longer_horizon_only_goes_on() -> None:
    long = simulate(small(years=10), LADDER, runs=4, seed=2, workers=1, recording=ASKED)
    short = simulate(small(years=5), LADDER, runs=4, seed=2, workers=1, recording=ASKED)
    assert long.series.shape[1] == 2 * short.series.shape[1] == 40
    assert same_bits(long.series[:, :20].copy(), short.series)
    assert long.panel is not None
    assert short.panel is not None
    for name in PANEL_FIELDS:
        assert same_bits(long.panel[name][:, :20].copy(), short.panel[name]), name


def test_policies_start_from_one_state_and_then_part() -> None:
    ladder, boards = simulate_all(small(), [LADDER, BOARDS], runs=RUNS, seed=2, recording=ASKED, workers=1)
    assert ladder.panel is not None
    assert boards.panel is not None
    # What was decided first acts from the second quarter on.
    assert same_bits(ladder.panel["quality"][:, 0].copy(), boards.panel["quality"][:, 0].copy())
    assert (ladder.panel["quality"][:, -1] != boards.panel["quality"][:, -1]).any()


# What is kept


def test_nothing_is_kept_that_was_not_asked_for() -> None:
    bare = simulate(small(), LADDER, runs=4, seed=2, workers=1)
    assert bare.panel is None
    assert bare.series.size == 0
    assert bare.series_names == SERIES
    kept = sum(getattr(bare, f.name).nbytes for f in fields(bare) if isinstance(getattr(bare, f.name), np.ndarray))
    assert kept == 4 * 8 * (12 * 2 + 21)
    assert len(bare.outcomes) == 4
    batch = play_batch(small(), small().sector(), [LADDER, BOARDS], range(4), 2, Recording())
    assert batch.panels == [None, None]
    assert [s.size for s in batch.series] == [0, 0]


def test_results_hold_no_whole_state() -> None:
    """A result that is a window on a state would keep all of it."""
    batch = play_batch(small(), small().sector(), [LADDER, BOARDS], range(4), 2, ASKED)
    assert batch.panels[0] is not None
    for values in (*batch.series, *batch.panels[0].variables.values()):
        assert values.base is None or values.base.nbytes == values.nbytes
    assert not np.shares_memory(batch.relapses[0], batch.relapses[1])


def test_a_panel_of_some_runs_and_fields_is_that_of_all() -> None:
    some = played(recording=Recording(panel=frozenset({1, 6, 50}), panel_fields=("quality", "grade")))
    assert some.panel is not None
    assert some.panel.runs == (1, 6)
    assert set(some.panel.variables) == {"quality", "grade"}
    whole = played().panel
    assert whole is not None
    for name in ("quality", "grade"):
        assert same_bits(some.panel[name], whole[name][[1, 6]])
        assert some.panel[name].dtype == whole[name].dtype


def test_the_panel_as_a_frame() -> None:
    panel = played().panel
    assert panel is not None
    frame = panel.frame(played().sector.names)
    assert len(frame) == RUNS * 24 * 16
    row = frame[(frame["run"] == 3) & (frame["quarter"] == 5) & (frame["organisation"] == played().sector.names[7])]
    assert row["quality"].tolist() == [panel["quality"][3, 5, 7]]
    assert row["instrument"].tolist() == [panel["instrument"][3, 5, 7]]


def test_the_series_as_a_frame() -> None:
    frame = played().series_frame()
    assert frame.columns.tolist() == ["run", "quarter", *SERIES, "quality_q10", "quality_q50", "quality_q100"]
    row = frame[(frame["run"] == 4) & (frame["quarter"] == 9)].iloc[0]
    assert row.to_numpy()[2:].tolist() == played().series[4, 9].tolist()


# What is kept agrees


def panel_of(simulation: Simulation) -> Panel:
    assert simulation.panel is not None
    return simulation.panel


def test_series_are_the_panels_means() -> None:
    panel = panel_of(played())
    series = dict(zip(played().series_names, np.moveaxis(played().series, 2, 0), strict=True))
    quality, named = panel["quality"], panel["designated"] > 0
    expected = {
        "quality": quality, "reported": panel["reported"], "belief": panel["belief"], "openness": panel["openness"],
        "honesty": panel["honesty"], "capability": panel["capability"], "failing": quality < 40, "severe": quality < 25,
        "hidden": (quality < 40) & ~named, "reported_failing": panel["reported"] < 40, "designated": named,
        "treated": panel["instrument"] > 0, "waiting": panel["wanted"] > 0,
    }  # fmt: skip
    assert set(SERIES) == {*expected, "spent"}
    for name, values in expected.items():
        np.testing.assert_allclose(series[name], values.mean(axis=2), rtol=1e-12, atol=1e-12, err_msg=name)
    for share, name in ((0.1, "quality_q10"), (0.5, "quality_q50"), (1.0, "quality_q100")):
        np.testing.assert_allclose(series[name], np.quantile(quality, share, axis=2), rtol=1e-12)


def test_outcomes_are_the_panels() -> None:
    panel, found = panel_of(played()), played().outcomes
    quality, named = panel["quality"], panel["designated"] > 0
    fails, years = quality < 40, 24 / 4
    sums = {
        "failing_share": fails.mean(axis=(1, 2)),
        "failing_organisations": fails.sum(axis=2).mean(axis=1),
        "failing_years": fails.sum(axis=(1, 2)) / 4,
        "severe_years": (quality < 25).sum(axis=(1, 2)) / 4,
        "harm": (60 - quality).clip(0).sum(axis=(1, 2)) / 4,
        "hidden_failure_years": (fails & ~named).sum(axis=(1, 2)) / 4,
        "designated_share": named.mean(axis=(1, 2)),
        "mean_quality": quality.mean(axis=(1, 2)),
        "tenth_percentile": np.percentile(quality[:, 3::4], 10, axis=2).mean(axis=1),
        "spread_of_quality": quality.std(axis=2).mean(axis=1),
        "reporting_gap": (panel["reported"] - quality).mean(axis=(1, 2)),
        "final_openness": panel["openness"][:, -1].mean(axis=1),
        "final_honesty": panel["honesty"][:, -1].mean(axis=1),
        "helper_years": panel["helping"].sum(axis=(1, 2)) / 4,
        "waiting_years": (panel["wanted"] > 0).sum(axis=(1, 2)) / 4,
        "treated_share": (panel["instrument"] > 0).mean(axis=(1, 2)),
        "starts": ((panel["instrument"] > 0) & (panel["quarters_in"] == 0)).sum(axis=(1, 2)),
        "cost_a_year": played().series[:, :, SERIES.index("spent")].sum(axis=1) / years,
        "failing_year_5": fails[:, 19].mean(axis=1),
        "reported_failing_year_3": (panel["reported"][:, 11] < 40).mean(axis=1),
        "designated_year_1": named[:, 3].mean(axis=1),
    }
    for name, values in sums.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-11, atol=1e-12, err_msg=name)
    assert found["failing_years"].min() > 0


def test_spells_detection_and_relapse_are_those_of_whole_paths() -> None:
    """Run-in included, so that the cohort and recoveries from before are known; no real grades condition it."""
    scenario = small().changed(run_in={"quarters": 0, "response": "hands-off"}, years=20)
    simulation = simulate(scenario, LADDER, runs=6, seed=5, workers=1, recording=ASKED)
    panel = panel_of(simulation)
    spells = 0
    for run in range(6):
        expected = counted_again(panel["quality"][run], panel["designated"][run], 0)
        found = simulation.outcomes.loc[run]
        spells += expected["spells"]
        for name, value in expected.items():
            assert found[name] == pytest.approx(value, nan_ok=True), name
    assert spells > 30


# Assumptions


def test_assumptions_are_asked_for_each_batchs_runs_and_used() -> None:
    asked: list[tuple[int, ...]] = []

    def drawn(runs):
        asked.append(tuple(runs))
        parameters, tools = fixed_assumptions(small(), len(runs))
        parameters["pressure_trend"] = [4.0 * (run % 2) for run in runs]
        return parameters, tools

    varied = simulate(small(), LADDER, runs=6, seed=2, workers=2, assumptions=drawn)
    assert sorted(run for runs in asked for run in runs) == list(range(6))
    quality = varied.outcomes["mean_quality"]
    for run, trend in ((0, 0.0), (1, 4.0)):
        alone = simulate(small().with_settings({"pressure_trend": trend}), LADDER, runs=[run], seed=2)
        assert alone.outcomes["mean_quality"].tolist() == [quality[run]]


def test_the_scenarios_own_numbers_are_what_is_assumed_otherwise() -> None:
    given = simulate(small(), LADDER, runs=3, seed=2, assumptions=lambda runs: fixed_assumptions(small(), len(runs)))
    assert same_bits(given.outcomes.to_numpy(), played().outcomes.to_numpy()[:3])


# Executors, progress, names


class Tracing(Executor):
    """Runs tasks on the spot and remembers how it was treated."""

    def __init__(self) -> None:
        self.tasks, self.is_shut = 0, False

    def submit(self, function, /, *args, **kwargs):
        self.tasks += 1
        future: Future = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self.is_shut = True


def test_any_executor_serves_and_is_left_open() -> None:
    executor = Tracing()
    (found,) = simulate_all(small(), [LADDER], runs=RUNS, seed=2, recording=ASKED, workers=3, executor=executor)
    assert_same(found, played())
    assert executor.tasks == 3
    assert not executor.is_shut


def test_a_failure_is_raised_calls_off_the_rest_and_leaves_a_lent_executor_open() -> None:
    begun: list[tuple[int, ...]] = []

    def fails(runs):
        begun.append(tuple(runs))
        if len(begun) > 1:
            time.sleep(0.3)  # time enough to call off what has not begun
        raise RuntimeError("out of numbers")

    with ThreadPoolExecutor(max_workers=1) as pool:
        with pytest.raises(RuntimeError, match="out of numbers"):
            simulate_all(small(), [LADDER], runs=12, seed=2, workers=12, executor=pool, assumptions=fails)
        assert pool.submit(lambda: 7).result() == 7
    assert len(begun) < 12


def test_progress_counts_futures_as_they_finish() -> None:
    finished: list[int] = []
    simulate(small(), LADDER, runs=RUNS, seed=2, workers=2, progress=finished.append)
    assert sum(finished) == RUNS
    assert len(finished) >= 2


def test_names_stand_for_scenarios_and_policies() -> None:
    found = simulate(small(), "brokered-early:margin=2", runs=2, seed=2)
    assert found.label == "brokered-early:margin=2"
    assert found.outcomes.columns.tolist() == [outcome.name for outcome in OUTCOMES]
    assert found.outcomes.index.name == "run"
    with pytest.raises(ScenarioError):
        simulate("no-such-scenario", LADDER, runs=1)
    with pytest.raises(PolicyError):
        simulate(small(), "no-such-policy", runs=1)


@pytest.mark.parametrize(
    ("organisations", "quarters", "runs", "workers", "size"),
    [
        (150, 120, 1000, 2, 111),  # by bytes
        (150, 120, 100, 2, 50),  # enough for every worker
        (22_000, 120, 1000, 2, 1),
        (16, 20, 10_000, 2, 256),  # the most
        (150, 120, 1, 8, 1),
    ],
)
def test_a_batch_is_sized_by_bytes_and_by_workers(
    organisations: int, quarters: int, runs: int, workers: int, size: int
) -> None:
    assert batch_size(organisations, quarters, runs, workers) == size
    assert default_workers() >= 1


def test_every_total_is_used() -> None:
    """What the accounts keep, a measure tells (acts of censure are for the news alone)."""
    told = inspect.getsource(outcomes)
    unused = {total.name for total in Total if total.name not in told and not total.name[-1].isdigit()}
    assert unused == {"CENSURES"}
