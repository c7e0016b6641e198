"""``Estimates``: named numbers computed from panels, one of each for every panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Estimates", "joined", "share"]


@dataclass(frozen=True, eq=False)
class Estimates:
    """Numbers computed from panels.

    Attributes:
        names: what each number is, such as ``next.good.inadequate``: a topic, then what of it.
        values: shape (panels, numbers); NaN where a panel cannot tell.
        at_risk: the number of cases that each rests on (the divisor of a share), shape (panels, numbers).
    """

    names: tuple[str, ...]
    values: np.ndarray
    at_risk: np.ndarray

    def __post_init__(self) -> None:
        if self.values.shape != self.at_risk.shape or self.values.shape[1] != len(self.names):
            raise ValueError(f"{len(self.names)} names for values {self.values.shape}, cases {self.at_risk.shape}")

    def of(self, names: Sequence[str]) -> np.ndarray:
        """The values called ``names``, in that order, shape (panels, names).

        Raises:
            KeyError: where there is no such number.
        """
        places = {name: place for place, name in enumerate(self.names)}
        return self.values[:, [places[name] for name in names]]


def share(some: np.ndarray, of_all: np.ndarray) -> np.ndarray:
    """``some / of_all``, NaN where there is nothing to divide by."""
    return np.divide(some, of_all, out=np.full(np.broadcast(some, of_all).shape, np.nan), where=of_all > 0)


def joined(parts: Sequence[Estimates]) -> Estimates:
    """The numbers of several topics beside each other."""
    return Estimates(
        tuple(name for part in parts for name in part.names),
        np.concatenate([part.values for part in parts], axis=1),
        np.concatenate([part.at_risk for part in parts], axis=1),
    )
