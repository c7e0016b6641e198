"""The teaching pack says what the pages say, and its plan adds up."""

from __future__ import annotations

import re
from pathlib import Path

from simulation.workshop import WorkshopSetting
from simulation.workshop.arc import arc_of
from simulation.workshop.controls import controls_of
from simulation.workshop.room import new_room
from simulation.workshop.script import SCRIPT, script_of
from simulation.workshop.telling_own import QUESTIONS, TITLES
from simulation.workshop_server.checking import IF_IT_FAILS

ROOT = Path(__file__).parents[2]
PACK = ROOT / "docs" / "workshop"


def test_the_script_asks_what_the_screens_ask() -> None:
    script = (PACK / "45-minutes.md").read_text()
    for number, (title, question) in enumerate(zip(TITLES, QUESTIONS, strict=True), start=1):
        assert f"| {number}. {title} | {question} |" in script


def test_the_plan_of_minutes_is_the_server_s() -> None:
    script = (PACK / "45-minutes.md").read_text()
    setting = WorkshopSetting.load("honest-council")
    minutes = setting.minutes
    plan = [int(start) for start in re.findall(r"^\| (\d+) \| \w", script, re.MULTILINE)]
    lengths = [minutes.join, minutes.brief, minutes.practice, setting.game.rounds * minutes.round]
    lengths += [minutes.predict, minutes.reveal, minutes.close]
    starts = [sum(lengths[:k]) for k in range(len(lengths))]
    assert plan == starts
    assert sum(lengths) <= 45


def test_what_the_pack_has_the_teacher_say_is_on_the_teacher_s_page() -> None:
    pack = (PACK / "45-minutes.md").read_text()
    quotes = re.findall(r"(?:^>.*\n)+", pack, re.MULTILINE)
    said = [" ".join(quote.replace(">", " ").replace("*", "").split()) for quote in quotes]
    assert len(said) == 6
    words = " ".join(SCRIPT.values())
    assert [quote for quote in said if quote not in words] == []


def test_what_the_pack_has_the_teacher_say_before_the_second_rounds_is_there_then() -> None:
    pack = (PACK / "three-hours.md").read_text().partition("### Before the second rounds")[2].partition("###")[0]
    said = " ".join("".join(re.findall(r"^>(.*\n)", pack, re.MULTILINE)).split())
    arc = arc_of(WorkshopSetting.load("honest-council").changed(second=True))
    assert [station.id for station in arc if said in script_of(station)] == ["second-round-1"]


def test_buttons_that_the_pack_names_are_buttons() -> None:
    desk = (ROOT / "simulation" / "workshop_server" / "templates" / "desk" / "desk.html").read_text()
    room = new_room(WorkshopSetting.load("honest-council"), at=0.0)
    pressed = {control.label for control in controls_of(room, now=0.0)}
    table = (PACK / "index.md").read_text().partition("| what | when it helps |")[2].partition("\n\n")[0]
    named = re.findall(r'"([^"]+)"', table)
    assert len(named) >= 9
    for label in named:
        assert label in desk or any(control.startswith(label) for control in pressed), label


def test_what_the_pack_names_is_on_the_pages() -> None:
    pages = "".join(
        path.read_text() for path in (ROOT / "simulation" / "workshop_server" / "templates").rglob("*.html")
    )
    told = (PACK / "index.md").read_text() + (PACK / "what-goes-wrong.md").read_text()
    for words in ("Share this seat with your table", "I have four words", "Card for a new phone", "Let in"):
        assert words in " ".join(told.split())
        assert words in pages
    assert "client isolation" in " ".join(IF_IT_FAILS)
    assert "client isolation" in told
