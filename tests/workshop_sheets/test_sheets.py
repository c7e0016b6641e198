"""Sheets: made from a workshop's file alone, whole HTML that asks nothing from outside, within its pages of A4."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pypdf
import pytest

from simulation.errors import InputError
from simulation.report.chromium import find_chromium, print_pdf
from simulation.workshop import WorkshopSetting, workshop_files
from simulation.workshop.telling_own import QUESTIONS, TITLES
from simulation.workshop_sheets import SHEETS, for_three_hours, sheets_of, write_sheets
from simulation.workshop_sheets.facts import facts_of
from simulation.workshop_sheets.findings import FINDINGS

ROOT = Path(__file__).parents[2]
NAMES = sorted(workshop_files())
PAGES = {"facilitator": 1, "notes": 1, "predictions": 1, "observation": 1, "role-cards": 2}


@pytest.mark.parametrize("name", NAMES)
def test_each_sheet_is_whole_html_and_asks_nothing_from_outside(name: str) -> None:
    sheets = sheets_of(WorkshopSetting.load(name))
    assert set(sheets) == {f"{sheet}.html" for sheet in SHEETS}
    for text in sheets.values():
        html5lib.HTMLParser(strict=True).parse(text)
        assert not re.search(r"https?:|src=|href=|url\(|@import|<script", text)


@pytest.mark.parametrize("name", NAMES)
def test_sheets_say_what_the_file_says(name: str) -> None:
    setting = WorkshopSetting.load(name)
    sheets, scenario = sheets_of(setting), setting.game.scenario
    for organisation in scenario.sector().names:
        for sheet in ("dockets", "notes", "predictions"):
            assert organisation in sheets[f"{sheet}.html"]
    assert sheets["dockets.html"].count("<h1>Docket, round") == setting.game.rounds
    assert f"You can spend {scenario.budget:g} cost units a quarter" in sheets["dockets.html"]
    for aim in setting.aims:
        assert FINDINGS[aim].statement in sheets["facilitator.html"]
        assert FINDINGS[aim].watch in sheets["observation.html"]


def test_nothing_is_played_to_make_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no future can stand on it: not even a seed is asked for."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a sheet asked for a future")

    for where in ("simulation.game.game.open_run", "simulation.session.opening.open_run", "secrets.randbits"):
        monkeypatch.setattr(where, refuse)
    setting = WorkshopSetting.load("dominoes")
    assert sheets_of(setting) == sheets_of(WorkshopSetting.load("dominoes"))


def test_capacities_and_costs_are_those_of_the_scenario() -> None:
    actions = {action.label: action for action in facts_of(WorkshopSetting.load("too-insular-to-ask")).actions}
    assert (actions["Board"].places, actions["Board"].cost) == ("2", "0.3 a quarter")
    assert actions["Peer support"].places == ""
    assert "needs somebody good" in actions["Peer support"].words
    assert actions["Inspect"].cost == "0.15 once"


def test_the_plan_of_minutes_has_no_gap() -> None:
    for setting in map(WorkshopSetting.load, NAMES):
        for held, least, most in ((setting, 42, 45), (for_three_hours(setting), 165, 180)):
            facts = facts_of(held)
            at = 0.0
            for part in facts.plan:
                assert part.minute == at
                at += part.minutes
            assert least <= facts.length == at <= most


@pytest.mark.parametrize(("page", "hold"), [("45-minutes", WorkshopSetting.changed), ("three-hours", for_three_hours)])
def test_plans_in_the_pack_are_those_that_the_server_keeps(
    page: str, hold: Callable[[WorkshopSetting], WorkshopSetting]
) -> None:
    text = (ROOT / "docs" / "workshop" / f"{page}.md").read_text(encoding="utf-8")
    begins = [float(minute) for minute in re.findall(r"^\| (\d+) \|", text, flags=re.MULTILINE)]
    screens = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] if page == "45-minutes" else []
    for setting in map(WorkshopSetting.load, NAMES):
        plan = [part.minute for part in facts_of(hold(setting)).plan]
        assert begins in (plan, plan + screens)


@pytest.mark.parametrize("page", ["too-insular-to-ask", "dominoes"])
def test_scripts_ask_what_the_wall_asks(page: str) -> None:
    text = (ROOT / "docs" / "workshop" / f"{page}.md").read_text(encoding="utf-8")
    for place, (title, question) in enumerate(zip(TITLES, QUESTIONS, strict=True), start=1):
        assert f"| {place}. {title} | {question} |" in text


def test_findings_are_those_of_the_page_of_signatures() -> None:
    page = (ROOT / "docs" / "signatures.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"^## (S\d+)\. (.+)$", page, flags=re.MULTILINE))
    assert {key: finding.statement for key, finding in FINDINGS.items()} == said


def test_text_of_a_workshop_is_escaped() -> None:
    data = WorkshopSetting.load("dominoes").as_data() | {"title": "A <b>bold</b> & odd one"}
    for text in sheets_of(WorkshopSetting.from_data(data)).values():
        assert "<b>bold</b>" not in text
        html5lib.HTMLParser(strict=True).parse(text)


def test_files_are_written_and_replaced_and_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    setting = WorkshopSetting.load("dominoes")
    for _ in range(2):
        files = write_sheets(setting, tmp_path / "sheets")
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == sorted(path.name for path in files)
    (tmp_path / "taken").write_text("x")
    with pytest.raises(InputError, match="taken cannot be made"):
        write_sheets(setting, tmp_path / "taken")


def check_pages(name: str, sheets: tuple[str, ...], folder: Path) -> None:
    browser = find_chromium()
    if browser is None:
        pytest.skip("there is no Chromium here to print with")
    setting = for_three_hours(WorkshopSetting.load(name))
    wanted = PAGES | {"dockets": 1 + setting.game.rounds}
    write_sheets(setting, folder)
    for sheet in sheets:
        pdf = folder / f"{sheet}.pdf"
        print_pdf(folder / f"{sheet}.html", pdf, browser)
        pages = pypdf.PdfReader(pdf).pages
        assert len(pages) == wanted[sheet], sheet
        assert [round(float(side)) for side in pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=2)


@pytest.mark.browser
def test_the_fullest_sheet_fits_its_page_of_a4(tmp_path: Path) -> None:
    check_pages("dominoes", ("facilitator",), tmp_path)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_all_sheets_fit_their_pages_of_a4(name: str, tmp_path: Path) -> None:
    check_pages(name, tuple(SHEETS), tmp_path)
