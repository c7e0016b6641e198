"""Real edge lists: who could talk to whom (ties), and who depends on whom (dependencies)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simulation.errors import ListError, did_you_mean, one_of
from simulation.lists.table import Column, Table, read_table
from simulation.sector import Pairs

__all__ = ["EdgeColumns", "read_dependencies", "read_ties"]


@dataclass(frozen=True)
class EdgeColumns:
    """Which column of an edge list says what, and which rows count.

    Attributes:
        first, second: the columns of the two sides.
        weight: the column of weights from 0 to 1; empty where they are to be drawn.
        kind, kinds: the column of kinds, and those that count; no kinds means all.
        rank, most_rank: the column of ranks (1 is nearest), and the last that counts.
    """

    first: str
    second: str
    weight: str = ""
    kind: str = ""
    kinds: Sequence[str] = ()
    rank: str = ""
    most_rank: int | None = None


def _places(column: Column, known: Mapping[str, int]) -> list[int]:
    for row, identifier in enumerate(column.cells):
        if identifier not in known:
            raise column.mistake(
                row, f'"{identifier}" is not in the list of organisations{did_you_mean(identifier, known)}'
            )
    return [known[identifier] for identifier in column.cells]


def _rows_that_count(table: Table, columns: EdgeColumns) -> list[int]:
    rows = list(range(len(table.rows)))
    if columns.kinds:
        kind = table.column(columns.kind, "kind")
        present = dict.fromkeys(kind.cells)
        for wanted in columns.kinds:
            if wanted not in present:
                raise ListError(
                    f'kinds holds "{wanted}", but {table.path.name} has only {one_of(present)}'
                    f" in its column {kind.name}{did_you_mean(wanted, present)}"
                )
        rows = [row for row in rows if kind.cells[row] in columns.kinds]
    if columns.most_rank is not None:
        rank = table.column(columns.rank, "rank").numbers(0, 1e9)
        rows = [row for row in rows if rank[row] <= columns.most_rank]
    return rows


def _links(path: Path, columns: EdgeColumns, identifiers: Sequence[str]) -> tuple[list[tuple[int, int]], list[float]]:
    """The pairs that count, by index, with their weights (NaN where the list gives none)."""
    table = read_table(path)
    known = {identifier: place for place, identifier in enumerate(identifiers)}
    first_column, second_column = table.column(columns.first, "from"), table.column(columns.second, "to")
    first, second = _places(first_column, known), _places(second_column, known)
    weights = [math.nan] * len(first)
    if columns.weight:
        weights = table.column(columns.weight, "weight").numbers(0.0, 1.0, may_be_empty=True)
    rows = _rows_that_count(table, columns)
    for row in rows:
        if first[row] == second[row]:
            raise first_column.mistake(row, f'links "{first_column.cells[row]}" to itself')
    return [(first[row], second[row]) for row in rows], [weights[row] for row in rows]


def _pairs(links: Sequence[tuple[int, int]], weight: np.ndarray | None) -> Pairs:
    ends = np.array(links, np.int32).reshape(-1, 2)
    return Pairs(np.ascontiguousarray(ends[:, 0]), np.ascontiguousarray(ends[:, 1]), weight)


def read_ties(path: Path, columns: EdgeColumns, identifiers: Sequence[str]) -> Pairs:
    """Read possible ties: each pair once, whichever side named the other, ordered by index.

    Where a pair stands more than once, its weight is the mean of those given; where none is given it
    is NaN, to be drawn. Without a column of weights there are none at all.

    Raises:
        ListError: where the file cannot be read, a row names an unknown organisation or links one to
            itself, or a weight lies outside 0 to 1.
    """
    links, weights = _links(path, columns, identifiers)
    given: dict[tuple[int, int], list[float]] = {}
    for (first, second), weight in zip(links, weights, strict=True):
        pair = given.setdefault((min(first, second), max(first, second)), [])
        if not math.isnan(weight):
            pair.append(weight)
    ordered = sorted(given)
    if not columns.weight:
        return _pairs(ordered, None)
    means = [sum(given[pair]) / len(given[pair]) if given[pair] else math.nan for pair in ordered]
    return _pairs(ordered, np.array(means, np.float64))


def read_dependencies(path: Path, columns: EdgeColumns, identifiers: Sequence[str]) -> Pairs:
    """Read dependencies: the first side depends on the second; each once, ordered by index.

    Raises:
        ListError: as ``read_ties``.
    """
    links, _ = _links(path, columns, identifiers)
    return _pairs(sorted(set(links)), None)
