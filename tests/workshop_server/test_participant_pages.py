"""What a phone shows while the games are played on."""

from __future__ import annotations

from types import SimpleNamespace

from simulation.workshop.room import new_room
from simulation.workshop.setting import WorkshopSetting
from simulation.workshop.sheets import ClockView
from simulation.workshop.showing import station_view
from simulation.workshop_server.rendering import render


def test_what_comes_next_is_named_and_not_called_over() -> None:
    """While games are played on, the session is at the station that is about to begin."""
    room = new_room(WorkshopSetting.load("honest-council"), at=0.0)
    for station in room.arc[1:]:
        view = SimpleNamespace(
            station=station_view(SimpleNamespace(station=station, is_settling=True)),  # type: ignore[arg-type]
            clock=ClockView(None, 0, False, False),
            rule="",
            notice="",
            screen=None,
        )
        html = render("play/settling.html", view=view)
        assert f">Next: {station.label.lower()}</h1>" in html
        assert "is over" not in html
