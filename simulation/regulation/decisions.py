"""What a regulator decides in a quarter: an instrument, a stance and a look for every organisation."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from simulation.compiled import compiled
from simulation.vocabulary import Examination, Stance

__all__ = ["Decisions", "complaint_about", "laid_out", "no_decisions"]


class Decisions(NamedTuple):
    """Decisions of one quarter, arrays of shape (runs, organisations); they act from the next quarter.

    Attributes:
        instrument: the instrument wanted, int8. What is running goes on where it is named again, ends
            where 0 is said, and is replaced where another is named and there is capacity for it.
        stance: code of ``Stance``, int8; counts where an organisation is designated or treated.
        priority: who is served first where capacity or budget binds, float64; ties go by index.
        examine: code of ``Examination`` asked for, int8: an inspection or a peer review.
        fresh: 1 where the instrument named is to start afresh (a new board in place of a board), int8.
    """

    instrument: np.ndarray
    stance: np.ndarray
    priority: np.ndarray
    examine: np.ndarray
    fresh: np.ndarray


def no_decisions(runs: int, organisations: int) -> Decisions:
    """Decisions that ask for nothing: every running instrument ends, every stance is neutral."""
    shape = (runs, organisations)
    small = np.int8
    return Decisions(
        np.zeros(shape, small), np.zeros(shape, small), np.zeros(shape), np.zeros(shape, small), np.zeros(shape, small)
    )


@compiled
def _are_legal(instrument, stance, priority, examine, fresh, instruments):
    """Whether every code is within its bounds and every priority finite."""
    for r in range(instrument.shape[0]):
        for i in range(instrument.shape[1]):
            if not 0 <= instrument[r, i] < instruments or not -1 <= stance[r, i] <= 1:
                return False
            if not 0 <= examine[r, i] <= 2 or not 0 <= fresh[r, i] <= 1 or not math.isfinite(priority[r, i]):
                return False
    return True


def laid_out(decisions: Decisions) -> Decisions:
    """The same decisions in arrays that compiled code knows: C-ordered and writeable; copies only where needed.

    A policy may well return a slice or a broadcast; for another layout Numba would compile all anew.
    """

    def laid(array: Any) -> Any:
        if not isinstance(array, np.ndarray) or (array.flags.c_contiguous and array.flags.writeable):
            return array
        return np.array(array, order="C")

    return Decisions(*(laid(array) for array in decisions))


def complaint_about(decisions: Decisions, shape: tuple[int, int], instruments: int) -> str | None:
    """A sentence that says why decisions cannot be used, or nothing where they can."""
    bounds = {
        "instrument": (0, instruments - 1),
        "stance": (int(Stance.CENSURE), int(Stance.CANDOUR_PROTECTED)),
        "examine": (0, int(Examination.PEER_REVIEW)),
        "fresh": (0, 1),
    }
    for name, array in decisions._asdict().items():
        wanted = np.float64 if name == "priority" else np.int8
        if not isinstance(array, np.ndarray) or array.dtype != wanted or array.shape != shape:
            found = f"{getattr(array, 'dtype', type(array).__name__)} of shape {getattr(array, 'shape', '?')}"
            return f"decisions.{name} must be {np.dtype(wanted)} of shape {shape}, but is {found}"
    if _are_legal(*decisions, instruments):
        return None
    for name, array in decisions._asdict().items():
        if name in bounds:
            least, most = bounds[name]
            if array.min() < least or array.max() > most:
                return f"decisions.{name} must lie between {least} and {most}, but has {array.min()} to {array.max()}"
        elif not np.isfinite(array).all():
            return "decisions.priority must be finite everywhere"
    return None
