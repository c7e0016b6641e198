"""``write_report``: the report as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulation.analysis.comparison import Comparison
from simulation.plots.pictures import Picture
from simulation.report.page import report_html

__all__ = ["REPORT", "write_report"]

REPORT = "report.html"


def write_report(
    comparison: Comparison,
    folder: str | Path,
    *,
    command: str | None = None,
    pictures: Sequence[Picture] | None = None,
) -> Path:
    """Write ``report.html``; the folder is made where it is missing.

    Args:
        comparison: with series.
        folder: where to write.
        command: what repeats it, as it was typed; else a command is made.
        pictures: its pictures, where they are drawn already.

    Returns:
        The file.
    """
    path = Path(folder) / REPORT
    path.parent.mkdir(parents=True, exist_ok=True)
    page = report_html(comparison, command=command, pictures=pictures)
    path.write_text(page, encoding="utf-8", newline="\n")
    return path
