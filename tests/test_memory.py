"""Hints about memory: they change nothing, compiled or not, and do what they are for."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from simulation.memory import borrowed, fetch_ahead

RECORD = np.dtype([(f"part_{k}", np.float64) for k in range(9)])


def first_parts(rows):
    total = 0.0
    for r in range(rows.shape[0]):
        row = borrowed(rows[r])
        for i in range(row.shape[0]):
            fetch_ahead(row, i + row.shape[0])
            total += row[i].part_0
    return total


def test_nothing_changes_and_the_last_row_has_nothing_behind_it() -> None:
    rows = np.zeros((3, 5), RECORD).view(np.recarray)
    rows["part_0"] = np.arange(15.0).reshape(3, 5)
    before = rows.copy()
    assert first_parts(rows) == 105.0
    assert numba.njit(first_parts)(rows) == 105.0
    assert np.array_equal(rows, before)


@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
def test_a_record_of_two_lines_is_fetched_line_by_line() -> None:
    function = numba.njit(first_parts)
    function(np.zeros((1, 2), RECORD).view(np.recarray))
    assert function.inspect_llvm(function.signatures[0]).count("call void @llvm.prefetch") >= 2
