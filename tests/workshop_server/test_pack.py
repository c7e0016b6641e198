"""The teaching pack says what the pages say, and its plan adds up."""

from __future__ import annotations

import re
from pathlib import Path

from simulation.workshop import WorkshopSetting
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
