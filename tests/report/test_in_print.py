"""The page on A4: page one stands alone, nothing is cut, no colour is needed."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from simulation.plots.saving import STAMP
from simulation.report.chromium import print_pdf
from tests.report.conftest import Report
from tests.scenario.files import needs_real_lists

pytestmark = pytest.mark.browser
PAGE_ONE = (
    "What is seen and what is true", "Who gains and who loses", "What it costs", "What this cannot tell you",
    "Most insular third", "how people outside respond.", "If the effects are as assumed",
)  # fmt: skip


@cache
def pages_of(pdf: Path) -> tuple[str, ...]:
    """The text of every page, with ligatures as letters and one space between words."""
    return tuple(" ".join(unicodedata.normalize("NFKC", page.extract_text()).split()) for page in PdfReader(pdf).pages)


def test_page_one_stands_alone(whole: Report, printed: Path) -> None:
    first, second, *_ = pages_of(printed)
    assert whole.comparison.headline().question in first
    for words in PAGE_ONE:
        assert words in first, words
    assert second.partition("Pictures")[0].strip() in ("", f"2 of {len(pages_of(printed))}")
    assert "Pictures" not in first


def test_it_is_a4(printed: Path) -> None:
    for page in PdfReader(printed).pages:
        assert float(page.mediabox.width) == pytest.approx(595, abs=1.5)
        assert float(page.mediabox.height) == pytest.approx(842, abs=1.5)


def test_no_page_is_empty(printed: Path) -> None:
    assert all(len(text) > 60 for text in pages_of(printed))


def test_every_row_is_on_one_page_under_its_heads(whole: Report, printed: Path) -> None:
    """A table that goes on has its heads again, and each row is read whole from one page."""
    pages = pages_of(printed)
    goes_on = [text for text in pages if "Plausible range" in text and "How sure" in text]
    assert len(goes_on) >= 3
    assert all("What it does (name)" in text for text in goes_on if "What would change" not in text)
    for row in ("Standard deviation of a quarter's own chance in capability. (capability_noise)",):
        assert sum(row in text for text in pages) == 1


def test_nothing_may_be_cut_or_is_wider_than_the_paper(browser: Browser, whole: Report) -> None:
    page = browser.new_page(viewport={"width": 680, "height": 1000})
    page.goto(whole.path.as_uri())
    page.emulate_media(media="print")
    kept = page.evaluate(
        """() => [...document.querySelectorAll('tr, figure, .picture')]
            .filter(e => e.checkVisibility() && getComputedStyle(e).breakInside !== 'avoid').length"""
    )
    wide = page.evaluate(
        """main => [...document.querySelectorAll('table, svg, pre')].filter(e => e.checkVisibility())
            .filter(e => e.getBoundingClientRect().right > main.right + 1)
            .map(e => (e.querySelector('caption') || e).textContent.slice(0, 80))""",
        page.evaluate("() => ({right: document.querySelector('main').getBoundingClientRect().right})"),
    )
    overlaps = page.evaluate(
        """() => [...document.querySelectorAll('.pair > div')].filter(e => e.scrollWidth > e.clientWidth + 1).length"""
    )
    tall = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('figure, tr')].filter(e => e.checkVisibility())
            .map(e => e.getBoundingClientRect().height))"""
    )
    page.close()
    assert kept == 0
    assert wide == []
    assert overlaps == 0
    assert tall < 270 / 25.4 * 96


@needs_real_lists
def test_with_real_names_every_page_is_stamped(named: Report, chromium: Path) -> None:
    pages = pages_of(print_pdf(named.path, named.path.with_name("named.pdf"), chromium))
    assert all(STAMP in text for text in pages)
    assert "how people outside respond." in pages[0]
    assert "Most insular third" in pages[0]
