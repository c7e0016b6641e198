"""Each analysis as a chapter: what it asks, what it says, its picture and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulation.exploration.discovery import Discovery
from simulation.exploration.everything import Everything
from simulation.exploration.kinds import Finding
from simulation.plots.exploration.pictures import finding_picture
from simulation.report.tables import Table, frame_table

__all__ = ["Chapter", "chapters_of"]

_QUESTIONS = {
    "compare": "How do the alternatives differ?",
    "robustness": "Which is robust?",
    "losses": "Under which assumptions does the answer flip?",
    "misses": "Under which assumptions is the target missed?",
    "sensitivity-of-the-choice": "What does the choice depend on?",
    "sensitivity": "What does the outcome depend on?",
    "frontier": "What does less harm cost?",
    "who-benefits": "Who benefits?",
}
_LEFT_OUT = frozenset({"sign", "unit", "phrase"})
_MOST_ROWS = 60


@dataclass(frozen=True)
class Chapter:
    """One analysis on the page.

    Attributes:
        name: of the finding.
        heading: the question that it answers.
        sentences: the answer.
        listed: more sentences, as a list: a tree's leaves.
        notes: what a reader must know beside.
        svg: the picture; nothing where there is nothing to show.
        table: the numbers behind it, where there are any.
    """

    name: str
    heading: str
    sentences: Sequence[str]
    listed: Sequence[str]
    notes: Sequence[str]
    svg: str
    table: Table | None


def chapters_of(everything: Everything) -> list[Chapter]:
    """The chapters, in the order in which a reader asks."""
    findings = everything.findings
    return [_chapter(name, question, findings[name]) for name, question in _QUESTIONS.items() if name in findings]


def _chapter(name: str, question: str, finding: Finding) -> Chapter:
    leaves, notes = (finding.leaves, finding.notes) if isinstance(finding, Discovery) else ((), ())
    # Without a box, its picture would say the sentence again.
    has_picture = not isinstance(finding, Discovery) or bool(finding.boxes)
    return Chapter(
        name,
        question,
        finding.sentences,
        [f"By a tree: {leaf.sentence[0].lower()}{leaf.sentence[1:]}" for leaf in leaves],
        notes,
        finding_picture(name, finding).svg() if has_picture else "",
        _table(finding, question) if len(finding.frame) else None,
    )


def _table(finding: Finding, question: str) -> Table:
    """The numbers, without what words beside already say."""
    frame = finding.frame
    if "outcome" in frame:
        frame = frame.assign(outcome=frame["outcome"].str.replace("_", " ") + ", " + frame["unit"])
    left_out = {*_LEFT_OUT, *(["alternative"] if "title" in frame else [])}
    heads = {str(name): str(name).replace("_", " ") for name in frame.columns if name not in left_out}
    frame = frame.apply(lambda column: column.astype(float) if _is_number_or_none(column) else column)
    more = f"The first {_MOST_ROWS} of {len(frame):,} rows." if len(frame) > _MOST_ROWS else ""
    return frame_table(frame.head(_MOST_ROWS), question, heads, more)


def _is_number_or_none(column: pd.Series) -> bool:
    return bool(column.dtype == object and column.map(lambda value: value is None or isinstance(value, float)).all())
