"""Writing both files, or either."""

from __future__ import annotations

from pathlib import Path

from simulation.analysis.comparison import Comparison
from simulation.office.archive import write_bytes
from simulation.office.extra import need_office

__all__ = ["SUMMARY", "TABLES", "write_office", "write_summary", "write_tables"]

SUMMARY, TABLES = "summary.docx", "tables.xlsx"


def write_summary(comparison: Comparison, path: Path, *, full: bool = True) -> Path:
    """Write the one page as a Word file, whole or not at all.

    Args:
        comparison: what was simulated.
        path: the file.
        full: whether to simulate more, for what would change the answer.

    Raises:
        InputError: where the extra is missing, the name doesn't end in .docx, or it cannot be written.
    """
    need_office("docx")
    from simulation.office.summary_page import summary_page

    return write_bytes(path, summary_page(comparison, full=full), ".docx")


def write_tables(comparison: Comparison, path: Path, command: str | None = None, *, full: bool = True) -> Path:
    """Write the tables as an Excel file, whole or not at all.

    Args:
        comparison: what was simulated.
        path: the file.
        command: what repeats it; the call from Python where there is none.
        full: whether to simulate more, for what would change the answer and for equal terms.

    Raises:
        InputError: where the extra is missing, the name doesn't end in .xlsx, or it cannot be written.
    """
    need_office("openpyxl")
    from simulation.office.workbook import workbook_of

    return write_bytes(path, workbook_of(comparison, command, full=full), ".xlsx")


def write_office(
    comparison: Comparison, folder: Path, command: str | None = None, *, full: bool = True
) -> list[Path]:
    """Write ``summary.docx`` and ``tables.xlsx`` into a folder.

    Args:
        comparison, command, full: as in ``write_tables``.
        folder: made where it is missing.

    Raises:
        InputError: where the extra is missing.
    """
    return [
        write_summary(comparison, folder / SUMMARY, full=full),
        write_tables(comparison, folder / TABLES, command, full=full),
    ]
