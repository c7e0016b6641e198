"""Views for tests of policies: small hand-made ones, and random histories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from simulation.regulation.view import View
from simulation.vocabulary import NEVER, Instrument

KINDS = len(Instrument)
COST = (0.0, 0.15, 0.3, 1.0, 1.5)
_SMALL = ("grade", "designated", "exposed", "instrument", "stance")
_SINCE = {
    "quarters_since_look": "_looked",
    "quarters_since_grade": "_grade_quarter",
    "quarters_designated": "_designated_quarter",
}
_NOT_BY_RUN = ("quarter", "region", "_now")


def make_view(
    belief: Any,
    quarter: int = 20,
    severe: float = 25.0,
    dependencies: Iterable[tuple[int, int]] = (),
    quarters_since_end: Mapping[Instrument, Any] | None = None,
    **given: Any,
) -> View:
    """A read-only view of organisations with these beliefs; one run, unless ``belief`` has rows.

    Args:
        dependencies: pairs (i, j): i depends on j, in every run.
        quarters_since_end: by instrument; never, where not said.
        given: any other array of the view, or ``quarters_since_look``, ``quarters_since_grade``,
            ``quarters_designated``; broadcast to the right shape.
    """
    believed = np.atleast_2d(np.asarray(belief, float))
    runs, n = believed.shape
    arrays: dict[str, np.ndarray] = {"belief": believed, "reported": believed, "finding": believed}
    arrays |= {"belief_variance": np.full(believed.shape, 9.0), "size": np.ones(believed.shape)}
    for name in ("bias", "trend"):
        arrays[name] = np.zeros(believed.shape)
    for name in (*_SMALL, "quarters_in", "helping", "waiting"):
        arrays[name] = np.zeros(believed.shape, np.int8 if name in _SMALL else np.int32)
    arrays |= {private: np.full(believed.shape, NEVER, np.int32) for private in _SINCE.values()}
    arrays["_designated_quarter"] = np.full(believed.shape, quarter, np.int32)
    arrays["uses"] = np.zeros((runs, KINDS, n), np.int32)
    for name, value in given.items():
        private = _SINCE.get(name, name)
        value = quarter - np.asarray(value) if name in _SINCE else value
        arrays[private] = np.array(np.broadcast_to(np.asarray(value, arrays[private].dtype), arrays[private].shape))
    arrays["_last_end"] = np.full((runs, KINDS, n), NEVER, np.int32)
    for instrument, since in (quarters_since_end or {}).items():
        arrays["_last_end"][:, instrument, :] = quarter - np.asarray(since)
    pairs = sorted(dependencies)
    start = np.searchsorted([i for i, _ in pairs], np.arange(n + 1)).astype(np.int32)
    arrays["_dependency_start"] = np.tile(start, (runs, 1))
    arrays["_dependency_on"] = np.tile(np.array([j for _, j in pairs], np.int32), (runs, 1))
    arrays["_key"] = np.arange(1, runs + 1, dtype=np.uint64) * np.uint64(7919)
    arrays["region"] = np.zeros(n, np.int32)
    arrays["capacity"] = np.full((runs, KINDS), n, np.int64)
    arrays["cost"] = np.tile(COST, (runs, 1))
    arrays["budget"] = np.full(runs, np.inf)
    for name, points in (("failing", 40.0), ("warning", 50.0), ("good", 60.0), ("severe", severe)):
        arrays[f"{name}_threshold"] = np.full((runs, 1), points)
    return _sealed(View(quarter=quarter, _now=quarter, **arrays))


def random_history(rng: np.random.Generator, runs: int, n: int, quarters: int) -> list[View]:
    """Random views of one batch, quarter by quarter: instruments and designations last, beliefs drift."""
    shape = (runs, n)
    belief = rng.normal(48.0, rng.uniform(1.0, 15.0), shape).clip(0.0, 100.0)
    instrument = np.zeros(shape, np.int8)
    designated = np.zeros(shape, np.int8)
    quarters_in = np.zeros(shape, np.int32)
    uses = np.zeros((runs, KINDS, n), np.int32)
    ended = np.full((runs, KINDS, n), 9999, np.int32)
    pairs = list(zip(rng.integers(0, n, 2 * n).tolist(), rng.integers(0, n, 2 * n).tolist(), strict=True))
    history = []
    for quarter in range(quarters):
        ended = np.minimum(ended + 1, 9999)
        changes = rng.random(shape) < 0.25
        for kind in range(1, KINDS):
            ended[:, kind][changes & (instrument == kind)] = 0
        instrument = np.where(changes, rng.integers(0, KINDS, shape), instrument).astype(np.int8)
        quarters_in = np.where(changes, 0, quarters_in + 1).astype(np.int32)
        for kind in range(1, KINDS):
            uses[:, kind] += changes & (instrument == kind)
        designated = np.where(rng.random(shape) < 0.2, rng.random(shape) < 0.4, designated).astype(np.int8)
        history.append(
            make_view(
                belief.copy(),
                quarter,
                dependencies=pairs,
                quarters_since_end={kind: ended[:, kind].copy() for kind in Instrument},
                belief_variance=rng.uniform(0.1, 40.0, shape),
                trend=rng.normal(0.0, 4.0, shape),
                finding=rng.normal(45.0, 12.0, shape).clip(0.0, 100.0),
                grade=rng.integers(0, 5, shape),
                designated=designated.copy(),
                quarters_designated=rng.integers(0, 14, shape),
                quarters_since_look=rng.integers(0, 8, shape),
                quarters_since_grade=rng.integers(0, 8, shape),
                instrument=instrument.copy(),
                quarters_in=quarters_in.copy(),
                waiting=rng.integers(0, 20, shape) * (rng.random(shape) < 0.2),
                uses=uses.copy(),
            )
        )
        belief = (belief + rng.normal(0.0, 3.0, shape)).clip(0.0, 100.0)
    return history


def runs_of(view: View, begin: int, end: int) -> View:
    """The view of some of a batch's runs, as the batch of those runs alone would have it."""
    cut = {f.name: getattr(view, f.name)[begin:end].copy() for f in fields(view) if f.name not in _NOT_BY_RUN}
    return _sealed(replace(view, **cut))


def arrays_of(view: View) -> dict[str, np.ndarray]:
    """All arrays of a view, by name."""
    named = {f.name: getattr(view, f.name) for f in fields(view)}
    return {name: value for name, value in named.items() if isinstance(value, np.ndarray)}


def _sealed(view: View) -> View:
    """The view with every array read-only, as the engine shows it."""
    for array in arrays_of(view).values():
        array.flags.writeable = False
    return view
