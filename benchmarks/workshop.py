"""A full room on loopback: a hundred joins, a hundred deciding at once while all poll, and a server killed meanwhile.

``python -m benchmarks.workshop [--people 100] [--kills 20]`` runs it by itself. The server is the command's, in a
process of its own; people are sockets in this one. What was acknowledged is then looked for in the session's file.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.timing import Row
from simulation.workshop import Workshop

__all__ = ["Measured", "full_room", "workshop_rows"]

PATIENCE = 180.0
_COMMAND = "from simulation.cli.main import main; main()"
_EVERY = 2.0
"""Seconds after which a page asks for the state again, as the pages do."""


class Server:
    """The command's server on one session's file; it can be killed and started again."""

    def __init__(self, file: Path) -> None:
        self.file, self.port, self.said = file, 0, ""
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it can be visited."""
        self.said = ""
        log = self.file.with_suffix(".log")
        with log.open("w") as said:  # a file: a pipe that nobody reads would hold the server up
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-c", _COMMAND, "workshop", "--db", str(self.file), "--port", str(self.port)],
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        ends = time.monotonic() + PATIENCE
        while "Stop with Ctrl+C" not in self.said:
            if self.process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError(f"the server has not come up: {self.said}")
            time.sleep(0.05)
            self.said = log.read_text()
        self.port = int(self._found(r"http://127\.0\.0\.1:(\d+)"))

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        assert found is not None, self.said
        return found[1]

    @property
    def code(self) -> str:
        """For joining."""
        return self._found(r"code\s+(\w{6})")

    @property
    def link(self) -> str:
        """The path of the facilitator's link."""
        return self._found(r"(/facilitate/\S+)")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: politely by default."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)


@dataclass
class Person:
    """A browser: its cookie, and what it was told to be saved."""

    server: Server
    cookie: str = ""
    revision: int = 0
    seconds: list[float] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)

    async def ask(self, method: str, path: str, fields: dict[str, object] | None = None) -> tuple[int, str, bytes]:
        """One question on a connection of its own: status, cookie, body."""
        body = urlencode(fields or {}).encode()
        host = f"127.0.0.1:{self.server.port}"
        head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\nConnection: close\r\n"
        head += f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        if method == "POST":
            head += f"Origin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(body)}\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        try:
            writer.write(head.encode() + b"\r\n" + body)
            await writer.drain()
            answer = await asyncio.wait_for(reader.read(), PATIENCE)
        finally:
            writer.close()
        top, _, rest = answer.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", top)
        if length is None or len(rest) < int(length[1]):
            raise ConnectionError("no whole answer")
        given = re.search(rb"set-cookie: ([^;]+)", top)
        return int(top.split()[1]), given[1].decode() if given else "", rest

    async def sit_down(self, code: str, name: str) -> None:
        """Join, and load the page."""
        status, self.cookie, _ = await self.ask("POST", "/join", {"code": code, "name": name})
        assert status == 303, status
        await self.ask("GET", "/play")

    async def live(self) -> dict[str, object]:
        """The state of the page."""
        return json.loads((await self.ask("GET", "/play/live?mark="))[2])

    async def keep_in_touch(self) -> None:
        """Poll as a page does."""
        mark = ""
        while True:
            await asyncio.sleep(_EVERY * random.uniform(0.95, 1.15))
            try:
                told = json.loads((await self.ask("GET", f"/play/live?mark={mark}"))[2])
                mark = str(told.get("mark", mark))
            except (OSError, ValueError):
                continue

    async def decide(self, station: str, organisation: int, order: dict[str, str]) -> None:
        """Decide, and send the same again until it is saved."""
        message = f"{random.getrandbits(96):024x}"
        fields: dict[str, object] = {"message": message, "station": station, "organisation": organisation}
        fields |= {"action": "", "stance": "", **order, "base": self.revision}
        begun = time.perf_counter()
        while True:
            try:
                status, _, body = await self.ask("POST", "/play/decide", fields)
            except (OSError, ValueError, IndexError):
                status, body = 0, b""
            if status == 200:
                break
            assert status in (0, 429, 500, 503), (status, body)
            await asyncio.sleep(0.3)
        self.seconds.append(time.perf_counter() - begun)
        self.revision = json.loads(body)["revision"]
        self.saved.append(message)
        await asyncio.sleep(random.uniform(0.3, 0.8))
        with contextlib.suppress(OSError, ValueError, IndexError):
            await self.live()  # a page then shows what money and capacity are left


async def _open_practice(server: Server) -> None:
    facilitator = Person(server)
    _, facilitator.cookie, _ = await facilitator.ask("GET", server.link)
    for station in ("join", "brief"):
        status, _, body = await facilitator.ask("POST", "/facilitator/act", {"act": "advance", "station": station})
        assert status == 200, body
    await facilitator.ask("POST", "/facilitator/act", {"act": "extend", "seconds": 1500})


