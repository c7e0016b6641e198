"""Reading lists: what is read, and a sentence for each mistake."""

from __future__ import annotations

import contextlib
import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.errors import ListError
from simulation.lists import (
    EdgeColumns,
    OrganisationColumns,
    RatingColumns,
    read_dependencies,
    read_organisations,
    read_ratings,
    read_table,
    read_ties,
)
from simulation.lists.detection import dependency_columns, organisation_columns, rating_columns, tie_columns
from simulation.lists.table import as_date, as_number
from simulation.vocabulary import Grade

PLACES = "code,name,score\nA,Ambleton,0.5\nB,Beechford,\nC,Corby Green,1\n"
KNOWN = ("A", "B", "C")


def listed(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "list.csv is empty; its first line must name the columns"),
        (b"\n\n  \n", "list.csv is empty"),
        (b"code,name\n", "has a header, but no rows"),
        (b"code,name\nA,Caf\xe9\n", "list.csv, line 2: byte 0xe9 is not UTF-8; save it as"),
        ("code,name\nA,x\n".encode("utf-16"), "list.csv is in UTF-16, but it must be in UTF-8"),
        (b"code,name\nA,\x00\n", "list.csv is not a text file"),
        (b"code;name\nA;x\n", "line 1: columns seem to be separated by semicolons"),
        (b"code\tname\nA\tx\n", "line 1: columns seem to be separated by tabs"),
        (b"code,code\nA,x\n", 'line 1: two columns are called "code"'),
        (b"code,name\nA,x\nB\n", "line 3: has 1 cells, but the header has 2"),
        (b'code,name\nA,"x\nB,y\n', "line 3: unexpected end of data"),
        (b"code,name\nA,x\nB,y\nA,z\n", 'line 4: code "A" is in line 2 already; identifiers must be unique'),
        (b"code,name\nA,x\n,y\n", "line 3: code is empty"),
        (b"code,name\nA,x\nB,\n", "line 3: name is empty"),
        (b"code,name\nA,x\n", "list.csv lists 1 organisation; a sector has 2 to 25,000"),
        (b"id,name\nA,x\nB,y\n", 'identifier is "code", but list.csv has no such column (it has id, name)'),
    ],
)
def test_a_mistake_in_a_list_of_organisations_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        read_organisations(listed(tmp_path, content), OrganisationColumns("code", "name"))
    assert told in str(caught.value)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="does not exist"):
        read_table(tmp_path / "nowhere.csv")
    with pytest.raises(ListError, match="cannot be read"):
        read_table(tmp_path)


def test_a_byte_order_mark_windows_lines_and_quotes_are_fine(tmp_path: Path) -> None:
    content = '\ufeffcode,name\r\nA,"Ambleton, City of"\r\n\r\n B , Beechford \r\n'
    read = read_organisations(listed(tmp_path, content), OrganisationColumns("code", "name"))
    assert read.identifiers == ("A", "B")
    assert read.names == ("Ambleton, City of", "Beechford")
    assert read.regions == ("the sector", "the sector")


def test_traits_may_be_unknown(tmp_path: Path) -> None:
    columns = OrganisationColumns("code", "name", traits={"openness": "score"})
    values = read_organisations(listed(tmp_path, PLACES), columns).traits["openness"]
    assert values[0] == 0.5
    assert math.isnan(values[1])


def test_a_trait_out_of_range_is_told(tmp_path: Path) -> None:
    columns = OrganisationColumns("code", traits={"openness": "score"})
    with pytest.raises(ListError, match=r"list.csv, line 2: score is 5; it must lie between 0 and 1"):
        read_organisations(listed(tmp_path, PLACES.replace("0.5", "5")), columns)


@pytest.mark.parametrize(("text", "value"), [("1,234", 1234), ("-1.5", -1.5), ("nan", None), ("1_0", None), ("", None)])
def test_numbers_in_cells(text: str, value: float | None) -> None:
    assert as_number(text) == value


@pytest.mark.parametrize("text", ["2026-08-18", "18/08/2026"])
def test_dates_in_cells(text: str) -> None:
    assert str(as_date(text)) == "2026-08-18"
    assert as_date("08/18/2026") is None


EDGES = EdgeColumns("from", "to", weight="weight")


def test_ties_are_undirected_and_stand_once(tmp_path: Path) -> None:
    path = listed(tmp_path, "from,to,weight\nC,A,0.2\nA,B,0.5\nB,A,0.9\nB,C,\n")
    ties = read_ties(path, EDGES, KNOWN)
    assert ties.first.tolist() == [0, 0, 1]
    assert ties.second.tolist() == [1, 2, 2]
    assert ties.weight is not None
    assert ties.weight[:2].tolist() == [0.7, 0.2]
    assert math.isnan(ties.weight[2])


