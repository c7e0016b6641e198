"""A small future to look at, and settings that choose it."""

from __future__ import annotations

from functools import cache

from simulation.app.address import policy_in
from simulation.app.replay import Played, Replay, play, replay_of
from tests.session.small import small

SEED, FUTURE = 4, 1


@cache
def small_played(policy: str = "improvement-boards") -> Played:
    return play(small(), policy_in(policy), seed=SEED, future=FUTURE)


@cache
def small_replay(policy: str = "improvement-boards") -> Replay:
    return replay_of(small_played(policy))
