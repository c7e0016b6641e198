"""The tables for Excel, opened again: a sheet a table, units in the heads, rounded to what intervals support."""

from __future__ import annotations

import io
import math
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from simulation.analysis.comparison import Comparison
from simulation.analysis.rounding import decimals_for
from simulation.office.workbook import number_format, workbook_of
from simulation.plots.saving import STAMP
from simulation.report.cannot import cannot_tell

COMMAND = "turnaround compare small.toml --office"


@pytest.fixture(scope="module")
def content(drawn: Comparison) -> bytes:
    return workbook_of(drawn, COMMAND)


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def tables(book: Any) -> list[Any]:
    return [book[name] for name in book.sheetnames if name != "Notes"]


def notes(book: Any) -> list[tuple[str, str]]:
    return list(book["Notes"].iter_rows(min_row=2, max_col=2, values_only=True))


def test_the_notes_come_first_and_say_what_made_it(book: Any, drawn: Comparison) -> None:
    assert book.sheetnames[0] == "Notes"
    said = notes(book)
    facts = dict(said)
    assert facts["Scenario hash"] == drawn.scenario.hash
    assert facts["To repeat it"] == COMMAND
    assert facts["Version of numpy"]
    assert facts["Question"] == drawn.headline().question
    assert [text for about, text in said if about == "Answer"] == list(drawn.headline().sentences)
    assert [text for about, text in said if about == "What this cannot tell you"] == list(cannot_tell(drawn))
    assert {f"Sheet: {sheet.title}" for sheet in tables(book)} <= set(facts)


def test_from_python_they_name_the_call(drawn: Comparison) -> None:
    made = load_workbook(io.BytesIO(workbook_of(drawn, full=False)))
    assert dict(notes(made))["To repeat it"].startswith("simulation.compare(")
    assert "Equal terms" not in made.sheetnames


def test_every_sheet_is_a_table_with_a_frozen_head(book: Any) -> None:
    names = []
    for sheet in tables(book):
        assert sheet.freeze_panes == "B2"
        (table,) = sheet.tables.values()
        names.append(table.displayName)
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads), sheet.title
        assert len(sheet.title) <= 31
    assert len(set(names)) == len(names)


def test_numbers_have_units_in_their_heads(book: Any) -> None:
    for sheet in tables(book):
        for column in sheet.iter_cols(min_row=1):
            if any(isinstance(cell.value, float | int) for cell in column[1:]):
                assert "(" in column[0].value, f"{sheet.title}: {column[0].value}"


def test_differences_are_those_of_the_comparison(content: bytes, drawn: Comparison) -> None:
    read = pd.read_excel(io.BytesIO(content), sheet_name="Differences").set_index("Policy")
    expected = drawn.differences().set_index("title")
    (head,) = [column for column in read.columns if column.startswith("Difference from") and "mean" in column]
    assert head.endswith("(councils)")
    for title, row in expected.iterrows():
        decimals = decimals_for((row["error_high"] - row["error_low"]) / 2.0)
        assert math.isclose(read.loc[title, head], row["difference"], abs_tol=0.51 * 10.0**-decimals)
    assert list(read[head]) == sorted(read[head])


def test_formats_round_to_what_the_interval_supports(book: Any, drawn: Comparison) -> None:
    sheet = book["Differences"]
    row = drawn.differences().sort_values("difference", kind="stable").iloc[0]
    decimals = decimals_for((row["error_high"] - row["error_low"]) / 2.0)
    assert sheet["B2"].number_format == number_format(decimals, is_signed=True)
    harm = book["Summary"]
    (place,) = [cell.column for cell in harm[1] if cell.value.startswith("Harm, mean")]
    value = harm.cell(2, place).value
    assert value == round(value, -1)


def test_nothing_shows_as_minus_nil(book: Any) -> None:
    for sheet in tables(book):
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                tail = cell.number_format.partition(";")[0].partition(".")[2]
                if isinstance(cell.value, float) and cell.number_format != "General" and cell.value < 0.0:
                    assert round(cell.value, len(tail)) != 0.0, f"{sheet.title} {cell.coordinate}"


@pytest.mark.parametrize("case", ["drawn", "everyone", "alone"])
def test_equal_comparisons_give_equal_bytes(case: str, request: pytest.FixtureRequest) -> None:
    comparison = request.getfixturevalue(case)
    made = workbook_of(comparison)
    assert made == workbook_of(comparison)
    assert load_workbook(io.BytesIO(made)).sheetnames[:2] == ["Notes", "Differences"]


def test_where_real_names_are_shown_it_says_what_it_is(stamped: Comparison) -> None:
    made = load_workbook(io.BytesIO(workbook_of(stamped, full=False)))
    assert ("Statement", STAMP) in notes(made)
    assert {sheet.oddHeader.left.text for sheet in made.worksheets} == {STAMP}
