"""The site builds without a warning, asks nothing of the network, and shows formulas and reference in full."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
import typer
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import simulation
from simulation.cli.main import app
from simulation.experiments.content import SweepContent
from simulation.optimising.content import SearchContent
from simulation.scenario.content import ScenarioContent
from tests.site.pages import CLONE

DOCS = CLONE / "docs"
FORMULA = re.compile(r"\$\$.+?\$\$|(?<![\\$\w])\$(?=\S)(?:[^$\n]|\n(?!\n))*?\S\$(?![\w$])", re.DOTALL)
CODE = re.compile(r"^ *```.*?^ *```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
SPARING = {"NO_MKDOCS_2_WARNING": "1"}
"""The theme's word on its successor, which would stand between the warnings."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=CLONE, env={**os.environ, **SPARING}, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return folder


def page_of(site: Path, name: str) -> str:
    return (site / name).with_suffix(".html").read_text("utf-8")


def test_it_builds_without_a_warning_and_every_page_is_there(site: Path) -> None:
    for page in DOCS.rglob("*.md"):
        assert (site / page.relative_to(DOCS)).with_suffix(".html").is_file(), page
    for name in ("changelog", "contributing"):
        assert (site / f"{name}.html").is_file()
    assert not list(site.rglob("*.py"))


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loads = re.compile(r'<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="?((?:https?:)?//[^"\s>]+)')
    for file in site.rglob("*.html"):
        assert not loads.findall(file.read_text("utf-8")), file
    for file in site.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", file.read_text("utf-8")), file


def test_every_formula_is_drawn(site: Path) -> None:
    total = 0
    for page in DOCS.rglob("*.md"):
        written = len(FORMULA.findall(CODE.sub("", page.read_text("utf-8"))))
        shown = page_of(site, str(page.relative_to(DOCS)))
        assert shown.count("<math ") == written, page
        assert "arithmatex" not in shown, page
        total += written
    assert total > 500


def test_pictures_say_what_they_show(site: Path) -> None:
    for file in site.rglob("*.html"):
        for image in re.findall(r"<img[^>]*>", file.read_text("utf-8")):
            assert re.search(r'alt="[^"]{20,}"', image), (file, image)


def test_the_reference_is_whole(site: Path) -> None:
    commands, python = page_of(site, "reference/command-line"), page_of(site, "reference/python")
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert f'id="{name}"' in commands, name
        for parameter in command.params:
            option = max(parameter.opts, key=len)
            assert not option.startswith("--") or f"<code>{option}" in commands, (name, option)
    for name in simulation.__all__:
        assert name == "__version__" or f'id="simulation.{name}"' in python, name
    for content in (ScenarioContent, SweepContent, SearchContent):
        text = page_of(site, f"reference/{'scenario' if content is ScenarioContent else 'sweep'}-file")
        assert not [key for key in content.model_fields if f"<code>{key}</code>" not in text]


@pytest.mark.browser
def test_it_can_be_read_and_searched_from_a_folder_without_a_network(site: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "index.html").as_uri())
    page.get_by_label("Search", exact=True).first.click()
    page.keyboard.type("concealment")
    page.wait_for_selector(".md-search-result__item", timeout=20_000)
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    page.goto((site / "model" / "submodels-organisation.html").as_uri())
    assert page.locator("math").first.bounding_box()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "scheme"),
    [("index", "light"), ("how-to/your-own-organisations", "dark"), ("reference/command-line", "light")],
)
def test_pages_are_accessible(site: Path, browser: Browser, name: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1366, "height": 900})
    page = context.new_page()
    page.goto((site / f"{name}.html").as_uri())
    # The theme's buttons for copying stand in landmarks of one name.
    found = Axe().run(page, options={"rules": {"landmark-unique": {"enabled": False}}})
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.browser
def test_no_page_is_wider_than_a_telephone(site: Path, browser: Browser) -> None:
    width = 390
    context = browser.new_context(color_scheme="dark", viewport={"width": width, "height": 800})
    page = context.new_page()
    for file in sorted(site.rglob("*.html")):
        page.goto(file.as_uri(), wait_until="domcontentloaded")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, file
    context.close()
