"""The report of a sweep: it answers first, is whole and valid, and asks for nothing."""

from __future__ import annotations

import re

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from simulation.exploration.everything import explore
from simulation.report.chromium import find_chromium
from simulation.report.sweep.page import sweep_report_html
from tests.exploration.made import OUTCOME, sweep_of
from tests.plots.exploration.test_exploration_pictures import results


@pytest.fixture(scope="module")
def everything():
    return explore(results())


@pytest.fixture(scope="module")
def page(everything):
    return sweep_report_html(everything, command="turnaround analyse here report")


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]).split())


def test_the_first_lines_answer_the_question(everything, page):
    said = words(page)
    start = said.index("Which response is robust?")
    answer = said[start : start + 700]
    assert "is most robust" in answer
    assert "simulation error" in answer
    assert "mostly when the pressure that spills over" in words(page)[start : start + 1100]
    assert len(everything.answer) <= 6


def test_every_analysis_is_there(page):
    questions = (
        "How do the alternatives differ?", "Which is robust?", "Who benefits?", "What does less harm cost?",
        "Under which assumptions does the answer flip?", "Under which assumptions is the target missed?",
        "What does the choice depend on?", "How to reproduce this",
    )  # fmt: skip
    for question in questions:
        assert page.count(f">{question}</h2>") == 1, question
    assert "turnaround analyse here report" in page


def test_without_a_box_there_is_the_sentence_and_neither_picture_nor_table():
    page = sweep_report_html(explore(sweep_of({OUTCOME: lambda d, n: n}, samples=60)))
    chapter = page.partition('id="losses-heading"')[2].partition("</section>")[0]
    assert "No part of the assumptions was found" in chapter
    assert "<svg" not in chapter
    assert "The numbers behind" not in chapter


def test_it_parses_without_an_error_and_needs_nothing(page):
    parser = html5lib.HTMLParser(strict=False)
    document = parser.parse(page)
    assert [error for error in parser.errors if error[1] != "expected-doctype-but-got-start-tag"] == []
    assert document is not None
    assert not re.search(r"<(script|link|iframe|object|embed)\b|@import|src=\"http", page)
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


def test_what_a_sweep_cannot_give_is_said():
    everything = explore(sweep_of({OUTCOME: lambda d, n: n}, samples=20))
    page = words(sweep_report_html(everything))
    assert "What this sweep does not give" in page
    assert "did not follow single organisations" in page
    assert "kept no cost" in page


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")
def test_it_is_accessible_and_fits_a_telephone(page, tmp_path, browser):
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    for width in (1366, 390):
        shown = browser.new_page(viewport={"width": width, "height": 900})
        shown.goto(path.as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(shown).response["violations"]
        shown.close()
        assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []
