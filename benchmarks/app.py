"""The app as a visitor meets it: the first page, a step, scrubbing, and twenty visitors at once."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.timing import Row
from docs.app_pictures import FLAGS, app
from simulation.report.chromium import find_chromium

__all__ = ["app_rows"]

VISITORS = 20

# Milliseconds from a change of the quarter until the browser has drawn it, the median of many.
_DRAWN = """async (keys) => {
    const times = [];
    for (let k = 0; k < 40; k++) {
        const begun = performance.now();
        if (keys) window.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
        else {
            const slider = document.querySelector(".ta-scrub");
            slider.value = (k * 37) % 80;
            slider.dispatchEvent(new Event("input"));
        }
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b)[20];
}"""

_ASK = """number => {
    const begun = performance.now();
    const field = document.querySelector(".ta-future input");
    field.value = number;
    field.dispatchEvent(new Event("change"));
    window.waited = new Promise((done) => {
        const look = () => {
            const link = document.querySelector(".ta-explore").__vue__.query;
            if (!link.includes(`future=${number}`)) setTimeout(look, 10);
            else requestAnimationFrame(() => done(performance.now() - begun));
        };
        look();
    });
}"""


# Milliseconds from a change of an assumption until there are numbers with it; those are never kept from before.
_CHANGE = """value => new Promise((done) => {
    const begun = performance.now();
    const page = document.querySelector(".ta-compare").__vue__;
    const before = page.numbers;
    page.event_choose({ set: ["linkage", value] });
    const look = () => {
        if (page.waiting || page.numbers === before) setTimeout(look, 10);
        else requestAnimationFrame(() => done(performance.now() - begun));
    };
    look();
})"""


def _first_page(browser: Browser, address: str) -> tuple[Page, float]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".ta-mark", timeout=60_000)
    return page, time.perf_counter() - begun


def _ask(page: Page, number: int) -> None:
    """Ask for another future, without waiting for it."""
    page.evaluate(_ASK, number)


def _waited(page: Page) -> float:
    """Milliseconds until it was drawn."""
    return float(page.evaluate("window.waited"))


def _at_once(browser: Browser, address: str, visitors: int) -> list[float]:
    """Milliseconds that each of many visitors waits, when all ask for another future at the same moment, twice."""
    pages = [_first_page(browser, address)[0] for _ in range(visitors)]
    waited = []
    for turn in (1, 2):
        for k, page in enumerate(pages):
            _ask(page, 100 * turn + k)
        waited += [_waited(page) for page in pages]
    for page in pages:
        page.close()
    return waited


def _changed(browser: Browser, address: str) -> float:
    """Seconds until a comparison of four policies has its first numbers after a change, the median of five."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{address}compare")
    page.wait_for_selector(".ta-whole", timeout=300_000)
    waited = [float(page.evaluate(_CHANGE, 0.31 + 0.01 * k)) for k in range(5)]
    page.close()
    return statistics.median(waited) / 1e3


def _megabytes(process: int) -> float:
    """Memory of a process; nothing where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def app_rows(visitors: int = VISITORS) -> list[Row]:
    """Time to the first page, to redraw, and to another future with many visitors; memory before and after."""
    with app() as (address, process), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        _first_page(browser, address)[0].close()  # the server's own first time
        page, first = _first_page(browser, address)
        step, scrub = page.evaluate(_DRAWN, True), page.evaluate(_DRAWN, False)
        alone = []
        for number in range(1, 8):
            _ask(page, number)
            alone.append(_waited(page))
        changed = _changed(browser, address)
        before = _megabytes(process)
        waited = _at_once(browser, address, visitors)
        during = _megabytes(process)
        time.sleep(5)
        after = _megabytes(process)
        browser.close()
    many = f"{visitors} visitors"
    return [
        Row("First page, from asking to usable", f"{first:.1f} s", "under 3 s"),
        Row("A step with its redraw, 153 organisations", f"{step:.0f} ms", "under 150 ms"),
        Row("Scrubbing, each quarter", f"{scrub:.0f} ms", "under 50 ms"),
        Row("Another future, alone (computed, sent, drawn)", f"{statistics.median(alone):.0f} ms"),
        Row(f"The same, {many} asking at once, median", f"{statistics.median(waited) / 1e3:.1f} s", "under 1 s"),
        Row("A comparison's first numbers after a change", f"{changed:.1f} s", "under 2 s"),
        Row(f"Memory of the server before, with and after {many}", f"{before:.0f}, {during:.0f}, {after:.0f} MB"),
    ]
