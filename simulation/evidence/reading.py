"""Reading a file of inspections, however messy, with an account of what was left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from simulation.errors import ListError, did_you_mean, one_of
from simulation.evidence.inspections import Inspections, in_order
from simulation.evidence.left_out import Account
from simulation.evidence.lenient import as_any_date, read_leniently
from simulation.evidence.months import Window, month_of
from simulation.lists.detection import InspectionColumns, inspection_columns
from simulation.lists.organisations import WHOLE_SECTOR
from simulation.lists.ratings import GRADE_WORDS, as_grade
from simulation.lists.table import Table
from simulation.vocabulary import Grade

__all__ = ["read_inspections"]

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class _Row:
    """An inspection as a file tells it; ``visited`` and ``reported`` in days since 1 January 1970."""

    line: int
    run: str
    key: str
    name: str
    region: str
    grade: Grade
    reported: int
    visited: int


def read_inspections(
    path: str | Path, *, window: tuple[int | None, int | None] = (None, None), identifier: str | None = None
) -> tuple[Inspections, Account]:
    """Read inspections: who, where, when, which grade.

    A row without an organisation, without a date or with one that cannot be, without a grade or with an
    unknown one, and a row that repeats another are left out. Of two grades for one organisation on one day the
    later row counts. Inspections without a grade still show how long the file was kept, and so count for its
    window. A file with a column ``run`` is a simulated one: each run is a panel.

    Args:
        path: a CSV file, in UTF-8, UTF-16 or Windows-1252, or in a mix of the first and the last.
        window: the first and the last month to keep, months since January 1970; nothing for the file's own.
        identifier: the column that tells organisations apart; else it is known by its name.

    Returns:
        The inspections, and what became of the file's rows.

    Raises:
        ListError: where the file cannot be read, a column is missing, or no row can be used.
    """
    path, account = Path(path), Account()
    table = read_leniently(path, account.note, account.drop)
    account.rows = len(table.rows) + sum(len(left.lines) for left in account.left_out)
    found, months = _usable(table, inspection_columns(table, identifier), account)
    rows = _within(_once(found, account), window, account)
    if not rows:
        reasons = "; ".join(str(left) for left in account.left_out) or "it has no rows"
        raise ListError(f"{path.name}: no row can be used: {reasons}")
    account.kept = len(rows)
    first, last = window
    seen = Window(min(months) if first is None else first, max(months) if last is None else last)
    return _as_arrays(rows, seen, account), account


def _usable(table: Table, columns: InspectionColumns, account: Account) -> tuple[list[_Row], list[int]]:
    """The rows that tell an inspection, and the months of all rows that have an organisation and a date."""
    cells = {
        what: table.column(getattr(columns, what), what).cells if getattr(columns, what) else [""] * len(table.rows)
        for what in ("identifier", "name", "region", "grade", "reported", "visited", "run")
    }
    # Only what is simulated can lie ahead.
    today = date.max if columns.run else date.today()
    rows, months, late = [], [], 0
    for place, line in enumerate(table.lines):
        who, grade_text, when = (cells[what][place] for what in ("identifier", "grade", "reported"))
        reported, grade = as_any_date(when), as_grade(grade_text.rstrip("."))
        if not who:
            account.drop(line, "no organisation")
        elif not when:
            account.drop(line, "no date")
        elif reported is None:
            account.drop(line, "a date that is none (day before month, as in 2026-08-18 or 18/08/2026)", when)
        elif reported > today:
            account.drop(line, "a date in the future", when)
        elif not grade:
            months.append(month_of((reported - _EPOCH).days))
            _drop_grade(account, line, grade_text)
        else:
            day = (reported - _EPOCH).days
            months.append(month_of(day))
            visit = as_any_date(cells["visited"][place])
            visited = day if visit is None else (visit - _EPOCH).days
            late += visited > day
            rows.append(
                _Row(line, cells["run"][place], who.casefold(), cells["name"][place], cells["region"][place], grade,
                     day, min(visited, day))
            )  # fmt: skip
    if late:
        account.note(f"{late:,} visit{'s are' if late != 1 else ' is'} dated after the report, whose date is used.")
    return rows, months


def _drop_grade(account: Account, line: int, text: str) -> None:
    if text:
        account.drop(line, f"a grade other than {one_of(GRADE_WORDS)}", f"{text}{did_you_mean(text, GRADE_WORDS)}")
    else:
        account.drop(line, "no grade")


def _once(rows: list[_Row], account: Account) -> list[_Row]:
    """The rows without repetitions; of two grades on one day, the later row."""
    kept: dict[tuple[str, str, int], _Row] = {}
    for row in rows:
        address = (row.run, row.key, row.reported)
        before = kept.get(address)
        if before is not None and before.grade == row.grade:
            account.drop(row.line, "a repetition of an earlier row")
            continue
        if before is not None:
            account.drop(before.line, "another grade for the same organisation and day further down")
        kept[address] = row
    return list(kept.values())


def _within(rows: list[_Row], window: tuple[int | None, int | None], account: Account) -> list[_Row]:
    first, last = window
    kept = []
    for row in rows:
        month = month_of(row.reported)
        if (first is not None and month < first) or (last is not None and month > last):
            account.drop(row.line, "a report outside the window that was asked for")
        else:
            kept.append(row)
    return kept


def _as_arrays(rows: list[_Row], window: Window, account: Account) -> Inspections:
    runs = {run: place for place, run in enumerate(dict.fromkeys(row.run for row in rows))}
    places = {key: place for place, key in enumerate(dict.fromkeys(row.key for row in rows))}
    names = {row.key: row.name or row.key for row in rows}
    regions = _regions(rows, account)
    region_names = tuple(sorted(set(regions.values())))
    code = {name: place for place, name in enumerate(region_names)}
    return in_order(
        Inspections(
            panel=np.array([runs[row.run] for row in rows], np.int32),
            organisation=np.array([places[row.key] for row in rows], np.int32),
            visited=np.array([row.visited for row in rows], np.int32),
            reported=np.array([row.reported for row in rows], np.int32),
            grade=np.array([row.grade for row in rows], np.int8),
            region=np.array([code[regions[key]] for key in places], np.int32),
            region_names=region_names,
            names=tuple(names[key] for key in places),
            window=window,
            panels=len(runs),
        )
    )


def _regions(rows: list[_Row], account: Account) -> dict[str, str]:
    """Each organisation's region: the one that most of its rows name."""
    named: dict[str, Counter[str]] = {}
    for row in rows:
        named.setdefault(row.key, Counter())[row.region or WHOLE_SECTOR] += 1
    several = sum(len(counts) > 1 for counts in named.values())
    if several:
        account.note(
            f"{several:,} organisation{'s' if several != 1 else ''} in several regions: the most frequent counts."
        )
    return {key: counts.most_common(1)[0][0] for key, counts in named.items()}
