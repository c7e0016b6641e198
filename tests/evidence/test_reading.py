"""Messy files: what is kept, what is left out, and what is said of it."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import ListError
from simulation.evidence.lenient import as_any_date
from simulation.evidence.months import as_month
from simulation.evidence.reading import read_inspections

HEAD = "ons_code,local_authority,region,publication_date,inspection_start,overall"


def written(folder: Path, *lines: str | bytes, head: str = HEAD) -> Path:
    path = folder / "inspections.csv"
    parts = [line if isinstance(line, bytes) else line.encode() for line in (head, *lines)]
    path.write_bytes(b"\n".join(parts) + b"\n")
    return path


def test_a_clean_file_is_kept_whole(tmp_path: Path) -> None:
    panel, account = read_inspections(
        written(
            tmp_path,
            "A,Ambleton,North,2018-05-01,2018-03-12,good",
            "B,Beechford,South,2016-01-09,2015-11-30,inadequate",
            "A,Ambleton,North,2014-02-03,2014-01-01,requires improvement",
        )
    )
    assert (len(panel), panel.organisations, panel.region_names) == (3, 2, ("North", "South"))
    assert account.sentences() == ["Kept 3 of 3 rows."]
    # In order of organisation and report.
    assert panel.grade.tolist() == [2, 3, 1]
    assert panel.names == ("Ambleton", "Beechford")
    assert str(panel.window) == "2014-02 to 2018-05"
    assert (panel.reported - panel.visited).tolist() == [33, 50, 40]


MESSY = (
    "A,Ambleton,North,2014-02-03,,Requires Improvement to be good",
    "A,Ambleton,North,03/02/2014,,requires_improvement",  # the same again, written otherwise
    "a ,Ambleton,North,14 March 2018,2018-01-30,GOOD.",
    "B,Beechford,South,31/02/2016,,good",  # no such day
    "B,Beechford,South,08/18/2016,,good",  # month first
    "B,Beechford,South,2016-01-09,,adequate",
    "B,Beechford,South,2016-01-09,,goood",
    "B,Beechford,South,2017-01-09,,",
    "B,Beechford,South,,,good",
    ",Beechford,South,2017-01-09,,good",
    "B,Beechford,South,2019-01-09,2020-01-01,good",  # visited after its report
    "B,Beechford,North,2022-01-09,,good",
    "B,Beechford,South,2022-01-09,,inadequate",  # another grade on the same day
    "C,Cut short",
    "",
    f"C,Caf\xe9ton,South,{date.today() + timedelta(days=40)},,good".encode("latin-1"),
    "C,Café Town,South,2019-06-30T00:00:00,,outstanding,,",
)


def test_a_messy_file_is_accounted_for(tmp_path: Path) -> None:
    panel, account = read_inspections(written(tmp_path, *MESSY))
    assert account.rows == 16
    assert account.kept + sum(len(left.lines) for left in account.left_out) == account.rows
    reasons = {left.reason: (left.lines, left.examples) for left in account.left_out}
    assert reasons["a repetition of an earlier row"][0] == (3,)
    assert reasons["a date that is none (day before month, as in 2026-08-18 or 18/08/2026)"] == (
        (5, 6), ('"31/02/2016"', '"08/18/2016"'),
    )  # fmt: skip
    assert reasons["a grade other than inadequate, requires improvement, good or outstanding"] == (
        (7, 8), ('"adequate; did you mean inadequate?"', '"goood; did you mean good?"'),
    )  # fmt: skip
    assert reasons["no grade"][0] == (9,)
    assert reasons["no date"][0] == (10,)
    assert reasons["no organisation"][0] == (11,)
    assert reasons["another grade for the same organisation and day further down"][0] == (13,)
    assert reasons["another number of cells than the header"][0] == (15,)
    assert reasons["a date in the future"][0] == (17,)
    assert account.notes == [
        "1 line is not in UTF-8, and read as Windows-1252.",
        "1 visit is dated after the report, whose date is used.",
    ]
    assert panel.names == ("Ambleton", "Beechford", "Café Town")
    assert panel.grade.tolist() == [2, 3, 3, 1, 4]
    said = "\n".join(account.sentences())
    assert "Kept 5 of 16 rows. Left out 11:" in said
    assert "  1 for no date (line 10)" in said


def test_inspections_without_a_grade_still_show_how_long_the_file_was_kept(tmp_path: Path) -> None:
    panel, _ = read_inspections(written(tmp_path, "A,A,N,2014-02-03,,good", "A,A,N,2020-08-01,,"))
    assert str(panel.window) == "2014-02 to 2020-08"


def test_a_window_cuts(tmp_path: Path) -> None:
    file = written(tmp_path, "A,A,N,2014-02-03,,good", "A,A,N,2018-08-01,,good", "A,A,N,2022-08-01,,good")
    panel, account = read_inspections(file, window=(as_month("2015-01", ""), as_month("2018-08", "")))
    assert (len(panel), str(panel.window)) == (1, "2015-01 to 2018-08")
    assert account.left_out[0].lines == (2, 4)


@pytest.mark.parametrize(
    ("encode", "note"),
    [
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: text.replace(",", ";").encode("utf-8-sig"), "separated by semicolons"),
        (lambda text: text.replace("\n", "\r\n").replace(",", "\t").encode(), "separated by tabs"),
    ],
)
def test_what_spreadsheets_save(tmp_path: Path, encode, note: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "saved.csv"
    path.write_bytes(encode(f"{HEAD}\nA,Ambleton,North,2018-05-01,,good\n"))
    panel, account = read_inspections(path)
    assert panel.names == ("Ambleton",)
    assert [note in sentence for sentence in account.notes] == [True]


def test_names_serve_where_there_is_no_code_and_one_region_where_there_is_none(tmp_path: Path) -> None:
    panel, _ = read_inspections(written(tmp_path, "x,2018-05-01,good", "y,2019-05-01,good", head="name,date,rating"))
    assert (panel.organisations, panel.region_names) == (2, ("the sector",))


def test_runs_are_panels_and_may_lie_ahead(tmp_path: Path) -> None:
    panel, _ = read_inspections(
        written(tmp_path, "A,A,N,2150-05-01,,good,7", "A,A,N,2151-05-01,,good,9", head=f"{HEAD},run")
    )
    assert (panel.panels, panel.panel.tolist(), panel.organisations) == (2, [0, 1], 1)


def test_an_organisation_in_two_regions_has_the_more_frequent(tmp_path: Path) -> None:
    rows = [f"A,A,{region},20{14 + k}-02-03,,good" for k, region in enumerate(("N", "S", "S"))]
    panel, account = read_inspections(written(tmp_path, *rows))
    assert panel.region_names == ("S",)
    assert account.notes == ["1 organisation in several regions: the most frequent counts."]


@pytest.mark.parametrize(
    ("lines", "head", "told"),
    [
        (["A,A,N,nonsense,,good", "A,A,N,2018-01-01,,fair"], HEAD, "no row can be used: 1 for a date that is none"),
        ([], HEAD, "no row can be used: it has no rows"),
        (["A,2018-01-01"], "id,date", "has no column for the grade"),
        (["good,2018-01-01"], "grade,date", "organisation (say which with --identifier COLUMN); it would be called id"),
        (["A\0,2018-01-01,good"], "id,date,grade", "is not a text file"),
    ],
)
def test_nothing_usable_is_told(tmp_path: Path, lines: list[str], head: str, told: str) -> None:
    with pytest.raises(ListError) as caught:
        read_inspections(written(tmp_path, *lines, head=head))
    assert told in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="does not exist"):
        read_inspections(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "text",
    ["2026-08-18", "18/08/2026", "18-08-2026", "18.08.2026", "18 August 2026", "18th Aug 2026", "August 18, 2026",
     "18-Aug-26", "2026/08/18", "20260818", "2026-08-18 00:00:00", "2026-08-18T10:30:00Z", "18/08/26"],
)  # fmt: skip
def test_dates_as_people_write_them(text: str) -> None:
    assert as_any_date(text) == date(2026, 8, 18)


@pytest.mark.parametrize("text", ["", "08/18/2026", "31/02/2020", "soon", "2026", "1026-08-18", "9999-01-01", "0"])
def test_what_is_no_date(text: str) -> None:
    assert as_any_date(text) is None


@settings(max_examples=60)
@given(st.one_of(st.binary(max_size=90), st.text('A,good\n";é2018-05/', max_size=60).map(str.encode)))
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ListError):
        path = written(Path(folder), content, head="id,date,grade")
        panel, account = read_inspections(path)
        assert account.kept == len(panel) > 0
        assert np.isin(panel.grade, [1, 2, 3, 4]).all()
