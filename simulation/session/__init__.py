"""Sessions: one run driven from outside, step by step, saved, branched and replayed.

A year by explicit decisions, a year by a policy, then many futures from there::

    session = open_run("english-councils", seed=1)
    session.step([Decision("Alderdale", "start", "improvement board", stance="neutral")], until=4)
    session.step("ladder", until=8)
    ahead = session.branch("hands-off", futures=200, seed=7).outcomes
"""

from simulation.scenario.parts import Event
from simulation.session.branching import Branches
from simulation.session.checking import Unserved
from simulation.session.container import StateError
from simulation.session.decisions import Decision, DecisionError
from simulation.session.desk import Decided
from simulation.session.hands import ByHand
from simulation.session.opening import open_run, replay
from simulation.session.session import Session
from simulation.session.story import History

__all__ = [
    "Branches",
    "ByHand",
    "Decided",
    "Decision",
    "DecisionError",
    "Event",
    "History",
    "Session",
    "StateError",
    "Unserved",
    "open_run",
    "replay",
]
