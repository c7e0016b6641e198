"""A Dask cluster's processes give the table that threads give, also when one of them is killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from simulation.errors import InputError
from simulation.experiments.cluster import dask_executor
from simulation.experiments.results import SweepResults
from simulation.experiments.running import play_sweep, run_sweep
from tests.experiments.small import same_bits, small_sweep

distributed = pytest.importorskip("distributed", reason="needs the extra cluster")


def test_processes_give_the_bits_that_threads_give(tmp_path: Path, cluster_address: str) -> None:
    sweep = small_sweep(tmp_path, organisations=3)
    with dask_executor(cluster_address) as (executor, count):
        assert count() == 2
        results = run_sweep(sweep, executor=executor, workers=count)
    threads = run_sweep(sweep, workers=1)
    assert same_bits(results.outcomes, threads.outcomes)
    assert results.organisations is not None
    assert threads.organisations is not None
    assert same_bits(results.organisations, threads.organisations)


def test_a_worker_that_is_killed_is_made_up_for(tmp_path: Path, cluster_address: str) -> None:
    sweep, out = small_sweep(tmp_path, design={"kind": "latin-hypercube", "samples": 60}), tmp_path / "out"
    with distributed.Client(cluster_address, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
    killed: list[int] = []

    def kill_once(done: int, _rows: int) -> None:
        if done and not killed:
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    with dask_executor(cluster_address) as (executor, count):
        play_sweep(sweep, out, executor=executor, workers=count, progress=kill_once, part_cells=6)
    assert killed
    assert same_bits(SweepResults.load(out).outcomes, run_sweep(sweep).outcomes)


def test_an_address_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.experiments.cluster._SECONDS", 0.5)
    with (
        pytest.raises(InputError, match=r"no Dask scheduler answers at tcp://127.0.0.1:1 .*start one with"),
        dask_executor("tcp://127.0.0.1:1"),
    ):
        pass
