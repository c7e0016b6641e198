"""The page for Word, opened again: one side of A4, whose headings, language and alternatives a screen reader finds."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from simulation.analysis.comparison import Comparison
from simulation.office.summary_page import summary_page
from simulation.plots.pictures import comparison_pictures
from simulation.plots.saving import STAMP
from simulation.report.cannot import cannot_tell

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice, which counts the pages, is not installed")
CASES = ["drawn", "everyone", "alone", "stamped"]


@pytest.fixture(scope="module")
def page(drawn: Comparison) -> Any:
    return Document(io.BytesIO(summary_page(drawn)))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_it_asks_answers_and_says_what_it_cannot_tell(page: Any, drawn: Comparison) -> None:
    headline = drawn.headline()
    said = texts(page)
    places = [said.index(text) for text in (headline.question, *headline.sentences, "What this cannot tell you")]
    assert places == sorted(places)
    for sentence in (*drawn.switching_values().sentences, *cannot_tell(drawn)):
        assert sentence in " ".join(said)


def test_headings_are_headings(page: Any, drawn: Comparison) -> None:
    headings = [(p.style.name, p.text) for p in page.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", drawn.headline().question)
    assert [style for style, _ in headings].count("Heading 1") == 1
    assert "Heading 2" in [style for style, _ in headings]


def test_its_one_picture_has_the_alternative_of_its_numbers(page: Any, drawn: Comparison) -> None:
    (picture,) = comparison_pictures(drawn, ["differences"])
    (shape,) = page.inline_shapes
    assert shape._inline.docPr.get("descr") == picture.alternative
    assert len(picture.alternative) > 40


def test_its_one_table_has_a_head_a_title_and_units(page: Any, drawn: Comparison) -> None:
    (table,) = page.tables
    head = table.rows[0]._tr.trPr
    assert head.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert len(table.rows) > 5
    for row in table.rows[1:]:
        assert re.search(r"\(.+\)$", row.cells[0].text)
        assert all(cell.text for cell in row.cells)
    titles = [cell.text for cell in table.rows[0].cells]
    assert titles[1] == "Centre as last resort"
    assert "assumptions" in titles[-1]
    assert drawn.draws is not None


def test_one_policy_alone_has_its_numbers_and_no_picture(alone: Comparison) -> None:
    document = Document(io.BytesIO(summary_page(alone)))
    assert not document.inline_shapes
    assert "Mean of 1 future with every number as assumed." in texts(document)
    assert len(document.tables[0].columns) == 2


def test_it_is_a4_and_in_british_english(page: Any) -> None:
    section = page.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    languages = page.styles.element.findall(f".//{qn('w:lang')}")
    assert [language.get(qn("w:val")) for language in languages] == ["en-GB"]
    assert page.core_properties.language == "en-GB"
    assert page.core_properties.title


@pytest.mark.parametrize("case", CASES)
def test_equal_comparisons_give_equal_bytes_without_a_date(case: str, request: pytest.FixtureRequest) -> None:
    comparison = request.getfixturevalue(case)
    made = summary_page(comparison)
    assert made == summary_page(comparison)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in archive.read("docProps/core.xml").split(b">", 2)[2]


def test_where_real_names_are_shown_it_says_what_it_is(stamped: Comparison, everyone: Comparison) -> None:
    for comparison, is_stamped in ((stamped, True), (everyone, False)):
        document = Document(io.BytesIO(summary_page(comparison)))
        assert (STAMP in document.sections[0].header.paragraphs[0].text) == is_stamped


def test_it_takes_no_more_simulating_where_none_is_wanted(drawn: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it simulated")

    monkeypatch.setattr(Comparison, "switching_values", refuse)
    assert summary_page(drawn, full=False)


@needs_office
@pytest.mark.parametrize("case", CASES)
def test_it_is_one_page(case: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    file = tmp_path / "summary.docx"
    file.write_bytes(summary_page(request.getfixturevalue(case)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "summary.pdf").read_bytes())
    assert len(pages) == 1
