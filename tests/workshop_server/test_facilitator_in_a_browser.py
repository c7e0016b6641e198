"""The facilitator's page while people come in and save: nothing that was opened, typed or chosen is taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.workshop_server.browsing import Room, choose, go_on, is_at, ring, saved
from tests.workshop_server.running import held, small

pytestmark = pytest.mark.browser


def test_what_is_begun_on_the_page_stays_while_the_room_changes(browser: Browser, tmp_path: Path) -> None:
    with held(tmp_path / "session.db", small()) as found:
        room = Room(browser, found)
        facilitator, first = room.facilitator(), room.phone("Amina")
        # Somebody joins while the setting is being changed.
        facilitator.locator("#setting summary").click()
        facilitator.get_by_label("Rounds").fill("3")
        facilitator.get_by_label("News is shown").select_option("no")
        room.phone("Bo")
        expect(facilitator.locator("#count")).to_have_text("2 seats")
        expect(facilitator.get_by_label("Rounds")).to_have_value("3")
        expect(facilitator.get_by_label("News is shown")).to_have_value("no")
        facilitator.get_by_role("button", name="Take over this setting").click()
        expect(facilitator.locator("#answer")).to_have_text("The setting is taken over.")
        go_on(facilitator)
        is_at(first, "Brief")
        go_on(facilitator)
        is_at(first, "Practice")
        ring(facilitator)
        is_at(first, "Round 1 of 3")
        ring(facilitator)
        is_at(first, "Round 2 of 3")
        # Somebody saves while the facilitator thinks about going back, and about an event.
        facilitator.locator("#back summary").click()
        facilitator.locator("#event-scandal").select_option(index=2)
        choose(first, "Hold")
        saved(first)
        expect(facilitator.locator("#progress")).to_contain_text("1 has saved something")
        late = room.page()
        late.goto(found.site.joining)
        late.get_by_label("Your name").fill("Late")
        late.get_by_role("button", name="Join").click()
        expect(facilitator.locator("#count")).to_have_text("3 seats")
        expect(facilitator.locator("#event-scandal")).to_have_value("1")
        expect(facilitator.get_by_role("button", name="Yes, back one round")).to_be_visible()
        facilitator.get_by_role("button", name="Yes, back one round").click()
        is_at(first, "Round 1 of 3")
        room.close()
    assert room.complaints == []
