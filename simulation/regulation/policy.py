"""The protocol of a policy, and of its levers.

A policy is a frozen dataclass with a ``decide``. It holds no state: what it must remember lies in the
memory that ``begin`` makes, a dictionary of arrays with a leading axis of runs, and only ``decide``
changes it. So one policy serves one run and a thousand, and a run's result never depends on its
neighbours.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np

from simulation.regulation.decisions import Decisions
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = ["Lever", "Policy", "lever", "levers_of"]


@dataclass(frozen=True)
class Lever:
    """A policy's own parameter: what it means, its unit and the range in which it makes sense."""

    name: str
    default: float
    low: float
    high: float
    unit: str
    meaning: str


def lever(default: float, low: float, high: float, unit: str, meaning: str) -> Any:
    """A field of a policy with its range: ``patience: float = lever(4, 1, 12, "quarters", "...")``.

    Args:
        default: the value where nobody says another.
        low: the least that is allowed; a policy with another value raises ``ValueError``.
        high: the most that is allowed. The two are also where a search looks.
        unit: such as "quarters" or "points".
        meaning: what goes on from the unit: "4 quarters in warning before peers come".
    """
    return field(default=default, metadata={"low": low, "high": high, "unit": unit, "meaning": meaning})


@dataclass(frozen=True)
class Policy(ABC):
    """How the regulator responds to failure.

    Subclass it as a frozen dataclass, give it a ``name`` and a ``title``, write ``decide``. The class's
    docstring is what ``turnaround policies`` prints.

    Attributes:
        name: as written after ``--policies``.
        title: as written in tables and pictures.
        brokered: whether the sector body matches helpers (else only own ties, own openness).
        coordinated: whether a case has one lead.
        plan: an inspection plan (a name of ``Plan``, as in scenarios) in place of the scenario's.
        designates: whether anyone is officially called failing; only a reference without any
            response says no.
        uses: the instruments that it may ask for; a test holds every policy to it.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    brokered: ClassVar[bool] = False
    coordinated: ClassVar[bool] = False
    plan: ClassVar[str | None] = None
    designates: ClassVar[bool] = True
    uses: ClassVar[tuple[Instrument, ...]] = tuple(Instrument)[1:]

    def __post_init__(self) -> None:
        for entry in levers_of(type(self)):
            value = getattr(self, entry.name)
            if not math.isfinite(value) or not entry.low <= value <= entry.high:
                raise ValueError(
                    f"{self.name}: {entry.name} is {value}; it must lie between {entry.low:g} and {entry.high:g}"
                    f" ({entry.unit})"
                )

    def begin(self, view: View) -> dict[str, np.ndarray]:
        """The memory of a batch of runs, made when the policy takes over; empty by default.

        Returns:
            Arrays by name, each with a leading axis of runs.
        """
        return {}

    @abstractmethod
    def decide(self, view: View, memory: dict[str, np.ndarray]) -> Decisions:
        """What to do in this quarter, from the view alone.

        Args:
            view: what the regulator knows; read-only, most arrays of shape (runs, organisations).
            memory: what ``begin`` made, to be changed in place; nothing else may be.

        Returns:
            What is asked for: ``view.no_decisions()``, filled in.
        """


def levers_of(policy: type[Policy]) -> list[Lever]:
    """The parameters of a policy, in the order in which they are written."""
    return [
        Lever(f.name, f.default, f.metadata["low"], f.metadata["high"], f.metadata["unit"], f.metadata["meaning"])  # type: ignore[arg-type]
        for f in fields(policy)
        if "low" in f.metadata
    ]
