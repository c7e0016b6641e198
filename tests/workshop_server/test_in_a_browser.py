"""A workshop in browsers: a whole session to the debrief, sleep, airplane mode, a restart, a slow link."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.workshop_server.browsing import CASE, SAVED, Room, choose, go_on, is_at, ring, saved, to_round
from tests.workshop_server.running import held, small

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def room(browser: Browser, tmp_path: Path) -> Iterator[Room]:
    with held(tmp_path / "session.db", small()) as found:
        made = Room(browser, found)
        yield made
        made.close()
    assert made.complaints == []
    assert [url for url in made.outside if not url.startswith("data:")] == []


def look_at(page: Page) -> tuple[list[str], float, float]:
    """What axe finds, how far the page sticks out, and its smallest type."""
    violations = Axe().run(page).response["violations"]
    out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    smallest = page.evaluate(
        """() => {
            const written = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
            const isShown = (e) => e.getClientRects().length && !e.closest('.unseen, title');
            const scale = (svg) => {
                if (!svg) return 1;
                const shown = svg.getBoundingClientRect(), drawn = svg.viewBox.baseVal;
                return Math.min(shown.width / drawn.width, shown.height / drawn.height);
            };
            const sizes = [...document.querySelectorAll('body *')]
                .filter((e) => written(e) && isShown(e))
                .map((e) => scale(e.closest('svg')) * parseFloat(getComputedStyle(e).fontSize));
            return Math.min(...sizes);
        }"""
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in violations], out, smallest


def test_a_whole_session_to_the_debrief(room: Room, tmp_path: Path) -> None:
    facilitator = room.facilitator()
    wall = room.wall(facilitator)
    phones = [room.phone("Amina"), room.phone("Bo", "dark"), room.phone("Cem & Co")]
    seen = {"join": look_at(phones[0]), "wall, join": look_at(wall), "desk": look_at(facilitator)}
    expect(wall.locator("#joined")).to_contain_text("3 are in")
    expect(wall.locator("main")).not_to_contain_text("Amina")
    facilitator.get_by_role("button", name="Show names on the wall").click()
    expect(wall.locator("#names")).to_contain_text("Cem & Co")
    to_round(room, facilitator, phones)
    for number in (1, 2):
        for phone in phones:
            is_at(phone, f"Round {number} of 2")
            choose(phone)
            saved(phone)
            phone.get_by_role("button", name="Done").click()
            expect(phone.locator("#done-words")).to_contain_text("you are done")
        if number == 1:
            seen |= {"round": look_at(phones[0]), "round, dark": look_at(phones[1]), "wall, round": look_at(wall)}
        expect(wall.locator("#progress")).to_contain_text("3 of 3")
        expect(facilitator.locator("#progress")).to_contain_text("3 are done")
        ring(facilitator)
    for phone in phones:
        phone.wait_for_selector("#marks")
        for box in phone.locator("input[name=worse]").all()[:3]:
            box.check()
        expect(phone.locator("input[name=worse]").nth(4)).to_be_disabled()
        phone.get_by_role("button", name="Save my marks").click()
        expect(phone.locator("#marks-saved")).to_have_text(SAVED)
    seen["predict"] = look_at(phones[0])
    expect(wall.locator("#progress")).to_contain_text("3 of 3")
    ring(facilitator)
    for screen in range(1, 7):
        expect(phones[0].locator("header .note")).to_have_text(f"{screen} of 6")
        expect(wall.locator("header p")).to_contain_text(f"{screen} of 6")
        expect(phones[0].locator(".question")).to_have_text(wall.locator(".question").inner_text(), use_inner_text=True)
        seen |= {f"screen {screen}": look_at(phones[1]), f"wall, screen {screen}": look_at(wall)}
        if screen < 6:
            facilitator.get_by_role("button", name="Next screen").click()
    phones[2].locator("input[name=change]").first.check()
    expect(phones[2].locator("#wish-saved")).to_have_text(SAVED)
    with facilitator.expect_download() as taken:
        facilitator.get_by_role("link", name="Debrief with names").click()
    taken.value.save_as(tmp_path / "debrief.html")
    with facilitator.expect_download() as taken:
        facilitator.get_by_role("link", name="Tables (CSV) without names").click()
    taken.value.save_as(tmp_path / "tables.zip")
    go_on(facilitator)
    is_at(phones[0], "Close")
    assert "Cem &amp; Co" in (tmp_path / "debrief.html").read_text()
    with zipfile.ZipFile(tmp_path / "tables.zip") as tables:
        assert all(b"Cem" not in tables.read(name) for name in tables.namelist())
    debrief = room.browser.new_page()
    debrief.goto((tmp_path / "debrief.html").as_uri())
    expect(debrief.locator("section.panel > h2")).to_have_count(8)
    seen["debrief"] = look_at(debrief)
    debrief.close()
    assert {name: found for name, (found, _, _) in seen.items() if found} == {}
    assert {name: out for name, (_, out, _) in seen.items() if out > 0} == {}
    assert min(size for _, _, size in seen.values()) >= 13
    assert min(size for name, (_, _, size) in seen.items() if name.startswith("wall")) >= 26


def test_a_phone_that_slept_through_a_round_finds_the_next_by_itself(room: Room) -> None:
    facilitator, phones = room.facilitator(), [room.phone("Amina"), room.phone("Bo")]
    to_round(room, facilitator, phones)
    sleeper = phones[1]
    sleeper.evaluate("window.isTheSame = true")
    # Hidden pages ask nothing; a page that is woken asks at once.
    sleeper.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    sleeper.wait_for_timeout(2500)
    asked: list[str] = []
    sleeper.on("request", lambda request: asked.append(request.url))
    ring(facilitator)
    is_at(phones[0], "Round 2 of 2")
    assert asked == []
    is_at(sleeper, "Round 1 of 2")
    sleeper.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: false, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    expect(sleeper.locator("h1")).to_contain_text("Round 2 of 2")
    assert sleeper.evaluate("window.isTheSame")
    choose(sleeper)
    saved(sleeper)


def test_airplane_mode_in_mid_decision_loses_nothing(room: Room) -> None:
    facilitator, phone = room.facilitator(), room.phone("Amina")
    to_round(room, facilitator, [phone])
    context = phone.context
    context.set_offline(True)
    choose(phone, card=0)
    expect(phone.locator(CASE).first.locator(".saved")).to_have_text("Not saved, trying again")
    choose(phone, "Hold", card=1)
    expect(phone.locator("#link")).to_be_visible()
    context.set_offline(False)
    saved(phone, 0)
    saved(phone, 1)
    expect(phone.locator("#done-words")).to_contain_text("2 decisions")
    expect(phone.locator("#link")).to_be_hidden()
    # What was decided without contact is sent even where the page was closed meanwhile.
    context.set_offline(True)
    choose(phone, "Peer review", card=0)
    expect(phone.locator(CASE).first.locator(".saved")).to_have_text("Not saved, trying again")
    phone.close()
    context.set_offline(False)
    again = room.watched(context.new_page())
    again.goto(f"{room.held.site.address}/play")
    expect(again.locator(CASE).first.locator("summary")).to_contain_text("Peer review")
    assert len(room.held.workshop.participant_view(1).draft.orders["cases"]) == 2  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_second_tab_is_told_and_shows_what_holds(room: Room) -> None:
    facilitator, phone = room.facilitator(), room.phone("Amina")
    to_round(room, facilitator, [phone])
    other = room.watched(phone.context.new_page())
    other.goto(f"{room.held.site.address}/play")
    other.wait_for_selector(CASE)
    other.route("**/play/live*", lambda route: route.abort())
    choose(phone)
    saved(phone)
    choose(other, "Hold")
    expect(other.locator(CASE).first.locator(".saved")).to_contain_text("another tab")
    other.unroute("**/play/live*")
    expect(other.locator(CASE).first.locator("summary")).to_contain_text("Inspect")
    choose(other, "Hold")
    saved(other)
    expect(phone.locator(CASE).first.locator("summary")).to_contain_text("Hold")


def test_the_server_is_started_again_on_a_slow_link(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "session.db"
    with held(path, small()) as first:
        room = Room(browser, first)
        facilitator, phone = room.facilitator(), room.phone("Amina")
        for page in (phone, facilitator):
            page.context.new_cdp_session(page).send(
                "Network.emulateNetworkConditions",
                {"offline": False, "latency": 150, "downloadThroughput": 125_000, "uploadThroughput": 125_000},
            )
        to_round(room, facilitator, [phone])
        choose(phone)
        saved(phone)
        port = first.port
    choose(phone, "Hold", card=1)
    expect(phone.locator(CASE).nth(1).locator(".saved")).to_have_text("Not saved, trying again")
    with held(path, port=port):
        saved(phone, 1)
        expect(phone.locator("#done-words")).to_contain_text("2 decisions")
        ring(facilitator)
        is_at(phone, "Round 2 of 2")
        room.close()
    assert room.complaints == []


def test_a_page_works_without_its_script(browser: Browser, tmp_path: Path) -> None:
    with held(tmp_path / "plain.db", small()) as found:
        context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
        phone = context.new_page()
        phone.goto(found.site.joining)
        phone.get_by_label("Your name").fill("Amina")
        phone.get_by_role("button", name="Join").click()
        phone.wait_for_url("**/play")
        found.go_to(found.facilitator(), "round-1")
        phone.goto(f"{found.site.address}/play")
        choose(phone)
        phone.locator(CASE).first.get_by_role("button", name="Save").click()
        expect(phone.locator(CASE).first.locator("summary")).to_contain_text("Inspect")
        expect(phone.locator("#done-words")).to_contain_text("1 decision")
        context.close()


@pytest.mark.slow
def test_the_keyboard_does_everything_on_a_card(room: Room) -> None:
    facilitator, phone = room.facilitator(), room.phone("Amina")
    to_round(room, facilitator, [phone])
    phone.locator(CASE).first.locator("summary").focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    phone.keyboard.press("ArrowDown")
    saved(phone)
    expect(phone.locator(CASE).first.locator("summary")).to_contain_text("Inspect")
    expect(phone.locator("input[type=radio]:focus")).to_have_count(1)  # an update does not take the focus away


def test_a_table_shares_a_desk_and_the_chair_passes_on_by_itself(room: Room) -> None:
    facilitator, chair = room.facilitator(), room.phone("Table three")
    chair.locator("#table summary").click()
    chair.get_by_role("button", name="Give me four words").click()
    words = re.compile(r"type: ([\w -]+)\.")
    expect(chair.locator("#mate-saved")).to_contain_text(words)
    given = words.search(chair.locator("#mate-saved").inner_text())
    assert given is not None
    mate = room.page()
    mate.goto(room.held.site.joining)
    mate.locator("#card summary").click()
    mate.get_by_label("The four words").fill(given[1])
    mate.get_by_role("button", name="Take the seat").click()
    mate.wait_for_url("**/play")
    to_round(room, facilitator, [chair, mate])
    expect(mate.locator("#not-chair")).to_contain_text("Device 1 has the chair")
    choose(mate)
    expect(mate.locator(CASE).first.locator(".saved")).to_have_text("Proposed to your table")
    expect(chair.locator(CASE).first).to_contain_text("Device 2 proposes: Inspect")
    expect(chair.locator("#done-words")).to_contain_text("0 decisions")
    # The chair's phone goes dark; after 20 seconds the other decides.
    chair.context.set_offline(True)
    expect(mate.locator("#not-chair .panel")).to_have_count(0)
    choose(mate, "Hold")
    saved(mate)
    assert look_at(mate)[:2] == ([], 0)
    chair.context.set_offline(False)
    expect(chair.locator("#not-chair")).to_contain_text("Device 2 has the chair")
    expect(chair.locator(CASE).first.locator("summary")).to_contain_text("Hold")
