"""The explore page through real use: play, scrub, click, links, uploads, a kernel that goes."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.app.conftest import Visit, visit

pytestmark = pytest.mark.browser
COMPLAINT = ".ta-complaint"


def test_ten_quarters_back_and_a_story(visitor: Visit) -> None:
    page = visitor.open("?future=3")
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    visitor.says("Year 3, Q3")
    fills = page.locator(".ta-inner").evaluate_all("marks => marks.map(mark => mark.getAttribute('fill'))")
    page.wait_for_timeout(300)
    told = len(visitor.told)
    page.locator(".ta-scrub").fill("2")
    visitor.says("Year 1, Q3")
    assert page.locator(".ta-inner").evaluate_all("marks => marks.map(mark => mark.getAttribute('fill'))") != fills
    page.locator('.ta-mark[data-index="7"]').click()
    name = str(page.locator('.ta-mark[data-index="7"]').get_attribute("aria-label"))
    expect(page.locator(".ta-story h2")).to_have_text(name)
    expect(page.locator(".ta-twin")).to_contain_text("quarters in all and ends at")
    expect(page.locator(".ta-short")).to_contain_text(re.compile("fail.*It ends at [0-9]+ points"))
    page.wait_for_timeout(300)
    assert len(visitor.told) == told  # all of it in the browser
    page.get_by_role("button", name="What the regulator sees").click()
    expect(page.locator(".ta-short")).not_to_contain_text(re.compile("truly|fails|leadership|ends at", re.IGNORECASE))
    expect(page.locator(".ta-story p").nth(1)).not_to_contain_text(re.compile("truly", re.IGNORECASE))
    expect(page.locator(".ta-twin")).to_have_count(0)


def test_a_story_is_followed_from_one_thing_to_the_next(visitor: Visit) -> None:
    page = visitor.open()
    page.locator(".ta-welcome .ta-names button").first.click()  # the worst of those that fail now
    expect(page.locator(".ta-short")).to_contain_text("fails from the start")
    seen = []
    while page.locator(".ta-next button").count() and len(seen) < 3:
        label = page.locator(".ta-next button").inner_text()
        page.locator(".ta-next button").click()
        expect(page.locator(".ta-done button").first).to_have_text(label.rpartition(" ")[2])
        seen.append(int(page.locator(".ta-scrub").input_value()))
    assert seen == sorted(set(seen))
    assert len(seen) >= 2


def test_keys_play_and_move_among_organisations(visitor: Visit) -> None:
    page = visitor.open()
    page.keyboard.press(" ")
    visitor.says("Year 1, Q3")
    page.keyboard.press(" ")
    page.get_by_role("button", name="Play").wait_for()
    page.locator(".ta-mark[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator('.ta-mark[data-index="1"]')).to_be_focused()
    expect(page.get_by_role("tooltip")).to_contain_text("truly")
    page.keyboard.press("Enter")
    said = str(page.locator('.ta-mark[data-index="1"]').get_attribute("aria-label"))
    expect(page.locator(".ta-story h2")).to_have_text(said)
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="What happened to whom, and why?").wait_for()


def test_a_link_restores_the_view(visitor: Visit, browser: Browser) -> None:
    page = visitor.open("?scenario=linked-failures&future=2&seed=5&set=linkage%3D0.4")
    page.get_by_label("Policy").select_option("ladder")
    visitor.says("under Ladder:")
    page.locator(".ta-scrub").fill("30")
    page.locator('.ta-mark[data-index="9"]').click()
    page.wait_for_url(re.compile("organisation=9"))
    expect(page.locator(".ta-chip")).to_contain_text("linkage = 0.4")
    seen = {place: page.locator(place).inner_text() for place in (".ta-answer", ".ta-story h2", ".ta-chip")}
    again = visit(browser, visitor.base)
    other = again.open(page.url.removeprefix(visitor.base))
    for place, text in seen.items():
        expect(other.locator(place)).to_have_text(text, use_inner_text=True)
    again.context.close()
    page.get_by_label("Set linkage back").click()
    expect(page.locator(".ta-chip")).to_have_count(0)
    page.go_back()
    expect(page.locator(".ta-chip")).to_have_count(1)


def test_a_page_whose_kernel_has_gone_builds_itself_again(visitor: Visit) -> None:
    page = visitor.open("?policy=ladder&at=21&organisation=4&sees=regulator")
    before = page.locator(".ta-answer").inner_text()
    gone = page.evaluate("solara.debug.kernel().id")
    page.evaluate(
        """() => fetch(`${solara.rootPath}/_solara/api/close/${solara.debug.kernel().id}`
            + `?session_id=${solara.debug.kernel().clientId}`, { method: "POST" })"""
    )
    page.wait_for_function("solara.debug.remountCount > 0 || solara.debug.reconnectCount === undefined")
    page.wait_for_selector(".ta-story")
    expect(page.locator(".ta-answer")).to_have_text(before, use_inner_text=True)
    page.get_by_label("Policy").select_option("hands-off")
    visitor.says("under Hands off:")
    assert gone
    visitor.complaints.clear()  # what the browser says of the closed socket


@pytest.mark.slow
def test_a_page_that_cannot_reach_the_app_says_so_and_goes_on(visitor: Visit) -> None:
    page = visitor.open("?policy=ladder&future=3&at=21")
    lost = page.locator(".ta-lost")
    expect(lost).to_be_hidden()
    visitor.context.set_offline(True)
    page.evaluate("solara.debug.kernel()._ws.close(4000, 'as a laptop does that is closed')")
    expect(lost).to_be_visible()
    expect(lost).to_contain_text("goes on by itself")
    visitor.context.set_offline(False)
    expect(lost).to_be_hidden()
    expect(page.locator(".ta-answer")).to_contain_text("Year 6, Q2, under Ladder:")
    page.get_by_role("button", name="Next", exact=True).click()
    page.wait_for_url(re.compile("future=4"))
    visitor.complaints.clear()  # what the browser says of a link that is down


def test_a_tour_moves_the_page(visitor: Visit) -> None:
    page = visitor.open()
    page.get_by_role("button", name="An insular council").click()
    page.wait_for_selector(".ta-tour")
    titles, quarters, views = [], [], set()
    for step in range(6):
        expect(page.locator(".ta-tour")).to_contain_text(f"{step + 1} of 6")
        page.wait_for_selector("button[aria-label='Play']")
        titles.append(page.locator(".ta-tour h2").inner_text())
        quarters.append(int(page.locator(".ta-scrub").input_value()))
        views.add(page.locator(".ta-switch [aria-pressed='true']").inner_text())
        if step < 5:
            page.get_by_role("button", name="Next", exact=True).last.click()
    assert len(set(titles)) == 6
    assert quarters == sorted(quarters)
    assert quarters[-1] > quarters[0]
    assert len(views) == 2
    page.get_by_role("button", name="Look around yourself").click()
    expect(page.locator(".ta-tour")).to_have_count(0)


GOOD = (Path(__file__).parents[2] / "scenarios" / "honest-sector.toml").read_text(encoding="utf-8")
MALFORMED = {
    "empty.toml": (b"", "empty.toml: schema_version is missing"),
    "torn.toml": (b"name = [", "torn.toml is not valid TOML"),
    "latin.toml": (b'title = "caf\xe9"\n', "latin.toml, line 1: byte 0xe9 is not UTF-8"),
    "picture.png": (b"\x89PNG" + bytes(range(256)), "picture.png, line 1: byte 0x89 is not UTF-8"),
    "huge.toml": (b"# " + b"x" * 70_000, "huge.toml has 70,002 bytes; a scenario file has at most"),
    "typo.toml": (GOOD.replace("years =", "yeers =").encode(), "yeers is not a key here; did you mean years?"),
    "years.toml": (GOOD.replace("years = 20", "years = 900").encode(), "years is 900; it must lie between 5 and 50"),
    "version.toml": (GOOD.replace("schema_version = 1", "schema_version = 99").encode(), "schema_version is 99"),
    "reader.toml": (b'[organisations]\nfile = "secrets.csv"\nidentifier = "x"\n', "organisations names a file"),
    "deep.toml": (b"a = " + b"[" * 20_000 + b"]" * 20_000, "deep.toml is not valid TOML"),
}


def bring(page: Page, name: str, content: bytes) -> None:
    if not page.locator(".ta-sheet").is_visible():
        page.get_by_role("button", name="Share and save").click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})


def test_malformed_scenarios_are_told_and_the_app_lives(visitor: Visit) -> None:
    page = visitor.open()
    for name, (content, message) in MALFORMED.items():
        bring(page, name, content)
        expect(page.locator(COMPLAINT)).to_contain_text(message)
    bring(page, "mine.toml", GOOD.replace('title = "', 'title = "My own: ').encode())
    expect(page.locator(COMPLAINT)).to_have_count(0)
    expect(page.get_by_label("Scenario").locator("option:checked")).to_contain_text("My own: ")
    page.wait_for_url(re.compile("scenario=~"))
    page.reload()
    expect(page.get_by_label("Scenario").locator("option:checked")).to_contain_text("My own: ")


def test_what_an_address_cannot_ask_is_told(visitor: Visit) -> None:
    page = visitor.open("?policy=x.py:Evil", COMPLAINT)
    expect(page.locator(COMPLAINT)).to_contain_text('no policy is called "x.py"')
    page.wait_for_selector(".ta-mark")
    page = visitor.open("?scenario=schools", COMPLAINT)
    expect(page.locator(COMPLAINT)).to_contain_text("too many to look at one by one")


def test_a_visitor_who_leaves_is_forgotten(browser: Browser, server: str) -> None:
    def kernels() -> int:
        with urllib.request.urlopen(f"{server}resourcez") as answer:
            return int(json.load(answer)["kernels"]["total"])

    found = visit(browser, server)
    found.open()
    assert kernels() >= 1
    found.context.close()
    deadline = time.monotonic() + 120
    while kernels() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert kernels() == 0


@pytest.mark.parametrize(("width", "height", "scheme"), [(1366, 768, "light"), (820, 1180, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, server: str, width: int, height: int, scheme: str
) -> None:
    found = visit(browser, server, width=width, height=height, scheme=scheme)
    page = found.open("?at=30&policy=ladder")
    seen = [look_at(page)]
    page.locator('.ta-mark[data-index="5"]').click()
    page.locator("details summary").first.click()
    page.get_by_role("button", name="Share and save").click()
    seen.append(look_at(page))
    found.context.close()
    assert [violations for violations, _, _ in seen] == [[], []]
    assert max(across for _, across, _ in seen) <= width
    assert min(size for _, _, size in seen) >= 14


def look_at(page: Page) -> tuple[list[str], float, float]:
    """What axe finds, how wide the page is, and its smallest type."""
    page.wait_for_timeout(200)
    violations = Axe().run(page).response["violations"]
    across = page.evaluate("document.documentElement.scrollWidth")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.ta-site *')]
            .filter(e => e.textContent.trim() && e.getBoundingClientRect().width)
            .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations], across, smallest
