"""Browsers in one room, and what people do in them: press, choose, wait for what comes."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.workshop_server.running import Held

PATIENCE = 300_000
CASE, SAVED = ".case", re.compile("^Saved$")

expect.set_options(timeout=PATIENCE)


class Room:
    """Browsers in one room; what they complain of, and whom they ask outside it, is kept."""

    def __init__(self, browser: Browser, held: Held) -> None:
        self.browser, self.held = browser, held
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.outside: list[str] = []

    def page(self, width: int = 360, height: int = 740, scheme: str = "light") -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return self.watched(context.new_page())

    def watched(self, page: Page) -> Page:
        base = self.held.site.address
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if _is_complaint(said.text) else None)
        page.on("request", lambda asked: self.outside.append(asked.url) if not asked.url.startswith(base) else None)
        return page

    def facilitator(self) -> Page:
        page = self.page(1366, 768)
        page.goto(f"{self.held.site.address}/facilitate/{self.held.workshop.new_link().result()}")
        page.wait_for_url("**/facilitator")
        return page

    def phone(self, name: str, scheme: str = "light") -> Page:
        page = self.page(scheme=scheme)
        page.goto(self.held.site.joining)
        page.get_by_label("Your name").fill(name)
        page.get_by_role("button", name="Join").click()
        page.wait_for_url("**/play")
        return page

    def wall(self, facilitator: Page) -> Page:
        page = self.page(1920, 1080)
        page.goto(str(facilitator.get_by_role("link", name="Open the wall").get_attribute("href")))
        page.wait_for_url("**/wall")
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def _is_complaint(said: str) -> bool:
    """Whether the console speaks of a mistake of ours: not of a server that is away or refuses."""
    return not said.startswith("Failed to load resource")


def go_on(facilitator: Page) -> None:
    facilitator.get_by_role("button", name=re.compile("^Go on")).click()


def ring(facilitator: Page) -> None:
    facilitator.get_by_role("button", name="Ring the bell now").click()


def choose(phone: Page, label: str = "Inspect", card: int = 0) -> None:
    case = phone.locator(CASE).nth(card)
    menu = case.locator("details.choice")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    case.get_by_role("radio", name=label).first.check()


def saved(phone: Page, card: int = 0) -> None:
    expect(phone.locator(CASE).nth(card).locator(".saved")).to_have_text(SAVED)


def is_at(phone: Page, title: str) -> None:
    expect(phone.locator("h1")).to_contain_text(title)


def to_round(room: Room, facilitator: Page, phones: list[Page]) -> None:
    """To the first round, the practice played."""
    go_on(facilitator)
    is_at(phones[0], "Brief")
    go_on(facilitator)
    is_at(phones[0], "Practice")
    ring(facilitator)
    for phone in phones:
        is_at(phone, "Round 1 of 2")
