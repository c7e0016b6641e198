"""Pictures of the app's pages, made anew from the app: ``python -m docs.app_pictures``, from the clone's top folder.

With words after it (``python -m docs.app_pictures play``), only those whose names begin so. Starts the app, opens
each page in Chromium as a visitor would, and writes ``docs/images``.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Playwright, sync_playwright

from simulation.game import Game, GameStore
from simulation.game.headless import PLAYERS, guess, take_turn
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


SEED = 11
"""Of the games that are shown."""
WHOLE = ".ta-whole .ta-fall"
"""A comparison whose futures are all in."""

PICTURES = (
    Picture("explore", "?policy=ladder&future=4&at=29&organisation=44", ".ta-twin"),
    Picture("explore-dark", "?policy=ladder&future=4&at=29&organisation=44", ".ta-twin", scheme="dark"),
    Picture("explore-welcome", "", ".ta-mark"),
    Picture("explore-tour", "?tour=honest&step=3", ".ta-tour"),
    Picture("explore-tablet", "?policy=ladder&future=4&at=29&organisation=44", ".ta-twin", 820, 1180),
    Picture("compare", "compare", WHOLE, is_whole=True),
    Picture("compare-answer", "compare", WHOLE),
    Picture("compare-dark", "compare?policies=last-resort,candour-first,blame-first", WHOLE, scheme="dark"),
    Picture("compare-tablet", "compare?policies=last-resort,candour-first", WHOLE, 820, 1180),
    Picture("play-start", "play", ".ta-play-start"),
    Picture("play", "play?game=desk", ".ta-play-card", is_whole=True),
    Picture("play-tablet-dark", "play?game=desk", ".ta-play-card", 820, 1180, scheme="dark"),
    Picture("play-curtain", "play?game=curtain", ".ta-play-predict"),
    Picture("play-surprise", "play?game=over&step=3", ".ta-play-surprise"),
    Picture("play-field", "play?game=over&step=6", ".ta-play-field svg"),
    Picture("play-decisions", "play?game=over&step=7", ".ta-sum"),
)


def keep_games(folder: Path) -> None:
    """Keep three games there that are always the same: at the desk, before the curtain, over."""
    store = GameStore(folder / "games")
    chance = random.Random(SEED)
    for name in ("desk", "curtain", "over"):
        game = Game.new("short", SEED, identifier=name)
        while game.phase != "curtain" and not (name == "desk" and len(game.stages) == 2):
            take_turn(game, PLAYERS["careful"], chance)
        if name == "over":
            game.finish(guess(game.view()))
        store.keep(game)


@contextmanager
def app(folder: str = "") -> Iterator[tuple[str, int]]:
    """A running app: its address, and the number of its process; games are kept in ``folder``, if one is named."""
    command = [sys.executable, "-c", "from simulation.cli.main import main; main()", "app", "--port", "0"]
    environment = os.environ | ({"TURNAROUND_FOLDER": folder} if folder else {})
    process = subprocess.Popen([*command, "--no-browser"], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        for line in process.stdout or ():
            address = re.search(r"http://\S+/", line)
            if address:
                yield address[0], process.pid
                break
    finally:
        process.terminate()
        process.wait(30)


def main(begins: Sequence[str] = ()) -> None:
    """Write every picture, or those whose names begin with one of ``begins``."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        keep_games(Path(folder))
        _write(begins, folder, playwright)


def _write(begins: Sequence[str], folder: str, playwright: Playwright) -> None:
    with app(folder) as (address, _):
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        for picture in PICTURES:
            if begins and not picture.name.startswith(tuple(begins)):
                continue
            size = {"width": picture.width, "height": picture.height}
            page = browser.new_page(viewport=size, color_scheme=picture.scheme)  # type: ignore[arg-type]
            page.goto(address + picture.address)
            page.wait_for_selector(picture.ready, timeout=120_000)
            page.wait_for_timeout(1_000)  # fonts, and a moment for what is computed beside
            page.screenshot(path=IMAGES / f"{picture.name}.png", full_page=picture.is_whole)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
