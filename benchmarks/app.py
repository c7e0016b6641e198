"""The app as a visitor meets it: first page, steps, scrubbing, a game; twenty visitors at once, and their memory."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.timing import Row
from docs.app_pictures import FLAGS, app
from simulation.report.chromium import find_chromium

__all__ = ["app_rows"]

VISITORS = 20
CROWDS = 5
"""How often many visitors come and go, to see whether memory levels off."""

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

# The same, begun in every window before any is waited for.
_STEP_ON = """() => {
    window.stepped = (async () => {
        const times = [];
        for (let k = 0; k < 20; k++) {
            const begun = performance.now();
            window.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            times.push(performance.now() - begun);
            await new Promise((done) => setTimeout(done, 100));
        }
        return times;
    })();
}"""

# Told, not asked again and again: twenty windows that ask every few milliseconds take a core from each other.
_ASK = """number => {
    const begun = performance.now();
    const field = document.querySelector(".ta-future input");
    field.value = number;
    field.dispatchEvent(new Event("change"));
    const page = document.querySelector(".ta-explore").__vue__;
    window.waited = new Promise((done) => {
        const stop = page.$watch("query", (link) => {
            if (!link.includes(`future=${number}`)) return;
            stop();
            requestAnimationFrame(() => done(performance.now() - begun));
        });
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


def _at_once(pages: list[Page], first: int) -> list[float]:
    """Milliseconds that each of many visitors waits, when all ask for another future at the same moment, twice."""
    waited = []
    for turn in range(2):
        for k, page in enumerate(pages):
            _ask(page, first + len(pages) * turn + k)
        waited += [_waited(page) for page in pages]
    return waited


def _stepping(pages: list[Page]) -> list[float]:
    """Milliseconds of each step with its redraw, when many visitors step through their futures at once."""
    for page in pages:
        page.evaluate(_STEP_ON)
    return [float(time) for page in pages for time in page.evaluate("window.stepped")]


@dataclass(frozen=True)
class _Crowds:
    """Many visitors, who come and go several times.

    Attributes:
        waited: milliseconds for an unseen future each.
        steps: milliseconds of each step.
        during, after: memory with each crowd, and 5 s after it left, in MB.
    """

    waited: list[float]
    steps: list[float]
    during: list[float]
    after: list[float]


def _crowds(browser: Browser, address: str, process: int, visitors: int) -> _Crowds:
    found = _Crowds([], [], [], [])
    for crowd in range(CROWDS):
        pages = [_first_page(browser, address)[0] for _ in range(visitors)]
        found.waited.extend(_at_once(pages, 100 + 2 * visitors * crowd))
        found.steps.extend(_stepping(pages))
        found.during.append(_megabytes(process))
        for page in pages:
            page.close()
        time.sleep(5)
        found.after.append(_megabytes(process))
    return found


def _game(browser: Browser, address: str) -> tuple[float, float, float]:
    """Seconds of a round (the median), of raising the curtain, and until all decisions are valued after that.

    Nobody thinks in between, so that values have the least time to be made beside.
    """
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{address}play")
    page.get_by_role("button", name="Begin the short game").click()
    rounds = []
    page.wait_for_selector(".ta-play-end")
    while page.locator(".ta-play-end").count():
        before = page.locator(".ta-play-when").inner_text()
        begun = time.perf_counter()
        page.locator(".ta-play-end").click()
        page.wait_for_function(
            "text => { const now = document.querySelector('.ta-play-when'); return !now || now.innerText !== text; }",
            arg=before,
        )
        rounds.append(time.perf_counter() - begun)
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    begun = time.perf_counter()
    page.get_by_role("button", name="Raise the curtain").click()
    page.wait_for_selector(".ta-play-reveal", timeout=60_000)
    raised = time.perf_counter() - begun
    while page.locator(".ta-play-values").count() == 0:
        page.locator(".ta-play-steps .ta-main-button").click()
    page.wait_for_selector(".ta-sum", timeout=120_000)
    valued = time.perf_counter() - begun
    page.close()
    return statistics.median(rounds), raised, valued


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
    """Time to the first page, to redraw, and to another future with many visitors; a game; memory before and after."""
    with TemporaryDirectory() as folder, app(folder) as (address, process), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        _first_page(browser, address)[0].close()  # the server's own first time
        page, first = _first_page(browser, address)
        step, scrub = page.evaluate(_DRAWN, True), page.evaluate(_DRAWN, False)
        alone = []
        for number in range(1, 8):
            _ask(page, number)
            alone.append(_waited(page))
        changed = _changed(browser, address)
        round_taken, raised, valued = _game(browser, address)
        page.close()
        before = _megabytes(process)
        crowds = _crowds(browser, address, process, visitors)
        browser.close()
    many = f"{visitors} visitors"
    waited, step_of_many = statistics.median(crowds.waited) / 1e3, statistics.median(crowds.steps)
    return [
        Row("First page, from asking to usable", f"{first:.1f} s", "under 3 s"),
        Row("A step with its redraw, 153 organisations", f"{step:.0f} ms", "under 150 ms"),
        Row("Scrubbing, each quarter", f"{scrub:.0f} ms", "under 50 ms"),
        Row("Another future, alone (computed, sent, drawn)", f"{statistics.median(alone):.0f} ms"),
        Row(f"The same, unseen, {many} asking at one moment, median", f"{waited:.1f} s"),
        Row(f"A step with its redraw, {many} at once, median", f"{step_of_many:.0f} ms", "under 1 s"),
        Row("A comparison's first numbers after a change", f"{changed:.1f} s", "under 2 s"),
        Row("A round of the short game, from the button to the next desk, median", f"{round_taken:.1f} s"),
        Row("Raising the curtain", f"{raised:.1f} s"),
        Row("Until all decisions are valued, nobody having paused to think", f"{valued:.1f} s"),
        Row("Memory of the server before many visitors", f"{before:.0f} MB"),
        Row(f"Memory with each of {CROWDS} crowds of {many}", _listed(crowds.during)),
        Row("Memory 5 s after each has left", _listed(crowds.after), "levels off"),
    ]


def _listed(megabytes: list[float]) -> str:
    return ", ".join(f"{one:.0f}" for one in megabytes) + " MB"
