"""``tables.xlsx``: notes first, then a sheet a table, each with a frozen head and a name that formulas can use."""

from __future__ import annotations

import io
import math
import re
from importlib.metadata import version
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from simulation.analysis.comparison import Comparison
from simulation.office.archive import undated
from simulation.office.notes import notes_of
from simulation.office.origin import stamp_of
from simulation.office.sheet import Column, Sheet
from simulation.office.sheets import sheets_of

__all__ = ["workbook_of"]

_FONT, _BOLD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
_NARROWEST, _WIDEST, _NUMBER, _NOTE = 9, 60, 17, 100
"""Widths in letters."""
_LINE, _HEAD_LINES = 13.5, 5
"""Points of height of a line, and lines of a table's head."""


def workbook_of(comparison: Comparison, command: str | None = None, *, full: bool = True) -> bytes:
    """The tables as an Excel file.

    Args:
        comparison: what was simulated.
        command: what repeats it; the call from Python where there is none.
        full: whether to simulate more, for what would change the answer and for equal terms.

    Returns:
        The bytes of the file; the same for the same comparison.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = list(sheets_of(comparison, full=full))
    _add_notes(book, comparison, sheets, command)
    for sheet in sheets:
        _add_sheet(book, sheet, stamp_of(comparison))
    properties = book.properties
    properties.title, properties.language = comparison.headline().question, "en-GB"
    properties.creator = f"turnaround {version('turnaround')}"
    buffer = io.BytesIO()
    book.save(buffer)
    return undated(buffer.getvalue())


def number_format(decimals: int | None, *, is_signed: bool = False) -> str:
    """How Excel shows a number with so many decimals.

    >>> number_format(1, is_signed=True), number_format(-2), number_format(None)
    ('+#,##0.0;-#,##0.0;0.0', '#,##0', 'General')
    """
    if decimals is None:
        return "General"
    tail = "." + "0" * decimals if decimals > 0 else ""
    return f"+#,##0{tail};-#,##0{tail};0{tail}" if is_signed else f"#,##0{tail}"


def _add_notes(book: Workbook, comparison: Comparison, sheets: list[Sheet], command: str | None) -> None:
    page = book.create_sheet("Notes")
    for row, (what, said) in enumerate(notes_of(comparison, sheets, command), start=1):
        page.cell(row, 1, what).font = _BOLD
        page.cell(row, 2, said).font = _BOLD if row == 1 else _FONT
        for column in (1, 2):
            page.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[row].height = _LINE * math.ceil(len(said) / (_NOTE * 1.05))
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = _NOTE // 3, _NOTE
    page.freeze_panes = "A2"
    _set_print(page, stamp_of(comparison))


def _add_sheet(book: Workbook, sheet: Sheet, stamp: str) -> None:
    page = book.create_sheet(sheet.name)
    for place, column in enumerate(sheet.columns, start=1):
        is_number = _is_number(column)
        head = page.cell(1, place, column.head)
        head.font = _BOLD
        head.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if is_number else "left")
        for row, value in enumerate(column.values):
            cell = page.cell(row + 2, place)
            cell.font = _FONT
            _fill(cell, value, column, row)
            if not is_number:
                cell.alignment = Alignment(horizontal="left", indent=1 if place > 1 else 0)
        page.column_dimensions[get_column_letter(place)].width = _width(column)
    page.row_dimensions[1].height = _LINE * _HEAD_LINES
    page.freeze_panes = "B2"
    table = Table(displayName=re.sub(r"\W", "_", sheet.name), ref=page.dimensions)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)
    _set_print(page, stamp)


def _fill(cell: Any, value: object, column: Column, row: int) -> None:
    """Write one value: numbers keep their digits under a format that rounds, but hundreds and nil are rounded here."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return
    if isinstance(value, float | int):
        decimals = column.decimals_at(row)
        cell.number_format = number_format(decimals, is_signed=column.is_signed)
        rounded = value if decimals is None else round(value, decimals) + 0.0
        cell.value = rounded if rounded == 0.0 or (decimals or 0) < 0 else value
    else:
        cell.value = value


def _is_number(column: Column) -> bool:
    return all(isinstance(value, float | int) for value in column.values)


def _width(column: Column) -> int:
    if _is_number(column):
        return _NUMBER
    longest = max((len(str(value)) for value in column.values), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _set_print(page: Any, stamp: str) -> None:
    """A4, across, as wide as the paper, the head on every page and the stamp above."""
    page.page_setup.paperSize, page.page_setup.orientation = page.PAPERSIZE_A4, page.ORIENTATION_LANDSCAPE
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddHeader.left.text, page.oddFooter.left.text = stamp or None, page.title
