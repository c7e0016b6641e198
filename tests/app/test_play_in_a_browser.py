"""The play page through real use: a whole short game to the reveal, reloads, keys, other windows, files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.conftest import Visit, visit
from tests.app.test_explore_in_a_browser import look_at

pytestmark = pytest.mark.browser
START, CARD, COMPLAINT = ".ta-play-start", ".ta-play-card", ".ta-complaint"


def begin(visitor: Visit) -> Page:
    page = visitor.open("play", START)
    page.get_by_role("button", name="Begin the short game").click()
    page.wait_for_selector(CARD)
    page.wait_for_url(re.compile(r"/play\?game=[\w-]{8,}$"))
    return page


def end_round(page: Page) -> None:
    before = page.locator(".ta-play-when").inner_text()
    page.locator(".ta-play-end").click()
    page.wait_for_function(
        "text => { const now = document.querySelector('.ta-play-when'); return !now || now.innerText !== text; }",
        arg=before,
    )


def play_on(page: Page) -> None:
    while page.locator(".ta-play-end").count():
        end_round(page)
    page.wait_for_selector(".ta-play-predict")


def test_a_whole_short_game_to_the_reveal(visitor: Visit, user_folder: Path, tmp_path: Path) -> None:
    received: list[str | bytes] = []
    visitor.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(frame)))
    page = begin(visitor)
    expect(page.locator(".ta-play-scale")).to_contain_text("from 0 to 100: below 40 is failing, 60 or more is good")
    page.locator(".ta-play-choice").first.click()
    expect(page.get_by_role("menuitemradio", name="Board")).to_contain_text("0.3 units a quarter, at least 1.2; 2 left")
    page.get_by_role("menuitemradio", name="Inspect").click()
    expect(page.locator(".ta-decided")).to_have_count(1)
    expect(page.locator(".ta-play-end")).to_contain_text("1 order")
    page.get_by_role("button", name=re.compile("Ask for advice on")).first.click()
    expect(page.locator(".ta-play-advice")).to_contain_text("would")
    expect(page.locator(".ta-play-tabs")).to_contain_text("used 1 time")
    end_round(page)
    expect(page.locator(".ta-play-when")).to_contain_text(re.compile("Year [12] of 6"))
    where = page.locator(".ta-play-when").inner_text()
    page.get_by_role("tab", name="All 12 councils").click()
    page.get_by_label("Find").fill("south")
    expect(page.locator("tbody tr")).to_have_count(6)
    page.get_by_role("button", name=re.compile("Call up")).first.click()
    expect(page.locator(CARD).first).to_contain_text("Called up by you")
    page.reload()
    page.wait_for_selector(CARD)
    expect(page.locator(".ta-play-when")).to_have_text(where, use_inner_text=True)
    expect(page.locator(CARD).first).to_contain_text("Called up by you")
    play_on(page)
    file = user_folder / "games" / f"{page.url.partition('game=')[2]}.json"
    seed = json.loads(file.read_text())["seed"]
    told = "".join(frame if isinstance(frame, str) else frame.decode("latin-1") for frame in received)
    assert "reasons" in told  # what is looked through is what the page was told
    assert seed not in told + page.content() + page.url
    assert "most_flattered" not in told
    assert '"surprises' not in told.replace("\\", "")
    with page.expect_download() as marked:
        page.get_by_role("link", name="a bookmark").click()
    assert seed not in marked.value.path().read_text(encoding="utf-8")
    refused = page.request.get(f"{visitor.base}files/play/{file.stem}.json")
    assert refused.status == 400
    assert "once it is over" in refused.text()
    expect(page.get_by_role("button", name="Raise the curtain")).to_be_disabled()
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    expect(page.get_by_role("checkbox").nth(4)).to_be_disabled()
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Raise the curtain").click()
    page.wait_for_selector(".ta-play-reveal")
    titles = [page.locator(".ta-play-page h1").inner_text()]
    while page.get_by_role("button", name="Play another game").count() == 0:
        page.locator(".ta-play-steps .ta-main-button").click()
        expect(page.locator(".ta-play-page h1")).not_to_have_text(titles[-1])
        titles.append(page.locator(".ta-play-page h1").inner_text())
        if "every policy" in titles[-1]:
            marks = page.locator(".ta-own-mark path").evaluate_all("paths => paths.map(path => path.getAttribute('d'))")
            assert len(set(marks)) == len(marks) == 17  # told apart by shape alone: you, and sixteen policies
    assert len(titles) == 8
    assert titles[1].startswith("The third worst surprise")
    assert titles[3].startswith("The worst surprise")
    expect(page.locator(".ta-sum")).to_contain_text("All together")
    expect(page.locator(".ta-play-values")).to_contain_text("You took advice 1 time, from Ladder.")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the game away").click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    page.get_by_role("button", name="Play another game").click()
    page.wait_for_selector(START)
    expect(page.locator(".ta-play-mine li")).to_have_count(1)
    page.locator("input[type=file]").set_input_files(path)
    page.wait_for_selector(".ta-play-reveal")
    expect(page.locator(".ta-play-page h1")).to_have_text(titles[0], use_inner_text=True)


def test_a_game_is_played_by_keyboard(visitor: Visit) -> None:
    page = visitor.open("play", START)
    page.get_by_role("button", name="Begin the short game").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(CARD)
    page.locator(".ta-play-choice").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_role("menuitemradio")
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.locator(".ta-play-choice").first).to_be_focused()
    page.keyboard.press("Enter")
    for key in ("End", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".ta-play-choice").first).to_contain_text("Hold")
    page.get_by_role("tab", name=re.compile("On your desk")).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="All 12 councils")).to_be_focused()
    page.get_by_label("Find").focus()
    page.keyboard.type("north")
    expect(page.locator("tbody tr")).to_have_count(6)
    page.locator(".ta-play-end").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".ta-play-log")
    expect(page.locator("h1")).to_be_focused()


def test_a_bookmark_brings_a_game_back(visitor: Visit, tmp_path: Path) -> None:
    page = begin(visitor)
    end_round(page)
    where, address = page.locator(".ta-play-when").inner_text(), page.url
    with page.expect_download() as taken:
        page.get_by_role("link", name="a bookmark").click()
    path = tmp_path / taken.value.suggested_filename
    taken.value.save_as(path)
    visitor.open("play", START).locator("input[type=file]").set_input_files(path)
    page.wait_for_url(address)
    expect(page.locator(".ta-play-when")).to_have_text(where, use_inner_text=True)


def test_standing_orders_change_and_another_window_cannot_decide_twice(visitor: Visit) -> None:
    page = begin(visitor)
    page.get_by_role("button", name="Change").click()
    page.locator(".ta-play-standing select").select_option("none")
    expect(page.locator(".ta-play-standing")).to_contain_text("no inspections but those you ask for")
    other = visitor.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(CARD)
    end_round(other)
    page.locator(".ta-play-end").click()
    expect(page.locator(COMPLAINT)).to_contain_text("gone on meanwhile")
    expect(page.locator(".ta-play-when")).to_have_text(str(other.locator(".ta-play-when").text_content()))
    expect(page.locator(".ta-play-standing")).to_contain_text("no inspections but those you ask for")


def test_a_page_whose_kernel_has_gone_goes_on(visitor: Visit) -> None:
    page = begin(visitor)
    end_round(page)
    where = page.locator(".ta-play-when").inner_text()
    page.evaluate(
        """() => fetch(`${solara.rootPath}/_solara/api/close/${solara.debug.kernel().id}`
            + `?session_id=${solara.debug.kernel().clientId}`, { method: "POST" })"""
    )
    page.wait_for_function("solara.debug.remountCount > 0 || solara.debug.reconnectCount === undefined")
    page.wait_for_selector(CARD)
    expect(page.locator(".ta-play-when")).to_have_text(where, use_inner_text=True)
    end_round(page)
    visitor.complaints.clear()  # what the browser says of the closed socket


def test_what_is_no_game_is_told_and_the_start_stays(visitor: Visit) -> None:
    page = visitor.open("play?game=nobody", COMPLAINT)
    expect(page.locator(COMPLAINT)).to_contain_text('no game with the id "nobody"')
    page.wait_for_selector(START)
    for content, message in ((b"", "not a saved game"), (b"{}", "not a saved game"), (b"\xff", "not a saved game")):
        page.locator("input[type=file]").set_input_files(
            {"name": "game.json", "mimeType": "application/json", "buffer": content}
        )
        expect(page.locator(COMPLAINT)).to_contain_text(message)
    page.get_by_role("button", name="Begin the short game").click()
    page.wait_for_selector(CARD)
    expect(page.locator(COMPLAINT)).to_have_count(0)


@pytest.mark.parametrize(("width", "height", "scheme"), [(1366, 768, "light"), (820, 1180, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, server: str, width: int, height: int, scheme: str
) -> None:
    found = visit(browser, server, width=width, height=height, scheme=scheme)
    page = found.open("play", START)
    seen = {"start": look_at(page)}
    begin(found)
    page.get_by_role("button", name="Change").click()
    page.locator(".ta-play-choice").last.click()
    page.wait_for_selector("[role=menu]")
    seen["docket, menu and standing orders"] = look_at(page)
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="All 12 councils").click()
    seen["table"] = look_at(page)
    play_on(page)
    seen["curtain"] = look_at(page)
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    page.get_by_role("button", name="Raise the curtain").click()
    page.wait_for_selector(".ta-play-reveal")
    for step in range(8):
        if step == 7:
            page.wait_for_selector(".ta-sum")
        if step in (1, 6, 7):
            seen[f"reveal {step}"] = look_at(page)
        if step < 7:
            page.locator(".ta-play-steps .ta-main-button").click()
    found.context.close()
    assert {name: violations for name, (violations, _, _) in seen.items() if violations} == {}
    assert {name: across for name, (_, across, _) in seen.items() if across > width} == {}
    assert min(size for _, _, size in seen.values()) >= 14
    assert found.outside == []
