"""The page in Chromium: fast, accessible, and whole at both widths, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.report.conftest import Report

pytestmark = pytest.mark.browser
WIDTHS = (1366, 390)


def opened(browser: Browser, report: Report, width: int, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(report.path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Browser, whole: Report, width: int, scheme: str) -> None:
    page = opened(browser, whole, width, scheme)
    results = Axe().run(page)
    page.close()
    found = results.response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_of_the_page(browser: Browser, whole: Report, width: int) -> None:
    page = opened(browser, whole, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    overlapping = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, p, figcaption, summary, dt, dd, li')]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
            .map(e => e.textContent.slice(0, 60))"""
    )
    page.close()
    assert overlapping == []


def test_it_opens_at_once_and_asks_for_nothing(browser: Browser, whole: Report) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(whole.path.as_uri())
    spent = min(_milliseconds(page) for _ in range(3))
    page.close()
    assert [url for url in asked if url != whole.path.as_uri()] == []
    assert spent < 1000


def _milliseconds(page: Page) -> float:
    page.reload()
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))


def test_numbers_stand_under_one_another(browser: Browser, whole: Report) -> None:
    page = opened(browser, whole, 1366)
    assert "tabular-nums" in page.evaluate("getComputedStyle(document.querySelector('td')).fontVariantNumeric")
    page.close()


def test_in_the_dark_pictures_stay_on_white_paper(browser: Browser, whole: Report) -> None:
    """Their lines and letters are dark, so a dark page must not shine through."""
    page = opened(browser, whole, 1366, "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 23, 26)"
    papers = page.evaluate("[...document.querySelectorAll('figure svg')].map(e => getComputedStyle(e).backgroundColor)")
    page.close()
    assert set(papers) == {"rgb(255, 255, 255)"}
