"""``summary.docx``: one A4 page for an adviser with five minutes: question, answer, caveat, one picture, one table."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from simulation.analysis.comparison import Comparison
from simulation.office.archive import undated
from simulation.office.marking import (
    describe_picture,
    describe_table,
    keep_whole,
    repeat_as_head,
    rule_rows,
    space_cells,
)
from simulation.office.origin import futures_of, made_in_short, stamp_of
from simulation.office.page import TEXT_WIDTH, blank_page
from simulation.office.side_by_side import SideBySide, side_by_side
from simulation.plots.pictures import Picture, comparison_pictures
from simulation.plots.png import png_of
from simulation.report.cannot import cannot_tell

__all__ = ["summary_page"]

_PICTURE = "differences"
_MOST_HIGH, _LINE, _LETTERS, _USUAL_LINES = 116.0, 5.0, 95, 14
"""Millimetres that the picture may be high beside 14 lines of answer and caveat; a line is 5 mm and 95 letters."""
_CELL_SIZE, _HEAD_SIZE = 8.5, 8.0
_WIDTHS = (56.0, 16.5, 19.0, 20.5, 27.0, 14.0, 19.0)
"""Relative widths of columns: the measure, two means, their difference, its spread, and how often it is better."""


def summary_page(comparison: Comparison, *, full: bool = True) -> bytes:
    """The page as a Word file.

    Args:
        comparison: what was simulated.
        full: whether to simulate more, for what would change the answer.

    Returns:
        The bytes of the file; the same for the same comparison.
    """
    document = blank_page()
    headline = comparison.headline()
    _say_whose(document, comparison)
    document.add_heading(headline.question, level=1)
    sentences = [*headline.sentences, *_what_would_change(comparison, full)]
    for place, sentence in enumerate(sentences):
        document.add_paragraph().add_run(sentence).bold = place == 0
    document.add_heading("What this cannot tell you", level=2)
    for sentence in cannot_tell(comparison):
        document.add_paragraph(sentence, style="List Bullet")
    if headline.policy is not None:
        (picture,) = comparison_pictures(comparison, [_PICTURE])
        _add_picture(document, picture, _room_for_picture([*sentences, *cannot_tell(comparison)]))
    table = side_by_side(comparison)
    document.add_heading(table.title, level=2)
    _add_table(document, table)
    _note_under(document, comparison, is_compared=headline.policy is not None)
    _set_properties(document, comparison, headline.question)
    buffer = io.BytesIO()
    document.save(buffer)
    return undated(buffer.getvalue())


def _what_would_change(comparison: Comparison, full: bool) -> list[str]:
    """One paragraph of the assumptions that the answer hangs on; none where that was not asked for."""
    found = " ".join(comparison.switching_values().sentences) if full else ""
    return [found] if found else []


def _say_whose(document: Any, comparison: Comparison) -> None:
    """The scenario above, with the stamp where real names are shown; what made the page below."""
    section = document.sections[0]
    section.header.paragraphs[0].text = " ".join(filter(None, (f"{comparison.scenario.title}.", stamp_of(comparison))))
    section.footer.paragraphs[0].text = made_in_short(comparison)


def _room_for_picture(texts: Sequence[str]) -> float:
    """Millimetres that the picture may be high: a long answer takes some of them."""
    lines = sum(math.ceil(len(text) / _LETTERS) for text in texts)
    return _MOST_HIGH - _LINE * max(lines - _USUAL_LINES, 0)


def _add_picture(document: Any, picture: Picture, most_high: float) -> None:
    width, height = (25.4 * inches for inches in picture.figure.get_size_inches())
    scale = min(TEXT_WIDTH / width, most_high / height)
    shape = document.add_picture(io.BytesIO(png_of(picture.figure)), width=Mm(width * scale))
    describe_picture(shape, picture.name, picture.alternative)
    paragraph = document.paragraphs[-1]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(4), Pt(0)


def _add_table(document: Any, content: SideBySide) -> None:
    widths = _widths(len(content.heads))
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    rule_rows(table)
    space_cells(table, 40)
    describe_table(table, content.title, "A measure a row; both means, their difference, and how often it is better.")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, texts in enumerate((content.heads, *content.rows)):
        row = table.add_row()
        keep_whole(row)
        if number == 0:
            repeat_as_head(row)
        for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = Mm(width)
            _fill(cell, text, is_head=number == 0, is_number=place > 0)


def _fill(cell: Any, text: str, *, is_head: bool, is_number: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(_HEAD_SIZE if is_head else _CELL_SIZE), is_head


def _widths(columns: int) -> list[float]:
    """Millimetres of the first columns of a table as wide as the text."""
    return [width * TEXT_WIDTH / sum(_WIDTHS[:columns]) for width in _WIDTHS[:columns]]


def _note_under(document: Any, comparison: Comparison, *, is_compared: bool) -> None:
    text = f"Mean of {futures_of(comparison)} with every number as assumed."
    if is_compared:
        text += " 9 of 10 futures: where chance alone puts the difference. A dash: neither more nor less is better."
    document.add_paragraph(text, style="Caption").paragraph_format.space_before = Pt(3)


def _set_properties(document: Any, comparison: Comparison, question: str) -> None:
    properties = document.core_properties
    properties.title, properties.subject = question, comparison.scenario.title
    properties.author = properties.last_modified_by = f"turnaround {version('turnaround')}"
    properties.comments, properties.keywords = stamp_of(comparison), ""
