"""Pictures of a workshop, made anew from one: ``python -m docs.workshop_pictures``, from the clone's top folder.

Holds a session of "The honest council" with 29 simulated participants and a phone, with short rounds (three minutes
in all), and writes ``docs/images/workshop-*.png``. Its future is a new one each time, as in any workshop.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from docs.app_pictures import FLAGS, IMAGES
from simulation.app.launching import bound_socket
from simulation.report.chromium import find_chromium
from simulation.workshop import Workshop, WorkshopSetting
from simulation.workshop.rehearsal import Rehearsal
from simulation.workshop_server.addresses import Own
from simulation.workshop_server.application import application
from simulation.workshop_server.serving import server
from simulation.workshop_server.site import Site

MINUTES = {"practice": 0.2, "round": 0.2, "predict": 0.2}
PATIENCE = 120_000
SIMULATED = 29


@contextmanager
def session(folder: Path) -> Iterator[tuple[Workshop, Site]]:
    """A session behind a server on this machine."""
    listening = bound_socket("127.0.0.1", 0)
    port = listening.getsockname()[1]
    is_up = threading.Event()
    setting = WorkshopSetting.load("honest-council").changed(minutes=MINUTES)
    with Workshop.create(folder / "session.db", setting) as held:
        site = Site(held, f"http://127.0.0.1:{port}")
        running = server(application(site, Own("127.0.0.1", port)), is_up.set)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        is_up.wait()
        try:
            yield held, site
        finally:
            running.should_exit = True
            thread.join()
            listening.close()


def opened(browser: Browser, width: int, height: int, address: str) -> Page:
    """A page of its own browser, so that each has its own cookies."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    return page


def kept(page: Page, name: str) -> None:
    """Write a picture of what a page shows."""
    page.wait_for_timeout(1_500)
    page.screenshot(path=IMAGES / f"workshop-{name}.png")


def pictures(browser: Browser, held: Workshop, site: Site) -> None:
    """Go through a session, and write a picture of what is worth one."""
    desk = opened(browser, 1366, 900, f"{site.address}/facilitate/{held.new_link().result()}")
    wall = opened(browser, 1366, 768, str(desk.get_by_role("link", name="Open the wall").get_attribute("href")))
    phone = opened(browser, 360, 740, site.joining)
    phone.get_by_label("Your name").fill("Amina")
    phone.get_by_role("button", name="Join").click()
    rehearsal = Rehearsal(held, SIMULATED, seed=1)
    rehearsal.start()
    kept(wall, "wall")
    for title in ("Brief", "Practice"):
        go_on(desk)
        phone.get_by_role("heading", name=title).first.wait_for()
    phone.get_by_role("heading", name="Round 2 of 6").wait_for()
    case = phone.locator(".case").first
    case.locator("summary").first.click()
    case.get_by_role("radio", name="Inspect").first.check()
    case.locator(".saved", has_text="Saved").wait_for()
    kept(phone, "phone")
    kept(desk, "facilitator")
    phone.locator(".question").wait_for(timeout=5 * PATIENCE)
    kept(wall, "seen-and-true")
    rehearsal.stop()


def go_on(desk: Page) -> None:
    """Press the facilitator's main button."""
    desk.get_by_role("button", name=re.compile("^Go on")).click()


def main() -> None:
    """Write every picture."""
    with TemporaryDirectory() as folder, session(Path(folder)) as (held, site), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        pictures(browser, held, site)
        browser.close()


if __name__ == "__main__":
    main()
