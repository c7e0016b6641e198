"""The notes of ``tables.xlsx``: the answer, what it cannot tell, how to read the sheets, what made them."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.analysis.comparison import Comparison
from simulation.office.origin import how_made, stamp_of
from simulation.office.sheet import Sheet
from simulation.report.cannot import cannot_tell

__all__ = ["notes_of"]

_READING = (
    ("Simulation error", "How far the mean may be off for want of futures (95%). It shrinks as futures are added."),
    ("9 of 10 futures", "Where chance alone puts the difference, if the effects are as assumed; never narrower."),
    ("9 of 10 draws", "Where the expected difference lies under 9 of 10 draws of the assumptions."),
    ("Rounding", "Numbers are shown with the digits that their simulation error supports."),
    ("An empty cell", "There is no such number, or neither more nor less of it is better."),
)  # fmt: skip


def notes_of(comparison: Comparison, sheets: Sequence[Sheet], command: str | None = None) -> list[tuple[str, str]]:
    """The rows of the notes: what a line is about, and what it says; the first row is their head."""
    headline = comparison.headline()
    rows = [("About", "Note")]
    rows += [("Statement", stamp_of(comparison))] if stamp_of(comparison) else []
    rows += [("Question", headline.question)]
    rows += [("Answer", sentence) for sentence in headline.sentences]
    rows += [("Simulation error of it", headline.error)] if headline.error else []
    rows += [("What this cannot tell you", sentence) for sentence in cannot_tell(comparison)]
    rows += [(f"Sheet: {sheet.name}", sheet.about) for sheet in sheets]
    return [*rows, *_READING, *how_made(comparison, command).items()]
