"""A table from whatever a spreadsheet saved: other encodings, other separators, rows cut short.

Nothing is guessed that changes a value: what cannot be read is left out, and the reader is told.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from simulation.errors import ListError
from simulation.lists.table import Table, as_date, bytes_of

__all__ = ["as_any_date", "read_leniently"]

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_MORE_DATES = (
    "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y",
    "%d-%b-%y", "%B %d %Y",
)  # fmt: skip
_MOST_CHARACTERS = 1_000_000

Note = Callable[[str], None]
Drop = Callable[[int, str, str], None]


def as_any_date(text: str) -> date | None:
    """The date that a cell says, day before month, with or without a time of day; nothing where it says none.

    >>> str(as_any_date("18th August 2026")), str(as_any_date("2026-08-18T00:00:00")), as_any_date("08/18/2026")
    ('2026-08-18', '2026-08-18', None)
    """
    plain = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$", "", " ".join(text.replace(",", " ").split()))
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", plain)
    found = as_date(plain)
    for form in () if found else _MORE_DATES:
        try:
            found = datetime.strptime(plain, form).date()
            break
        except ValueError:
            continue
    return found if found is not None and 1900 <= found.year <= 2199 else None


def _decoded(content: bytes, file: str, note: Note) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        note("The file is in UTF-16, and was read as such.")
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise ListError(f"{file} begins as UTF-16 and is cut short; save it as CSV in UTF-8") from None
    if b"\0" in content:
        raise ListError(f"{file} is not a text file (it holds zero bytes); it must be CSV")
    lines, others = [], 0
    for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            # Five bytes have no letter in Windows-1252; they become a mark, and the row is kept.
            lines.append(line.decode("cp1252", errors="replace"))
            others += 1
    if others:
        note(f"{others:,} line{'s are' if others != 1 else ' is'} not in UTF-8, and read as Windows-1252.")
    return "\n".join(lines)


def read_leniently(path: Path, note: Note, drop: Drop) -> Table:
    """Read a table, leaving out rows that do not fit its header.

    Args:
        path: the file.
        note: told, in sentences, of what was unusual and kept.
        drop: told of every row left out: its line, why, and what it held.

    Raises:
        ListError: where the file cannot be read, or has no header or no rows.
    """
    text = _decoded(bytes_of(path), path.name, note)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    if separator != "," and first.count(separator):
        note(f"Columns are separated by {_SEPARATORS[separator]}.")
    header: tuple[str, ...] = ()
    lines, rows = [], []
    for line, cells in _rows(text, separator, path.name):
        if not any(cells):
            continue
        if not header:
            header = cells
        elif len(cells) < len(header) or any(cells[len(header) :]):
            drop(line, "another number of cells than the header", f"{len(cells)} cells")
        else:
            lines.append(line)
            rows.append(cells[: len(header)])
    if not header:
        raise ListError(f"{path.name} is empty; its first line must name the columns")
    return Table(path, header, tuple(lines), tuple(rows))


def _rows(text: str, separator: str, file: str) -> list[tuple[int, tuple[str, ...]]]:
    previous = csv.field_size_limit(_MOST_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [(reader.line_num, tuple(" ".join(cell.split()) for cell in cells)) for cells in reader]
    except csv.Error as error:
        raise ListError(f"{file}, line {reader.line_num}: {error}") from None
    finally:
        csv.field_size_limit(previous)
