"""A server that is killed in the middle of a round: what it acknowledged is there, and nothing counts twice."""

from __future__ import annotations

import collections
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulation.workshop import Workshop
from simulation.workshop.happenings import Answered
from simulation.workshop.store import Store
from tests.workshop.small import PATIENCE

ROOT = Path(__file__).parents[2]
SEATS = 12


def killed(path: Path, seed: int, answers: int, after: float) -> list[list[str]]:
    """Run a server under load and kill it some time after so many answers; what it had acknowledged.

    Args:
        path: its file.
        seed: of what is decided.
        answers: that it gives before, so that there is a load however slow the machine is.
        after: seconds.
    """
    command = [sys.executable, "-m", "tests.workshop.loaded", str(path), str(SEATS), str(seed)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as server:
        assert server.stdout is not None
        said: list[list[str]] = []
        while sum(words[0] == "saved" for words in said) < answers:
            line = server.stdout.readline()
            assert line, "the server did not come up"
            said.append(line.split())
        time.sleep(after)
        server.send_signal(signal.SIGKILL)
        rest = server.stdout.read()
        lines = rest.splitlines() if rest.endswith("\n") else rest.splitlines()[:-1]
        said.extend(line.split() for line in lines)
    assert server.returncode == -signal.SIGKILL
    return said


def check(path: Path, acknowledged: dict[tuple[int, str], tuple[str, int]]) -> int:
    """Whether all that was acknowledged is in the file, once, as it was acknowledged; how many answers it holds."""
    store = Store(path)
    answers = [entry.happening for entry in store.journal() if isinstance(entry.happening, Answered)]
    store.close()
    kept = {(a.seat, a.id): (a.station, a.revision) for a in answers}
    assert len(kept) == len(answers), "a message counts twice"
    missing = acknowledged.keys() - kept.keys()
    assert not missing, f"{len(missing)} acknowledged messages are lost"
    assert all(kept[key] == value for key, value in acknowledged.items())
    last = collections.Counter[tuple[int, str]]()
    for answer in answers:  # revisions of a seat at a station go up by one, without a gap
        assert answer.revision == last[answer.seat, answer.station] + 1
        last[answer.seat, answer.station] = answer.revision
    return len(answers)


def kill_again_and_again(path: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill a server so many times; how many messages were acknowledged in all, and how many answers the file holds."""
    chance = random.Random(seed)
    acknowledged: dict[tuple[int, str], tuple[str, int]] = {}
    total = 0
    for k in range(times):
        for words in killed(path, seed + k, chance.randint(8, 60), chance.uniform(0.0, 0.5)):
            if words[0] == "saved":
                acknowledged[int(words[1]), words[2]] = (words[3], int(words[4]))
        total = check(path, acknowledged)
    assert len(acknowledged) > 5 * times, "there was no load to speak of"
    with Workshop.open(path) as workshop:
        assert len(workshop.room.seats) == SEATS
        for (seat, message), (_, revision) in list(acknowledged.items())[-50:]:
            again = workshop.decide(seat, message, workshop.room.station.id, 0, {}).result(PATIENCE)
            assert again.revision == revision
    return len(acknowledged), total


def test_a_server_killed_in_a_round_loses_and_doubles_nothing(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "workshop.db", 2, seed=1)


@pytest.mark.slow
def test_a_server_killed_twenty_times_loses_and_doubles_nothing(tmp_path: Path) -> None:
    acknowledged, kept = kill_again_and_again(tmp_path / "workshop.db", 20, seed=2)
    print(f"killed 20 times: {acknowledged} messages acknowledged, all of them among {kept} kept, none twice")
