"""A running app, and pages of it that keep what went wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

READY = ".ta-mark"
PATIENCE = 180_000
"""Milliseconds: a page may wait for the model to be compiled, on a machine that has other work."""
HARMLESS = "Failed to evaluate Vue script"
"""Solara's own navigator misspells its exports, and says so itself."""

expect.set_options(timeout=PATIENCE)


@dataclass
class Visit:
    """A page of the app, and what it asked for and complained of."""

    page: Page
    base: str
    context: BrowserContext
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    told: list[object] = field(default_factory=list)
    """What the page told its kernel."""

    def open(self, search: str = "", ready: str = READY) -> Page:
        self.page.goto(self.base + search)
        self.page.wait_for_selector(ready)
        return self.page

    def says(self, text: str) -> None:
        """Wait until the first line says so."""
        expect(self.page.locator(".ta-answer")).to_contain_text(text)

    @property
    def outside(self) -> list[str]:
        return [url for url in self.asked if not url.startswith((self.base, "data:", "blob:"))]


def visit(
    browser: Browser,
    base: str,
    *,
    width: int = 1366,
    height: int = 768,
    scheme: str = "light",
    accepts_any_certificate: bool = False,
) -> Visit:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        ignore_https_errors=accepts_any_certificate,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = Visit(page, base, context)
    page.on("request", lambda request: found.asked.append(request.url))
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: found.told.append(frame)))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: found.complaints.append(said.text) if said.type == "error" and HARMLESS not in said.text else None,
    )
    return found


@pytest.fixture(scope="session")
def user_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the app keeps games: never the folder of whoever runs the tests."""
    return tmp_path_factory.mktemp("turnaround")


@pytest.fixture(scope="session")
def server(user_folder: Path) -> Iterator[str]:
    """The app, for all tests."""
    with running(user_folder) as address:
        yield address


@contextmanager
def running(folder: Path, *options: str) -> Iterator[str]:
    """The app as the command starts it, on a free port; a kernel that nobody uses goes after a second."""
    command = [sys.executable, "-c", "from simulation.cli.main import main; main()", "app", "--port", "0"]
    environment = os.environ | {"SOLARA_KERNEL_CULL_TIMEOUT": "1s", "PYTHONUNBUFFERED": "1"}
    environment["TURNAROUND_FOLDER"] = str(folder)
    command += ["--no-browser", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            address = re.search(r"http://\S+/", line)
            if address:
                yield address[0]
                break
    finally:
        process.terminate()
        said.append(process.communicate(timeout=120)[0])
    assert "Traceback" not in "".join(said), "".join(said)
    assert "Warning" not in "".join(said), "".join(said)


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Visit]:
    """Somebody in front of the app; asking the outside, or an error in the console, fails the test."""
    found = visit(browser, server)
    yield found
    found.context.close()
    assert found.outside == []
    assert found.complaints == []
