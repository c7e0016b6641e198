"""The conditions that the shipped policies' rules are written in: one sentence each, all from the view.

Every condition is a mask of shape (runs, organisations), made elementwise, so a run's answer never
depends on its neighbours. A user's policy may use them too.
"""

from __future__ import annotations

import numpy as np

from simulation.regulation.decisions import Decisions
from simulation.regulation.view import View
from simulation.vocabulary import Instrument

__all__ = [
    "answer",
    "called_failing",
    "called_severe",
    "in_warning",
    "peers_at_work",
    "under",
    "under_until",
    "urgency",
]

_CALLED_FAILING_FIRST = 1000.0
"""Points of priority that a designation is worth: more than any difference in belief."""


def in_warning(view: View, margin: float = 0.0) -> np.ndarray:
    """Believed below the warning threshold, moved by ``margin`` points."""
    return view.belief < view.warning_threshold + margin


def called_failing(view: View, delay: float = 0.0) -> np.ndarray:
    """Officially failing for ``delay`` quarters at least, and not believed to be past it.

    A designation can outlive the failure (where only the next inspection lifts it): nothing is begun
    for an organisation that is believed to be above the warning threshold.
    """
    mask = (view.designated > 0) & in_warning(view)
    return mask & (view.quarters_designated >= delay) if delay > 0 else mask


def called_severe(view: View, margin: float = 0.0) -> np.ndarray:
    """Officially failing, and severely so: at or below the severe threshold, moved by ``margin`` points.

    Whoever is called failing counts as no better than the failing threshold, whatever is believed. So
    where the severe threshold is the failing one, this is :func:`called_failing`, to the bit.
    """
    depth = np.minimum(view.belief, view.failing_threshold)
    return called_failing(view) & (depth <= view.severe_threshold + margin)


def under(view: View, instrument: Instrument) -> np.ndarray:
    """The instrument is running there."""
    return view.instrument == instrument


def under_until(view: View, instrument: Instrument, hold: float) -> np.ndarray:
    """The instrument is running there and its work isn't done: believed less than ``hold`` points above warning.

    All instruments but peer support leave by this one rule, so that they differ in what they do and
    not in how long they stay. Peer support's own release works the same way.
    """
    return (view.instrument == instrument) & in_warning(view, hold)


def peers_at_work(view: View) -> np.ndarray:
    """Peers help there and it isn't believed good yet; their own release usually comes first."""
    return (view.instrument == Instrument.PEER_SUPPORT) & (view.belief < view.good_threshold)


def urgency(view: View) -> np.ndarray:
    """Who is served first: those called failing, then the lower belief; points below the failing threshold."""
    return (view.failing_threshold - view.belief) + _CALLED_FAILING_FIRST * view.designated


def answer(view: View, instruments: dict[Instrument, np.ndarray]) -> Decisions:
    """Decisions that ask for each instrument where its mask says so, the most urgent first.

    Args:
        instruments: masks of shape (runs, organisations); where two hold, the later one counts.
    """
    decisions = view.no_decisions()
    for instrument, where in instruments.items():
        np.putmask(decisions.instrument, where, instrument)
    decisions.priority[:] = urgency(view)
    return decisions