def test_dependencies_are_directed(tmp_path: Path) -> None:
    path = listed(tmp_path, "from,to,kind,rank\nB,A,near,1\nA,B,near,1\nA,B,near,2\nA,C,near,3\nC,A,far,1\n")
    columns = EdgeColumns("from", "to", kind="kind", kinds=("near",), rank="rank", most_rank=2)
    pairs = read_dependencies(path, columns, KNOWN)
    assert list(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A,D,0.5", 'line 2: to "D" is not in the list of organisations'),
        ("A,A,0.5", 'line 2: from links "A" to itself'),
        ("A,B,1.5", "line 2: weight is 1.5; it must lie between 0 and 1"),
        ("A,B,strong", 'line 2: weight is "strong"; it must be a number from 0 to 1'),
    ],
)
def test_a_mistake_in_an_edge_list_is_told(row: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        read_ties(listed(tmp_path, f"from,to,weight\n{row}\n"), EDGES, KNOWN)
    assert told in str(caught.value)


def test_the_nearest_identifier_is_told(tmp_path: Path) -> None:
    with pytest.raises(ListError, match=r"did you mean E0600001\?"):
        read_ties(listed(tmp_path, "from,to\nE060001,E0700002\n"), EdgeColumns("from", "to"), ("E0600001", "E0700002"))


def test_a_kind_that_is_not_there_is_told(tmp_path: Path) -> None:
    columns = EdgeColumns("from", "to", kind="kind", kinds=("neer",))
    with pytest.raises(
        ListError, match=r'kinds holds "neer", but list.csv has only near or far .* did you mean near\?'
    ):
        read_ties(listed(tmp_path, "from,to,kind\nA,B,near\nA,C,far\n"), columns, KNOWN)


RATINGS = RatingColumns("code", "grade", "date")


def test_the_latest_grade_counts_and_is_as_old_as_the_file_says(tmp_path: Path) -> None:
    rows = "A,good,2024-01-01\nB,Requires-improvement,2022-01-01\nA,outstanding,2023-01-01\nB,,2025-01-01\nB,,\n"
    read = read_ratings(listed(tmp_path, "code,grade,date\n" + rows), RATINGS, KNOWN)
    assert read.grade.tolist() == [Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.NONE]
    assert read.age.tolist() == [4, 12, 0]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("D,good,2024-01-01", 'line 2: code "D" is not in the list of organisations'),
        ("A,goood,2024-01-01", 'line 2: grade is "goood"; it must be inadequate, requires improvement, good or outst'),
        ("A,goood,2024-01-01", "did you mean good?"),
        ("A,3,2024-01-01", 'line 2: grade is "3"; it must be'),
        ("A,good,2024-13-01", 'line 2: date is "2024-13-01"; it must be a date such as 2026-08-18'),
        ("A,good,", 'line 2: date is ""; it must be a date'),
    ],
)
def test_a_mistake_in_ratings_is_told(row: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        read_ratings(listed(tmp_path, f"code,grade,date\n{row}\n"), RATINGS, KNOWN)
    assert told in str(caught.value)


def test_columns_are_known_by_their_names(tmp_path: Path) -> None:
    places = read_table(listed(tmp_path, "Code,Name,Region,Lat,Long,Population,Rating,Openness\nA,x,n,1,2,3,good,1\n"))
    assert organisation_columns(places) == OrganisationColumns(
        "Code", "Name", "Region", "Lat", "Long", "Population", "Rating", "", {"openness": "Openness"}
    )
    links = read_table(listed(tmp_path, "code,neighbour_code,strength\nA,B,1\n"))
    ties = tie_columns(links)
    assert (ties.first, ties.second, ties.weight) == ("code", "neighbour_code", "strength")
    assert dependency_columns(links, ties) is None
    graded = read_table(listed(tmp_path, "id,overall,publication_date\nA,good,2024-01-01\n"))
    assert rating_columns(graded) == RatingColumns("id", "overall", "publication_date")


def test_a_column_that_cannot_be_told_is_told(tmp_path: Path) -> None:
    table = read_table(listed(tmp_path, "place,people\nA,1\n"))
    with pytest.raises(ListError, match=r"no column for the identifier \(say which with --identifier COLUMN\)"):
        organisation_columns(table)
    with pytest.raises(ListError, match="no column for the first side of a tie"):
        tie_columns(table)


@given(st.one_of(st.binary(max_size=80), st.text('code,A\n";é', max_size=40).map(str.encode)))
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ListError):
        assert len(read_organisations(listed(Path(folder), content), OrganisationColumns("code")).identifiers) > 1
