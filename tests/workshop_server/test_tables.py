"""A table shares a seat: the same desk on several devices, proposals to each other, and one chair that decides."""

from __future__ import annotations

import re
from pathlib import Path

from tests.workshop_server.client import Client
from tests.workshop_server.running import Held, held, small


def sits_beside(found: Held, first: Client) -> Client:
    """Another device at the same seat."""
    words = re.search(r"type: ([\w -]+)\.", first.send("/play/mate").data["said"])
    assert words is not None
    other = found.client()
    assert other.post("/card", {"words": words[1]}).header("location") == "/play"
    return other


def shown(client: Client) -> str:
    return client.data("/play/live?mark=")["html"]


def an_order(client: Client, action: str) -> dict[str, object]:
    html = shown(client)
    form = re.search(r'<form id="(case-\d+)"', html)
    assert form is not None
    return {**client.hidden(html, form[1]), "action": action, "stance": ""}


def test_a_table_decides_together(tmp_path: Path) -> None:
    with held(tmp_path / "table.db", small()) as found:
        facilitator, chair = found.facilitator(), found.participant("Table three")
        alone = found.participant("Alone")
        mate = sits_beside(found, chair)
        assert len(found.workshop.facilitator_view().seats) == 2
        found.go_to(facilitator, "practice")
        assert "Your table: 2 devices" in shown(chair)
        assert "has the chair and decides" in shown(mate)
        assert 'id="done-button"' not in shown(mate)
        assert "Your table:" not in shown(alone)
        proposed = mate.send("/play/decide", an_order(mate, "inspect"))
        assert (proposed.status, proposed.data["said"]) == (200, "Proposed to your table")
        assert "Device 2 proposes: Inspect" in shown(chair)
        assert "0 decisions" in shown(chair)  # nothing is decided by it
        assert not found.workshop.participant_view(1).draft.orders.get("cases")  # type: ignore[union-attr]
        assert chair.send("/play/decide", an_order(chair, "hold")).data["said"] == "Saved"
        assert "1 decision" in shown(chair)
        assert mate.send("/play/chair", {"to": 2}).status == 409
        assert chair.send("/play/chair", {"to": 7}).status in (400, 403, 409)
        assert chair.send("/play/chair", {"to": 2}).status == 200
        assert "has the chair and decides" in shown(chair)
        assert mate.send("/play/decide", an_order(mate, "inspect")).data["said"] == "Saved"
        assert "Device 2 proposes" not in shown(chair)


def test_only_the_chair_marks_for_the_table(tmp_path: Path) -> None:
    with held(tmp_path / "table.db", small(rounds=1)) as found:
        facilitator, chair = found.facilitator(), found.participant("Table three")
        mate = sits_beside(found, chair)
        found.go_to(facilitator, "predict")
        html = shown(mate)
        assert "saves the marks of your table" in html
        marks = {**mate.hidden(html, "marks"), "worse": [0, 1, 2], "good_news": ""}
        refused = mate.send("/play/predict", marks)
        assert refused.status == 403
        assert chair.send("/play/predict", {**marks, "message": "n" * 12}).status == 200