async def _play(server: Server, people: int, waves: int, kills: int) -> tuple[list[Person], float]:
    """Everybody joins, and decides in waves while all poll; the server is killed in the midst of some."""
    room = [Person(server) for _ in range(people)]
    begun = time.perf_counter()
    await asyncio.gather(*(one.sit_down(server.code, f"Person {k}") for k, one in enumerate(room)))
    joined = time.perf_counter() - begun
    await _open_practice(server)
    while "practice 0 in open" not in str((await room[-1].live())["place"]):
        await asyncio.sleep(0.5)
    polling = [asyncio.create_task(one.keep_in_touch()) for one in room]
    case, orders = _what_to_decide(str((await room[0].live())["html"]))
    deadly = _deadly(waves, kills)
    for wave in range(waves):
        wave_of = [asyncio.create_task(one.decide("practice", case, orders[wave % 2])) for one in room]
        for _ in range(deadly[wave]):
            await asyncio.sleep(random.uniform(0.0, 0.6))
            server.stop(signal.SIGKILL)
            await asyncio.to_thread(server.start)
        await asyncio.gather(*wave_of)
    for task in polling:
        task.cancel()
    return room, joined


def _what_to_decide(html: str) -> tuple[int, list[dict[str, str]]]:
    """A case, and two orders that may be given on it in turn: the one after the other changes what is saved."""
    cards = re.findall(r'<form id="case-(\d+)"(.*?)</form>', html, re.DOTALL)
    stances = [int(case) for case, card in cards if 'name="stance"' in card]
    if stances:
        return stances[0], [{"stance": "candour protected"}, {"stance": "censure"}]
    # A stance counts where an organisation is called failing or treated. In a quiet future no case comes to the desk
    # at all, and anybody can be called up.
    return int(cards[0][0]) if cards else 0, [{"action": "inspect"}, {"action": "hold"}]


def _deadly(waves: int, kills: int) -> list[int]:
    return [kills // waves + (wave < kills % waves) for wave in range(waves)]


def _lost_and_doubled(file: Path, room: list[Person]) -> tuple[int, int]:
    """Acknowledged decisions that the file does not hold, and how many more it counts than there were messages."""
    workshop = Workshop.open(file)
    seats = workshop.room.seats.values()
    workshop.close()
    held = {message for seat in seats for message in seat.sent}
    lost = sum(message not in held for one in room for message in one.saved)
    return lost, sum(max(0, seat.draft.revision - len(seat.sent)) for seat in seats)


@dataclass(frozen=True)
class Measured:
    """What came of a full room.

    Attributes:
        joined: seconds until everybody had a seat.
        seconds: how long each decision took until it was acknowledged, sorted.
        lost, doubled: acknowledged decisions that the file does not hold, and those that it counts more than once.
    """

    joined: float
    seconds: tuple[float, ...]
    lost: int
    doubled: int

    @property
    def late(self) -> float:
        """The 95th percentile, seconds."""
        return self.seconds[int(0.95 * (len(self.seconds) - 1))]


def full_room(people: int, waves: int, kills: int = 0) -> Measured:
    """A room of ``people`` deciding at once, ``waves`` times; the server is killed ``kills`` times meanwhile."""
    with TemporaryDirectory() as folder:
        server = Server(Path(folder) / "session.db")
        server.start()
        try:
            room, joined = asyncio.run(_play(server, people, waves, kills))
        finally:
            server.stop()
        lost, doubled = _lost_and_doubled(server.file, room)
    return Measured(joined, tuple(sorted(second for one in room for second in one.seconds)), lost, doubled)


def workshop_rows(people: int = 100, waves: int = 5, kills: int = 0) -> list[Row]:
    """The same as rows of the table."""
    found = full_room(people, waves, kills)
    often = f", the server killed {kills} times" if kills else ""
    rows = [
        Row(f"{people} join from one address", f"{found.joined:.1f} s", "at most 60 s"),
        Row(f"Acknowledged decisions lost, of {len(found.seconds)}{often}", f"{found.lost}", "none"),
        Row("Decisions counted twice", f"{found.doubled}", "none"),
    ]
    if not kills:
        median = statistics.median(found.seconds)
        rows += [
            Row(f"{people} decide at once, all polling: median", f"{median:.2f} s", "below 1 s"),
            Row("95th percentile", f"{found.late:.2f} s", "below 3 s"),
            Row("slowest", f"{found.seconds[-1]:.2f} s"),
        ]
    return rows


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workshop", description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--waves", type=int, default=5)
    parser.add_argument("--kills", type=int, default=0)
    asked = parser.parse_args()
    for row in workshop_rows(asked.people, asked.waves, asked.kills):
        print(f"{row.what:<70} {row.measured:>8}   {row.goal}")


if __name__ == "__main__":
    main()
