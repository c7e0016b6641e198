"""What a state can be at all: bounds that compiled code relies on, checked on states that come from outside."""

from __future__ import annotations

import numpy as np

from simulation.state import State
from simulation.vocabulary import NEVER, Examination, Grade, Stance

__all__ = ["complaint_about_state"]


def complaint_about_state(state: State) -> str | None:
    """Which variable of a state is out of bounds, or nothing where all are within.

    Compiled code checks no index, so that a helper or an instrument that does not exist would be read
    from memory that is not the state's.
    """
    arrays, now = state.arrays, state.quarter
    organisations, instruments = arrays.organisations.shape[1], arrays.uses.shape[1]
    bounds: dict[str, tuple[int, int]] = {
        "look_kind": (0, max(Examination)),
        "grade": (0, max(Grade)),
        "pending_grade": (0, max(Grade)),
        "requested": (0, Examination.PEER_REVIEW),
        "designated": (0, 1),
        "exposed": (0, 1),
        "instrument": (0, instruments - 1),
        "ended": (0, instruments - 1),
        "closed": (0, 1),
        "stance": (min(Stance), max(Stance)),
        "wanted": (0, instruments - 1),
        "lead": (-1, organisations - 1),
        "helper": (-1, organisations - 1),
        "helping": (0, organisations),
        "looked": (NEVER, now),
        "grade_quarter": (NEVER, now),
        "designated_quarter": (NEVER, now),
        "quarters_in": (0, now + 1),
        "waiting": (0, now + 1),
        "onset": (NEVER, now),
        "recovered": (NEVER, now),
        "below": (0, now + 1),
        "above": (0, now + 1),
        "failing_spell": (0, 1),
        "detected": (0, 5),
        "relook": (0, 2),
        "cohort": (0, 1),
        "cohort_recovered": (0, 1),
    }
    for records in (arrays.files, arrays.tracks):
        for name in records.dtype.names or ():
            if name in bounds:
                least, most = bounds[name]
                if records[name].min() < least or records[name].max() > most:
                    return f"{name} lies outside {least} to {most}"
    return _complaint_about_numbers(state)


def _complaint_about_numbers(state: State) -> str | None:
    for group, array in state.arrays._asdict().items():
        for name in array.dtype.names or (group,):
            values = array if name == group else array[name]
            if values.dtype.kind == "f" and not np.isfinite(values).all():
                return f"{name} is not a finite number everywhere"
    return None
