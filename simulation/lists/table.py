"""A CSV file read with care: every mistake becomes a sentence with the file and the line."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from simulation.errors import ListError, did_you_mean

__all__ = ["Column", "Table", "as_date", "as_number", "bytes_of", "read_table"]

_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m")
_MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        file: the file's name, for messages.
        name: the column's name.
        lines: the line in the file of each row.
        cells: the text of each row, without blanks around it.
    """

    file: str
    name: str
    lines: Sequence[int]
    cells: Sequence[str]

    def mistake(self, row: int, what: str) -> ListError:
        """The error that says what is wrong in one row."""
        return ListError(f"{self.file}, line {self.lines[row]}: {self.name} {what}")

    def numbers(self, least: float, most: float, *, may_be_empty: bool = False) -> list[float]:
        """Every cell as a number within bounds; NaN where it is empty and may be.

        Raises:
            ListError: where a cell is no number, or out of bounds.
        """
        return [self._number(row, least, most, may_be_empty) for row in range(len(self.cells))]

    def _number(self, row: int, least: float, most: float, may_be_empty: bool) -> float:
        text = self.cells[row]
        if not text and may_be_empty:
            return math.nan
        value = as_number(text)
        if value is None:
            raise self.mistake(row, f'is "{text}"; it must be a number from {least:g} to {most:g}')
        if not least <= value <= most:
            raise self.mistake(row, f"is {text}; it must lie between {least:g} and {most:g}")
        return value


@dataclass(frozen=True)
class Table:
    """The rows of a CSV file with a header.

    Attributes:
        path: the file.
        columns: the header's names, in order.
        lines: the line of each row in the file.
        rows: the cells of each row, without blanks around them.
    """

    path: Path
    columns: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str, role: str) -> Column:
        """The column called ``name``, which a scenario or an option chose for a role.

        Raises:
            ListError: where the file has no such column.
        """
        if name not in self.columns:
            raise ListError(
                f'{role} is "{name}", but {self.path.name} has no such column{did_you_mean(name, self.columns)}'
                f" (it has {', '.join(self.columns)})"
            )
        place = self.columns.index(name)
        return Column(self.path.name, name, self.lines, [row[place] for row in self.rows])


def as_number(text: str) -> float | None:
    """The finite number that a cell says, commas between thousands allowed; nothing where it says none."""
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def as_date(text: str) -> date | None:
    """The date that a cell says: 2026-08-18, 18/08/2026 (day first) or 2026-08; nothing where it says none."""
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def bytes_of(path: Path) -> bytes:
    """What a file holds.

    Raises:
        ListError: where it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ListError(f"{path} does not exist") from None
    except (OSError, ValueError) as error:
        raise ListError(f"{path} cannot be read: {getattr(error, 'strerror', error)}") from None


def _text_of(path: Path) -> str:
    """The file's text, which must be UTF-8, with a byte order mark or without."""
    content = bytes_of(path)
    mend = 'save it as "CSV UTF-8" and try again'
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ListError(f"{path.name} is in UTF-16, but it must be in UTF-8; {mend}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ListError(f"{path.name}, line {line}: byte 0x{content[error.start]:02x} is not UTF-8; {mend}") from None
    if "\0" in text:
        raise ListError(f"{path.name} is not a text file (it holds zero bytes); it must be CSV in UTF-8")
    return text


def _check_header(file: str, header: Sequence[str]) -> None:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        mark = "semicolons" if ";" in header[0] else "tabs"
        raise ListError(f"{file}, line 1: columns seem to be separated by {mark}; they must be separated by commas")
    for place, name in enumerate(header):
        if name and name in header[:place]:
            raise ListError(f'{file}, line 1: two columns are called "{name}"')


def read_table(path: Path) -> Table:
    """Read a CSV file: comma-separated, UTF-8, a header in its first line. Empty lines are skipped.

    Raises:
        ListError: where the file is missing, empty, not UTF-8, or a line has too few or too many cells.
    """
    reader = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    file, lines, rows = path.name, [], []
    header: tuple[str, ...] | None = None
    previous_limit = csv.field_size_limit(_MOST_CHARACTERS)
    try:
        for cells in reader:
            row = tuple(cell.strip() for cell in cells)
            if not any(row):
                continue
            if header is None:
                header = row
                _check_header(file, header)
            elif len(row) != len(header):
                raise ListError(
                    f"{file}, line {reader.line_num}: has {len(row)} cells, but the header has {len(header)}"
                )
            else:
                lines.append(reader.line_num)
                rows.append(row)
    except csv.Error as error:
        raise ListError(f"{file}, line {reader.line_num}: {error}") from None
    finally:
        csv.field_size_limit(previous_limit)
    if header is None:
        raise ListError(f"{file} is empty; its first line must name the columns")
    if not rows:
        raise ListError(f"{file} has a header, but no rows")
    return Table(path, header, tuple(lines), tuple(rows))
