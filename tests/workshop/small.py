"""A workshop that is over in seconds, by a clock that a test turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from simulation.workshop import Workshop, WorkshopSetting
from simulation.workshop import commands as c

PATIENCE = 300.0
"""Seconds: the model may have to be compiled, on a machine that has other work. Only what is wrong takes so long."""
MINUTES = {"join": 4, "brief": 3, "practice": 2, "round": 2, "predict": 3, "reveal": 17, "close": 2}


class HandClock:
    """A clock that stands until it is turned."""

    def __init__(self, at: float = 1_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        self.at += seconds


@cache
def small(rounds: int = 2, futures: int = 4, advice: bool = False) -> WorkshopSetting:
    """The honest council in few rounds, its decisions valued in few futures."""
    data = WorkshopSetting.load("honest-council").changed(rounds=rounds, advice=advice).as_data()
    return WorkshopSetting.from_data({**data, "game": {**data["game"], "futures": futures}})


def until(is_so: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Wait for what other threads do."""
    ends = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.01)
    return found


@contextmanager
def held(folder: Path, setting: WorkshopSetting | None = None, clock: HandClock | None = None) -> Iterator[Workshop]:
    """A workshop in a new file, started; its clock stands unless one is given."""
    with Workshop.create(folder / "workshop.db", setting or small(), now=clock or HandClock(), workers=2) as workshop:
        yield workshop


def let_pass(workshop: Workshop, clock: HandClock, seconds: float) -> None:
    """Let time pass before the server's eyes: a leap would be taken for a laptop that slept."""
    while seconds > 0:
        clock.turn(min(seconds, 5.0))
        seconds -= 5.0
        workshop._director.nudge()
        until(lambda: workshop._director._last == clock.at)


def seated(workshop: Workshop, count: int) -> list[int]:
    """Seats taken by participants."""
    return [workshop.join(workshop.code, f"Player {k}").result(PATIENCE).seat for k in range(count)]


def at_station(workshop: Workshop, station: str) -> None:
    """Wait until a station is open and every game is there."""
    until(lambda: workshop.room.station.id == station and not workshop.room.is_settling)
    if workshop.room.station.is_played:
        seats = [seat.number for seat in workshop.room.playing]
        until(lambda: all(shown(workshop, seat).play is not None for seat in seats))


def shown(workshop: Workshop, seat: int) -> Any:
    """What a seat is shown."""
    view = workshop.participant_view(seat)
    assert view is not None
    return view


def go_to(workshop: Workshop, clock: HandClock, station: str) -> None:
    """Go on, ringing bells, until a station is open."""
    while workshop.room.station.id != station or workshop.room.is_settling:
        until(lambda: not workshop.room.is_settling)
        here = workshop.room.station
        if here.id == station:
            break
        workshop.act(c.Advance(here.id)).result(PATIENCE)
        if here.is_timed:
            let_pass(workshop, clock, 6.0)
        until(lambda before=here.id: workshop.room.station.id != before)
    at_station(workshop, station)
