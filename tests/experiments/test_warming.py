"""Processes that start together on a cold cache compile the model once; a wrong worker is turned away."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from simulation.errors import SweepError
from simulation.experiments import warming
from simulation.experiments.running import study_of
from simulation.experiments.warming import prepare
from tests.experiments.small import small_sweep


def test_the_first_compiles_and_the_others_wait(tmp_path: Path) -> None:
    events: list[str] = []

    def compile_slowly() -> None:
        events.append("begun")
        time.sleep(0.2)
        events.append("done")

    ready = tmp_path / "ready"

    def process() -> None:
        warming._compile_once(compile_slowly, ready)
        events.append("goes on")

    together = [threading.Thread(target=process) for _ in range(4)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert events == ["begun", "done", *["goes on"] * 4]
    assert ready.exists()


def test_a_cache_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    warming._compile_once(lambda: None, tmp_path / "file" / "ready")


def test_a_worker_of_another_version_is_turned_away(tmp_path: Path) -> None:
    study = study_of(small_sweep(tmp_path))
    with pytest.raises(SweepError, match=r"a worker differs .*: numba was 0.1 and is .*give all workers the same"):
        prepare(replace(study, identity={**study.identity, "numba": "0.1"}))
