"""Chance: every draw of a future, addressed by (seed, run, purpose, quarter, organisation).

Three kinds of draw, so that a change of parameter or policy never moves one:

*Streams* (SFC64 from ``SeedSequence([seed, run, purpose])``) fill what every organisation needs in
every quarter, in fixed numbers and in a fixed order (quarter, kind, organisation), inside compiled
code. A longer horizon extends a stream and changes nothing before.

*Addressed draws* are for what is needed seldom: the noise of an inspection, a newcomer's quality, the
size of a crisis. A hash of the run's key and the address gives the same number whoever asks, whenever,
and however often; nothing is stored. The hash is SplitMix64's finaliser (Steele, Lea and Flood 2014,
doi 10.1145/2660193.2660195) over the address, keyed, and again.

*Named draws* are for numbers that the model knows by name: the uncertain ones of a comparison. Their address is
the name, so that one more parameter or instrument, or their order, moves none of the others'.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np

from simulation import normals
from simulation.compiled import compiled

__all__ = [
    "Chance",
    "Purpose",
    "Shock",
    "fill_normals",
    "key_of",
    "named_uniforms",
    "normal_at",
    "stream_of",
    "uniform_at",
]


class Purpose(IntEnum):
    """What a stream is for. A stream never serves two purposes."""

    POPULATION = 0
    TIES = 1
    SHOCKS = 2
    CHANCES = 3
    PARAMETERS = 4


class Shock(IntEnum):
    """The standard normals that every organisation needs every quarter, in the stream's order."""

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
    """The first of sixteen kinds that a policy may ask its view for."""


_KINDS = np.uint64(32)
_ADDRESSES = np.uint64(1 << 20)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_UNIT = 1.0 / 9007199254740992.0
_TWO_PI = 2.0 * math.pi


def stream_of(seed: int, run: int, purpose: Purpose) -> np.random.Generator:
    """The generator of one purpose in one run."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, run, int(purpose)])))


def key_of(seed: int, run: int, purpose: Purpose) -> int:
    """The 64-bit key of one run's addressed draws."""
    return int(np.random.SeedSequence([seed, run, int(purpose)]).generate_state(1, np.uint64)[0])


def fill_normals(generator: np.random.Generator, out: np.ndarray) -> None:
    """Fill ``out`` (quarters, draws a quarter) with standard normals in order, as NumPy would.

    The generator is one of ``stream_of``, and goes on behind them.
    """
    state = generator.bit_generator.state
    normals.fill(state["state"]["state"], out)
    generator.bit_generator.state = state


def named_uniforms(seed: int, run: int, purpose: Purpose, names: Sequence[str]) -> np.ndarray:
    """A uniform in [0, 1) for each name, shape (names,): the same whichever others are asked for."""
    key = np.uint64(key_of(seed, run, purpose))
    digests = b"".join(hashlib.blake2b(name.encode(), digest_size=8).digest() for name in names)
    words = _mixed(_mixed(np.frombuffer(digests, "<u8") * _STEP) ^ key)
    return (words >> np.uint64(11)) * _UNIT


def _mixed(word: Any) -> Any:
    """SplitMix64's finaliser, of a word or of an array of them."""
    word = (word ^ (word >> np.uint64(30))) * _FIRST
    word = (word ^ (word >> np.uint64(27))) * _SECOND
    return word ^ (word >> np.uint64(31))


_mix = compiled(_mixed)


@compiled
def _word_at(key: np.uint64, quarter: int, kind: int, place: int) -> np.uint64:
    address = (np.uint64(quarter) * _KINDS + np.uint64(kind)) * _ADDRESSES + np.uint64(place)
    return _mix(_mix((address + np.uint64(1)) * _STEP) ^ key)


@compiled
def uniform_at(key: np.uint64, quarter: int, kind: int, organisation: int) -> float:
    """A uniform in [0, 1) for one kind of chance of one organisation in one quarter (from the run-in's first)."""
    return (_word_at(key, quarter, kind, 2 * organisation) >> np.uint64(11)) * _UNIT


@compiled
def normal_at(key: np.uint64, quarter: int, kind: int, organisation: int) -> float:
    """A standard normal at an address, by Box and Muller from two words."""
    first = (_word_at(key, quarter, kind, 2 * organisation) >> np.uint64(11)) * _UNIT
    second = (_word_at(key, quarter, kind, 2 * organisation + 1) >> np.uint64(11)) * _UNIT
    return math.sqrt(-2.0 * math.log(1.0 - first)) * math.cos(_TWO_PI * second)
