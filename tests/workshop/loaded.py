"""A server under load in a process of its own, to be killed: prints a line for each thing that it acknowledged.

    python -m tests.workshop.loaded FILE SEATS SEED
"""

from __future__ import annotations

import random
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from simulation.workshop import RefusedError, StoreError, Workshop
from simulation.workshop import commands as c
from tests.workshop.small import PATIENCE, small

_PRINTING = threading.Lock()


def say(*words: object) -> None:
    with _PRINTING:
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        sys.stdout.flush()


def play(workshop: Workshop, seat: int, chance: random.Random) -> None:
    """One phone: it decides again and again, sends some messages twice, and says what was acknowledged."""
    while True:
        room = workshop.room
        station, draft = room.station.id, room.seats[seat].draft
        message = f"m-{chance.getrandbits(64):016x}"
        orders = {"cases": [{"organisation": chance.randrange(14), "action": chance.choice(["inspect", "hold"])}]}
        for _ in range(chance.choice((1, 1, 2))):
            asked: Future[Any] = workshop.decide(seat, message, station, draft.revision, orders)
            try:
                say("saved", seat, message, station, asked.result(PATIENCE).revision)
            except (RefusedError, StoreError):
                time.sleep(0.01)


def main(path: Path, seats: int, seed: int) -> None:
    is_new = not Workshop.exists(path)
    workshop = Workshop.create(path, small()) if is_new else Workshop.open(path)
    workshop.start()
    if is_new:
        for k in range(seats):
            say("seat", workshop.join(workshop.code, f"Player {k}").result(PATIENCE).seat)
        for station in ("join", "brief"):
            workshop.act(c.Advance(station)).result(PATIENCE)
    while workshop.room.is_settling:
        time.sleep(0.01)
    if workshop.room.station.id == "practice":
        workshop.act(c.Extend(1800.0)).result(PATIENCE)
    say("ready", workshop.room.station.id)
    chance = random.Random(seed)
    for seat in workshop.room.playing:
        threading.Thread(target=play, args=(workshop, seat.number, random.Random(chance.random())), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
