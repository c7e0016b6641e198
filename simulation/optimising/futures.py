"""Alternatives played on a fixed set of futures: those that a search is made on, and those held out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.stats import qmc

from simulation.batches import batch_size, default_workers
from simulation.experiments.cells import Cells, Study, play_cells
from simulation.experiments.identity import identity
from simulation.experiments.levers import Alternative
from simulation.experiments.numbers import number_named
from simulation.experiments.uncertainties import values_at
from simulation.optimising.search import Search

__all__ = ["Play", "futures_of"]

Play = Callable[[Sequence[Alternative]], np.ndarray]
"""Gives the outcomes of alternatives in the same futures: shape (futures, alternatives, outcomes)."""

_ASSUMPTIONS = 11
"""Tells this stream of chance from those of futures."""


def futures_of(search: Search, *, held_out: bool, outcomes: Sequence[str], workers: int | None = None) -> Play:
    """The futures that a search is made on, or the ones that it never sees.

    Args:
        search: says how many, under which uncertain numbers; each future has its own draw of them.
        held_out: which; the two share no future and no draw.
        outcomes: names of what to measure.
        workers: threads; results don't depend on it.
    """
    content, scenario = search.content, search.scenario
    count = content.held_out if held_out else content.futures
    runs = np.arange(count) + (content.futures if held_out else 0)
    sector = scenario.sector()
    numbers = tuple(number_named(one.name, scenario, one.name) for one in search.uncertainties)
    values = np.zeros((count, 0))
    if numbers:
        seed = np.random.default_rng([content.seed, _ASSUMPTIONS, int(held_out)])
        values = values_at(search.uncertainties, qmc.LatinHypercube(len(numbers), rng=seed).random(count))
    threads = default_workers() if workers is None else workers
    size = batch_size(len(sector), scenario.quarters + scenario.run_in.quarters, count, threads)
    parts = [np.arange(first, min(first + size, count)) for first in range(0, count, size)]

    def play(alternatives: Sequence[Alternative]) -> np.ndarray:
        study = Study(scenario, sector, numbers, tuple(alternatives), tuple(outcomes), content.seed, identity())

        def part(places: np.ndarray) -> np.ndarray:
            first, unfollowed = np.zeros(len(places), int), np.zeros(len(places), bool)
            played = play_cells(study, Cells(runs[places], first, runs[places], values[places], unfollowed))
            if played.failures:
                failure = played.failures[0]
                raise RuntimeError(f"{alternatives[failure.alternative].label} failed: {failure.reason}")
            return played.outcomes

        with ThreadPoolExecutor(max_workers=threads) as pool:
            return np.concatenate(list(pool.map(part, parts)))

    return play
