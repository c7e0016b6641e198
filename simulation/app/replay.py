"""One future under one policy, computed once and made ready to be looked at: quarters, log, places, ties.

What changes from quarter to quarter lies in one block of bytes; what does not (names, places, ties, the log) in one
text. Both go to a browser once, which then goes back and forth through the quarters by itself. Only they are kept for
visitors who come after: a session takes several times as much memory, and is played again for a file or a tour.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.analysis.sector_map import links_of, places_of
from simulation.analysis.titles import title_of
from simulation.app.packing import Block, pack_block
from simulation.batches import Recording, play_batch
from simulation.log import Kind
from simulation.parameters import REGISTER
from simulation.policies import spec_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.session import Session, open_run
from simulation.vocabulary import Grade, Stance, words

__all__ = ["Played", "Replay", "Twin", "head_of", "play", "replay_of", "thresholds_of", "twin_of"]

_POINTS = {"true": "quality", "reported": "reported", "believed": "belief"}
_SHARES = {"honesty": "honesty", "openness": "openness", "leadership": "leadership"}
_TWIN_CODES = ("instrument", "designated")
_CODES = ("instrument", "stance", "designated", "helper", "grade", "waiting")
_TALL = 0.4
"""Screens are wide: few rows of regions."""
_BOUNDS = ("failing_threshold", "warning_threshold", "good_threshold", "outstanding_threshold")


@dataclass(frozen=True, eq=False)
class Played:
    """A future that was played to its end; for files and tours.

    Attributes:
        session: the session that played it.
        seed, future: which future.
    """

    session: Session
    seed: int
    future: int

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return 3 * sum(array.nbytes for array in self.session.history.values()) + 2_000_000


@dataclass(frozen=True, eq=False)
class Replay:
    """A future as a browser takes it.

    Attributes:
        head: what does not change, as JSON (see ``head_of``).
        block: what does, quarter by quarter: arrays of shape (quarters, organisations).
    """

    head: str
    block: bytes

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return sys.getsizeof(self.head) + len(self.block)


@dataclass(frozen=True, eq=False)
class Twin:
    """The same future under another policy: each organisation's twin.

    Attributes:
        head: the policy, and what lies where in the block, as JSON.
        block: quality, instrument and whether designated, shape (quarters, organisations).
    """

    head: str
    block: bytes

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return len(self.head) + len(self.block)


def play(scenario: Scenario, policy: Policy, *, seed: int, future: int, real_names: bool = False) -> Played:
    """Play a future to its end.

    Raises:
        ScenarioError: where the scenario cannot be played.
    """
    session = open_run(scenario, policy, seed=seed, run=future, real_names=real_names)
    session.step(until=session.last)
    return Played(session, seed, future)


def replay_of(played: Played) -> Replay:
    """A future that was played, ready to be looked at."""
    block, listed = _block_of(played.session)
    head = _as_json(head_of(played) | {"arrays": listed})
    return Replay(head, block)


def twin_of(scenario: Scenario, policy: Policy, *, seed: int, future: int) -> Twin:
    """The same future under another policy, as far as its organisations' twins need it.

    The engine plays it without a log, which takes a third of the time; the numbers are those of a session to the bit.
    """
    recording = Recording(panel=frozenset([future]), panel_fields=("quality", *_TWIN_CODES))
    (panel,) = play_batch(scenario, scenario.sector(), [policy], [future], seed, recording).panels
    assert panel is not None
    codes = {name: panel[name][0] for name in _TWIN_CODES}
    block, listed = pack_block({"true": panel["quality"][0]}, {}, codes)
    return Twin(_as_json({"policy": spec_of(policy), "title": title_of(policy), "arrays": listed}), block)


def thresholds_of(scenario: Scenario) -> dict[str, float]:
    """The bounds of the grades and of worry, in points, by what pages call them."""
    return {
        name.removesuffix("_threshold"): float(scenario.parameters.get(name, REGISTER[name].default))
        for name in _BOUNDS
    }


def head_of(played: Played) -> dict[str, Any]:
    """What does not change while a future lasts, as a page needs it.

    Returns:
        Titles and words; ``names``, ``region``, ``places`` (x to the right, y down) of the organisations and of
        regions' names; ``ties`` and ``dependencies`` as pairs of indices; ``log`` entries as quarter, organisation,
        kind and sentence; ``sector`` counts and means, a number a quarter; ``thresholds`` in points.
    """
    session = played.session
    sector, scenario, history = session.sector, session.scenario, session.history
    places, names, is_map = places_of(sector, tall=_TALL)
    ties, dependencies = links_of(scenario, sector, run=played.future, seed=played.seed)
    bounds = thresholds_of(scenario)
    kinds = {kind: code for code, kind in enumerate(Kind)}
    failing, designated = history["quality"] < bounds["failing"], history["designated"] > 0
    return {
        "title": scenario.title,
        "policy": spec_of(session.policy),
        "policyTitle": title_of(session.policy),
        "one": scenario.organisation_word,
        "many": scenario.organisations_word,
        "quarters": history.quarters,
        "names": sector.names,
        "regions": sector.region_names,
        "region": sector.region.tolist(),
        "isMap": is_map,
        "places": _down(places),
        "regionPlaces": _down(names),
        "ties": ties[["first", "second"]].to_numpy().tolist(),
        "tieWeights": np.round(ties["weight"].to_numpy(), 2).tolist(),
        "dependencies": dependencies.to_numpy().tolist(),
        "thresholds": bounds,
        "instruments": [name.replace("_", " ") for name in scenario.tools()[0]],
        "stances": {str(int(stance)): words(stance) for stance in Stance},
        "grades": [words(grade) for grade in Grade],
        "kinds": [str(kind) for kind in kinds],
        "log": [[e.quarter, e.organisation, kinds[e.kind], e.sentence] for e in session.log],
        "sector": {
            "failing": failing.sum(axis=1).tolist(),
            "hidden": (failing & ~designated).sum(axis=1).tolist(),
            "designated": designated.sum(axis=1).tolist(),
            "reportedFailing": (history["reported"] < bounds["failing"]).sum(axis=1).tolist(),
            "true": _mean(history["quality"]),
            "reported": _mean(history["reported"]),
            "believed": _mean(history["belief"]),
        },
    }


def _block_of(session: Session) -> Block:
    history = session.history
    points = {shown: history[name] for shown, name in _POINTS.items()}
    points["doubt"] = np.sqrt(history["variance"])
    shares = {shown: history[name] for shown, name in _SHARES.items()}
    return pack_block(points, shares, {name: history[name] for name in _CODES})


def _mean(values: np.ndarray) -> list[float]:
    return np.round(values.mean(axis=1, dtype=float), 2).tolist()


def _down(places: np.ndarray) -> list[list[float]]:
    """Places as a browser counts them: from the top left, y down."""
    return np.round(np.column_stack([places[:, 0], -places[:, 1]]), 3).tolist()


def _as_json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
