"""Chance as ``docs/model/randomness.md`` addresses it, on plain whole numbers."""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np

WRAP = 2**64 - 1


class Purpose(IntEnum):
    """What a stream is for."""

    POPULATION = 0
    TIES = 1
    SHOCKS = 2
    CHANCES = 3


class Shock(IntEnum):
    """The four normals of an organisation in a quarter."""

    PRESSURE = 0
    QUALITY = 1
    CAPABILITY = 2
    REPORT = 3


class Chance(IntEnum):
    """What an addressed draw is for."""

    LEADER_LEAVES = 0
    NEWCOMER = 1
    CRISIS = 2
    CRISIS_SIZE = 3
    REFORM_REDRAW = 4
    EXPOSURE = 5
    INSPECTION_NOISE = 6
    INSPECTION_MISS = 7
    VISIT_NOISE = 8
    VISIT_MISS = 9
    BOARD_NOISE = 10
    RANDOM_PLAN = 11
    ROTA = 12
    DONOR = 13
    POLICY = 16


def stream(seed: int, run: int, purpose: Purpose) -> np.random.Generator:
    """Normals and uniforms in order, from the generator that the description names."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, run, int(purpose)])))


def mix(word: int) -> int:
    """The finaliser of SplitMix64."""
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & WRAP
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & WRAP
    return word ^ (word >> 31)


class Chances:
    """The addressed draws of one run."""

    def __init__(self, seed: int, run: int) -> None:
        words = np.random.SeedSequence([seed, run, int(Purpose.CHANCES)]).generate_state(1, np.uint64)
        self.key = int(words[0])

    def _uniform_at(self, kind: int, quarter: int, place: int) -> float:
        address = (32 * quarter + kind) * 2**20 + place
        word = mix(mix(((address + 1) * 0x9E3779B97F4A7C15) & WRAP) ^ self.key)
        return (word >> 11) * 2.0**-53

    def uniform(self, kind: int, quarter: int, organisation: int) -> float:
        """A uniform in [0, 1)."""
        return self._uniform_at(kind, quarter, 2 * organisation)

    def normal(self, kind: int, quarter: int, organisation: int) -> float:
        """A standard normal."""
        first = self._uniform_at(kind, quarter, 2 * organisation)
        second = self._uniform_at(kind, quarter, 2 * organisation + 1)
        return math.sqrt(-2.0 * math.log(1.0 - first)) * math.cos(2.0 * math.pi * second)
