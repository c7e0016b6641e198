"""News in one line: what the papers would make of the entries of a round."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.log import Kind, LogEntry

__all__ = ["headline"]

_PRESSING = (
    Kind.EXPOSURE,
    Kind.EVENT,
    Kind.DESIGNATED,
    Kind.LIFTED,
    Kind.REPLACED,
    Kind.STARTED,
    Kind.GRADE,
    Kind.WAITING,
    Kind.ENDED,
    Kind.PEER_REVIEW,
    Kind.INSPECTION,
)
_DONE = (Kind.STARTED, Kind.REPLACED, Kind.ENDED, Kind.WAITING)


def headline(entries: Sequence[LogEntry], organisations: str) -> str:
    """The most telling entry, the latest of its kind; and praise where someone was censured.

    Praise is what S4 says: blame is rewarded in public, whatever it does. It is never scored.
    """
    told = (entry for kind in _PRESSING for entry in reversed(entries) if entry.kind == kind)
    line = next((_short(entry) for entry in told), f"A quiet time for the {organisations}.")
    line = line if line.endswith(".") else f"{line}."
    censured = sorted({e.name for e in entries if e.kind == Kind.STANCE and "is now censure" in e.sentence})
    if censured:
        line += f" The papers praise the regulator's firm line on {censured[0]}" + (
            " and others." if censured[1:] else "."
        )
    return line


def _short(entry: LogEntry) -> str:
    """What was done, without the case for it, which the log gives."""
    return entry.sentence.partition(": ")[0] if entry.kind in _DONE else entry.sentence
