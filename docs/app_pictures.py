"""Pictures of the app's pages, made anew from the app: ``python -m docs.app_pictures``, from the clone's top folder.

Starts the app, opens each page in Chromium as a visitor would, and writes ``docs/images``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from simulation.report.chromium import find_chromium

IMAGES = Path(__file__).parent / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True)
class Picture:
    """A page as it is shown: its address, what is waited for, the size of the window, light or dark."""

    name: str
    address: str
    ready: str
    width: int = 1366
    height: int = 768
    scheme: str = "light"
    is_whole: bool = False


WHOLE = ".ta-whole .ta-fall"
"""A comparison whose futures are all in."""

PICTURES = (
    Picture("explore", "?policy=ladder&future=4&at=29&organisation=44", ".ta-twin"),
    Picture("explore-dark", "?policy=ladder&future=4&at=29&organisation=44", ".ta-twin", scheme="dark"),
    Picture("explore-welcome", "", ".ta-mark"),
    Picture("explore-tour", "?tour=honest&step=3", ".ta-tour"),
    Picture("explore-tablet", "?policy=ladder&future=4&at=29&organisation=44", ".ta-twin", 820, 1180),
    Picture("compare", "compare", WHOLE, is_whole=True),
    Picture("compare-dark", "compare?policies=last-resort,candour-first,blame-first", WHOLE, scheme="dark"),
    Picture("compare-tablet", "compare?policies=last-resort,candour-first", WHOLE, 820, 1180),
)


@contextmanager
def app() -> Iterator[tuple[str, int]]:
    """A running app: its address, and the number of its process."""
    command = [sys.executable, "-c", "from simulation.cli.main import main; main()", "app", "--port", "0"]
    process = subprocess.Popen([*command, "--no-browser"], stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout or ():
            address = re.search(r"http://\S+/", line)
            if address:
                yield address[0], process.pid
                break
    finally:
        process.terminate()
        process.wait(30)


def main() -> None:
    """Write every picture."""
    with app() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        for picture in PICTURES:
            size = {"width": picture.width, "height": picture.height}
            page = browser.new_page(viewport=size, color_scheme=picture.scheme)  # type: ignore[arg-type]
            page.goto(address + picture.address)
            page.wait_for_selector(picture.ready, timeout=120_000)
            page.wait_for_timeout(1_000)  # fonts, and a moment for what is computed beside
            page.screenshot(path=IMAGES / f"{picture.name}.png", full_page=picture.is_whole)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
