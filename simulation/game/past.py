"""What the player was shown before: reports and beliefs, quarter by quarter, never the truth."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from simulation.futures import branch_point, play_by_engine, setting_of, worlds_of
from simulation.playing import Setting
from simulation.regulation.policy import Policy
from simulation.regulation.view import View
from simulation.scenario import Scenario
from simulation.state import State
from simulation.worlds import Worlds

__all__ = ["Past", "reports_before"]

QUARTERS_BEFORE = 8
"""Quarters before the game whose reports are on record."""


class Past:
    """The regulator's views so far, as far as the docket and the sparklines need them.

    Attributes:
        reported: points, a row a quarter, those before the game first; the last is the present.
        belief: points, a row for each quarter of the game; the last is the present.
        designated: 1 where called failing, shaped as ``belief``.
        grade: code of the published grade, shaped as ``belief``.
    """

    def __init__(self, before: np.ndarray) -> None:
        self.reported: list[np.ndarray] = list(before)
        self.belief: list[np.ndarray] = []
        self.designated: list[np.ndarray] = []
        self.grade: list[np.ndarray] = []

    def add(self, view: View) -> None:
        """Note the present quarter's view, of one run."""
        self.reported.append(view.reported[0].copy())
        self.belief.append(view.belief[0].copy())
        self.designated.append(view.designated[0].copy())
        self.grade.append(view.grade[0].copy())

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of all that was seen: two games that agree in it came to the same bits."""
        rows = [row.astype("<f8").tobytes() for row in (*self.reported, *self.belief, *self.designated)]
        return hashlib.sha256(b"".join(rows)).hexdigest()


def reports_before(scenario: Scenario, seed: int, quarters: int = QUARTERS_BEFORE) -> np.ndarray:
    """The reports of the last quarters of the run-in, which everyone saw; shape (quarters, organisations)."""
    kept: list[np.ndarray] = []

    def keep(state: State) -> None:
        kept.append(state.arrays.organisations["reported"][0].copy())
        del kept[:-quarters]

    def watched(
        worlds: Worlds, state: State, setting: Setting, policy: Policy, until: int, watchers: Sequence[object]
    ) -> None:
        play_by_engine(worlds, state, setting, policy, until, (*watchers, keep))  # type: ignore[arg-type]

    worlds = worlds_of(scenario, runs=[0], seed=seed)
    branch_point(scenario, worlds, setting_of(scenario), watched)
    return np.array(kept) if kept else np.zeros((0, len(worlds.sector)))
