"""A calibration on a cluster's processes is that on threads, also when one goes on with what the other began."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.calibration.calibrating import Calibration, calibrate
from simulation.calibration.table import ReferenceTable
from simulation.errors import SweepError, SweepStoppedError
from simulation.evidence import simulated
from simulation.experiments.cluster import dask_executor
from simulation.experiments.identity import identity
from tests.calibration.small import NUMBERS, PLAN, SEEN, observed, small_scenario

SCENARIO = small_scenario(20)


def whole(**how: Any) -> Calibration:
    return calibrate(
        SCENARIO, observed(SCENARIO), observation=SEEN, names=NUMBERS, plan=PLAN, vectors=50, kept=200, seed=4, **how
    )


def same_panels(one: ReferenceTable, other: ReferenceTable) -> bool:
    return all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for a, b in zip(one.parts, other.parts, strict=True)
        for name in ("unit", "panel", "organisation", "visited", "days", "grade")
    )


class _StoppedError(Exception):
    pass


def stop_half_way(_: str, done: int, total: int) -> None:
    if done >= total // 2:
        raise _StoppedError


def test_a_cluster_gives_the_posterior_that_threads_give_and_goes_on_with_theirs(
    tmp_path: Path, cluster_address: str
) -> None:
    threads = whole(workers=2)
    with dask_executor(cluster_address) as (executor, count):
        cluster = whole(executor=executor, workers=count)
        with pytest.raises(_StoppedError):
            whole(workers=1, folder=tmp_path, progress=stop_half_way)
        begun = len(list((tmp_path / "inspections").glob("part-*")))
        resumed = whole(executor=executor, workers=count, folder=tmp_path, resume=True)
    assert 0 < begun < len(threads.table.parts)
    for other in (cluster, resumed):
        assert same_panels(threads.table, other.table)
        assert threads.fit.posterior.frame.equals(other.fit.posterior.frame)
        assert threads.after.values.tobytes() == other.after.values.tobytes()


def test_a_worker_of_another_version_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated, "identity", lambda: {**identity(), "numba": "0.1"})
    with (
        ThreadPoolExecutor(1) as executor,
        pytest.raises(SweepError, match=r"a worker differs .*: numba was 0.1 and is .*the same environment"),
    ):
        whole(executor=executor, workers=1)


class _LostExecutor(Executor):
    """One whose workers are gone."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        lost: Future[Any] = Future()
        lost.set_exception(BrokenExecutor("nobody is left"))
        return lost


def test_a_cluster_that_is_lost_is_told_in_a_sentence() -> None:
    with pytest.raises(SweepStoppedError, match=r"workers were lost \(nobody is left\); .* go on with --resume"):
        whole(executor=_LostExecutor(), workers=lambda: 2)
