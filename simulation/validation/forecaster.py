"""What every forecaster of the next grade offers, be it the model or a rival."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from simulation.validation.transitions import Transitions

__all__ = ["Forecaster"]


class Forecaster(Protocol):
    """Predicts the grades of next inspections from what was known before them."""

    @property
    def name(self) -> str:
        """What tables call it."""

    def probabilities(self, asked: Transitions) -> np.ndarray:
        """Probabilities of the four grades for each transition, whose ``next`` it must not read: shape (cases, 4)."""

    def draws(self, asked: Transitions, count: int, seed: int) -> np.ndarray:
        """Joint draws of all next grades, with what these have in common: int8, shape (count, cases)."""
