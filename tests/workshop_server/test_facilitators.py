"""The facilitator's page offers what can be done now, and asks once more where there is no way back."""

from __future__ import annotations

import re
from pathlib import Path

from tests.workshop_server.client import Client
from tests.workshop_server.running import held, small


def shown(facilitator: Client) -> str:
    return facilitator.data("/facilitator/live?mark=")["html"]


def confirmed(html: str, button: str) -> bool:
    """Whether a button lies behind another that opens it."""
    before = html.partition(f">{button}")[0]
    assert before != html, button
    return before.rfind("<summary") > before.rfind("</details>")


def test_each_station_has_what_is_needed_there(tmp_path: Path) -> None:
    with held(tmp_path / "session.db", small(rounds=1)) as found:
        facilitator = found.facilitator()
        found.participant()
        brief = found.workshop.setting.game.brief
        html = shown(facilitator)
        assert brief in html.replace("&#39;", "'")
        assert confirmed(html, "Yes, remove seat 1")
        found.go_to(facilitator, "practice")
        html = shown(facilitator)
        assert brief not in html.replace("&#39;", "'")
        assert "Let it happen" not in html  # it would be refused
        found.go_to(facilitator, "round-1")
        html = shown(facilitator)
        assert html.count("Let it happen") == 2
        assert len(re.findall(r'name="organisation" required><option value="">choose a council<', html)) == 2
        nowhere = found.act(facilitator, "event", key="scandal", organisation="")
        assert (nowhere.status, "at which organisation" in nowhere.data["said"]) == (400, True)
        found.go_to(facilitator, "reveal")
        for screen in range(1, 7):
            html = shown(facilitator)
            assert f"Screen {screen} of 6" in html
            if screen < 6:
                assert confirmed(html, "Yes, leave the other screens out")
                assert found.act(facilitator, "screen", number=screen + 1).status == 200
        assert "Yes, leave the other screens out" not in html
        assert not confirmed(html, "Go on: close")
        assert "Name on the wall who decided best" not in html  # on screen 5 alone
        assert "turnaround workshop forget session.db" in html
