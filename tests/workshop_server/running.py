"""A workshop that runs: a real session behind a real server, small enough for tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from simulation.app.launching import bound_socket
from simulation.game import Game, RoundOrders
from simulation.workshop import Workshop, WorkshopSetting, deciding, director
from simulation.workshop.keys import futures_seed
from simulation.workshop_server.addresses import Own
from simulation.workshop_server.application import application
from simulation.workshop_server.serving import server
from simulation.workshop_server.site import Site
from tests.workshop_server.client import Answer, Client

__all__ = ["Held", "held", "small"]

PATIENCE = 300.0
"""Seconds: the model may have to be compiled, on a machine that has other work."""


LONG = {"practice": 60.0, "round": 60.0, "predict": 60.0}
"""Minutes: bells are rung by hand, so that no test hangs on how fast the machine is."""


GRACE = 1.0
"""Seconds after a bell in which what is on its way counts: what five of them do is tried by a clock set by hand."""


def small(rounds: int = 2, minutes: Mapping[str, float] = LONG, **changes: Any) -> WorkshopSetting:
    """The workshop that ships with few rounds, and decisions valued in few futures."""
    setting = WorkshopSetting.load("honest-council").changed(rounds=rounds, minutes=minutes, **changes)
    data = setting.as_data()
    return WorkshopSetting.from_data({**data, "game": {**data["game"], "futures": 2}}, "small")


@dataclass
class Held:
    """A session that is being held."""

    workshop: Workshop
    site: Site
    port: int
    clients: list[Client] = field(default_factory=list)

    def client(self) -> Client:
        self.clients.append(Client(self.port))
        return self.clients[-1]

    def facilitator(self) -> Client:
        client = self.client()
        answer = client.get(f"/facilitate/{self.workshop.new_link().result()}")
        assert (answer.status, answer.header("location")) == (303, "/facilitator")
        return client

    def participant(self, name: str = "Amina") -> Client:
        client = self.client()
        answer = client.post("/join", {"code": self.workshop.code, "name": name})
        assert (answer.status, answer.header("location")) == (303, "/play"), answer.text
        return client

    def wall(self) -> Client:
        client = self.client()
        assert client.get(f"/wall/{self.workshop.wall_key}").status == 303
        return client

    def act(self, facilitator: Client, act: str, **fields: object) -> Answer:
        return facilitator.send("/facilitator/act", {"act": act, "station": self.station, **fields})

    @property
    def station(self) -> str:
        return self.workshop.wall_view().station.id

    def go_to(self, facilitator: Client, station: str) -> None:
        """Go on until a station is open."""
        while not self.is_at(station):
            view = self.workshop.wall_view()
            if not view.station.is_settling:
                # A bell that has rung leaves some seconds for what is on its way; a second press does not wait.
                self.act(facilitator, "advance")
            self.until(lambda before=view.mark: self.workshop.wall_view().mark != before or self.is_at(station))

    def is_at(self, station: str) -> bool:
        view = self.workshop.wall_view()
        return view.station.id == station and not view.station.is_settling

    @staticmethod
    def until(is_so: Callable[[], bool]) -> None:
        ends = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < ends, "waited in vain"
            time.sleep(0.02)


def eventful(path: Path, setting: WorkshopSetting) -> Workshop:
    """A new session in whose rounds cases come to the desk: tests need some, and one future in ten has few."""
    while True:
        workshop = Workshop.create(path, setting)
        if all(_has_cases(workshop, future) for future in (0, 1)):
            return workshop
        workshop.close()
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()


def _has_cases(workshop: Workshop, future: int) -> bool:
    game = Game(workshop.setting.game, futures_seed(workshop._key, future), "a-look-ahead")
    counts = [len(game.view().cases)]
    if future > 0 and workshop.setting.game.rounds > 1:
        game.play(RoundOrders(), strict=False)
        counts.append(len(game.view().cases))
    return min(counts) >= 3


@contextmanager
def held(path: Path, setting: WorkshopSetting | None = None, port: int = 0) -> Iterator[Held]:
    """Hold the session of a file, or a new one, behind a server on loopback; its bells have little grace."""
    workshop = Workshop.open(path) if Workshop.exists(path) else eventful(path, setting or small())
    listening = bound_socket("127.0.0.1", port)
    bound = listening.getsockname()[1]
    is_up = threading.Event()
    with workshop, patch.object(deciding, "GRACE", GRACE), patch.object(director, "GRACE", GRACE):
        site = Site(workshop, f"http://127.0.0.1:{bound}")
        running = server(application(site, Own("127.0.0.1", bound)), is_up.set)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        assert is_up.wait(PATIENCE)
        try:
            yield Held(workshop, site, bound)
        finally:
            running.should_exit = True
            thread.join(PATIENCE)
            listening.close()
