"""The debrief and the tables: the facilitator alone takes them, after the reveal, names escaped or left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import html5lib

from simulation.workshop.exporting import session_export
from simulation.workshop_server.debrief import debrief_html
from tests.workshop_server.client import Client
from tests.workshop_server.running import Held, held, small

NAME = "<b>Bo & Co</b>"


def revealed(found: Held) -> Client:
    """Play a short session to its first screen, with one who marks."""
    facilitator, desk = found.facilitator(), found.participant(NAME)
    found.participant("=1+1")
    found.go_to(facilitator, "predict")
    fields = desk.hidden(desk.data("/play/live?mark=")["html"], "marks")
    told = desk.send("/play/predict", {**fields, "worse": [0, 1, 2], "good_news": ""})
    assert told.status == 200, told.text
    assert desk.send("/play/predict", {**fields, "message": "m" * 12, "worse": [0, 1]}).status == 400
    found.go_to(facilitator, "reveal")
    return facilitator


def test_a_session_is_taken_home(tmp_path: Path) -> None:
    file = tmp_path / "session.db"
    with held(file, small(rounds=1)) as found:
        early = found.facilitator()
        assert early.get("/facilitator/debrief.html").status == 403
        facilitator = revealed(found)
        desk, wall = found.clients[2], found.wall()
        before = desk.data("/play/live?mark=")
        assert "1 of 6" in before["html"]
        for later in ("Harm and cost", "point-years", "What you would change", "left waiting"):
            assert later not in before["html"] + wall.get("/wall").text, later  # a screen is sent when it is shown
        assert desk.get("/facilitator/debrief.html?names=yes").status == 403
        assert wall.get("/facilitator/tables.zip").status == 403
        named = facilitator.get("/facilitator/debrief.html?names=yes")
        assert "attachment" in named.header("content-disposition")
        assert NAME not in named.text
        assert "&lt;b&gt;Bo &amp; Co&lt;/b&gt;" in named.text
        assert "Bo &amp;" not in facilitator.get("/facilitator/debrief.html").text
        html5lib.HTMLParser(strict=True).parse(named.text)
        for outside in ("http://", "https://", "src=", "@import", "url("):
            assert outside not in named.text
        with zipfile.ZipFile(io.BytesIO(facilitator.get("/facilitator/tables.zip?names=yes").body)) as tables:
            told = {name: tables.read(name).decode() for name in tables.namelist()}
        assert all(text.startswith("\ufeff") for text in told.values())  # else spreadsheets spoil names
        assert "'=1+1" in told["participants.csv"]  # no spreadsheet runs it
        with zipfile.ZipFile(io.BytesIO(facilitator.get("/facilitator/tables.zip").body)) as tables:
            assert all(b"1+1" not in tables.read(name) and b"Bo" not in tables.read(name) for name in tables.namelist())
        assert found.act(facilitator, "screen", number=2).status == 200
        assert "2 of 6" in desk.data("/play/live?mark=")["html"]
        assert desk.send("/play/wish", {"message": "w" * 12, "base": 0, "change": "no such"}).status == 400
        page = named.text
    with held(file) as again:
        facilitator = again.facilitator()
        again.until(lambda: facilitator.get("/facilitator/debrief.html?names=yes").status == 200)
        assert _without_log(facilitator.get("/facilitator/debrief.html?names=yes").text) == _without_log(page)


def _without_log(page: str) -> str:
    return page.partition("What happened when")[0]


def test_a_second_future_is_held_and_told(tmp_path: Path) -> None:
    with held(tmp_path / "session.db", small(rounds=1, second=True)) as found:
        facilitator = revealed(found)
        desk, wall = found.clients[1], found.wall()
        for number in range(2, 7):
            assert found.act(facilitator, "screen", number=number).status == 200
        assert "second future is played with one rule changed" in facilitator.get("/facilitator").text
        rule = found.site.setting.changes[1]
        assert found.act(facilitator, "rule", key="no such").status in (400, 403)
        assert found.act(facilitator, "rule", key=rule.key).status == 200
        found.go_to(facilitator, "second-round-1")
        assert f"One rule is changed: {rule.label}" in desk.data("/play/live?mark=")["html"]
        assert f"Second future: {rule.label}" in wall.data("/wall/live?mark=")["html"]
        found.go_to(facilitator, "second-reveal")
        for number in range(2, 7):
            assert found.act(facilitator, "screen", number=number).status == 200
        for told in (desk.data("/play/live?mark=")["html"], wall.data("/wall/live?mark=")["html"]):
            assert "<th>Second future</th>" in told
        debrief = session_export(found.workshop, names=True).debrief
        page = debrief_html(debrief)
        html5lib.HTMLParser(strict=True).parse(page)
        assert page.count('<p class="question">') == 12
        assert "The second future, with one rule changed" in page
