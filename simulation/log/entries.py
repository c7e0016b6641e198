"""Entries of the log, and the log as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["Kind", "LogEntry", "log_frame", "when"]


class Kind(StrEnum):
    """What an entry is about; pages filter by it."""

    EVENT = "event"
    INSPECTION = "inspection"
    PEER_REVIEW = "peer review"
    EXPOSURE = "exposure"
    GRADE = "grade published"
    DESIGNATED = "designated"
    LIFTED = "designation lifted"
    STARTED = "instrument started"
    REPLACED = "instrument replaced"
    ENDED = "instrument ended"
    WAITING = "waiting"
    STANCE = "stance changed"


def when(quarter: int) -> str:
    """The quarter as pages write it, ``Y7Q1`` for 24: years and quarters count from one.

    >>> when(24)
    'Y7Q1'
    """
    return f"Y{quarter // QUARTERS_A_YEAR + 1}Q{quarter % QUARTERS_A_YEAR + 1}"


@dataclass(frozen=True)
class LogEntry:
    """One thing that happened or was done.

    Attributes:
        quarter: quarters since the policies branched.
        organisation: its index; -1 where a region or everyone is concerned.
        name: its name, or the region's.
        kind: what the entry is about.
        sentence: what happened and why, in numbers that the regulator knew at that moment.
        numbers: these numbers, unrounded: points, quarters, counts, by name.
    """

    quarter: int
    organisation: int
    name: str
    kind: Kind
    sentence: str
    numbers: dict[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{when(self.quarter)} {self.sentence}"


def log_frame(entries: Sequence[LogEntry]) -> pd.DataFrame:
    """The log as a table: a row an entry, then a column for each number, empty where an entry has none."""
    columns = ["quarter", "when", "organisation", "name", "kind", "sentence"]
    rows = [
        {
            "quarter": e.quarter,
            "when": when(e.quarter),
            "organisation": e.organisation,
            "name": e.name,
            "kind": str(e.kind),
            "sentence": e.sentence,
            **e.numbers,
        }
        for e in entries
    ]
    numbers = list(dict.fromkeys(name for e in entries for name in e.numbers))
    return pd.DataFrame(rows, columns=columns + numbers)
