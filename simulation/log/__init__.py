"""The event log: what the regulator came to know and did, where, and why, in plain sentences.

Everything is built from ``Snapshot``, which holds what the regulator knows and never the truth. A
driver takes three in a quarter: when the regulator decides, when its decisions are settled, and when
the next quarter's news is in. ``log_of`` turns them into entries; it is a pure function, so that a
session, the Mesa face and the command line tell the same story.
"""

from simulation.log.actions import actions_of, why_waiting
from simulation.log.context import Context, context_of
from simulation.log.entries import Kind, LogEntry, log_frame, when
from simulation.log.news import news_of
from simulation.log.snapshot import Snapshot, snapshot_of

__all__ = [
    "Context",
    "Kind",
    "LogEntry",
    "Snapshot",
    "actions_of",
    "context_of",
    "log_frame",
    "log_of",
    "news_of",
    "snapshot_of",
    "when",
    "why_waiting",
]


def log_of(decided: Snapshot, settled: Snapshot, now: Snapshot, context: Context) -> tuple[LogEntry, ...]:
    """The entries from one decision to the next: what was done, and what came to be known after.

    Args:
        decided: when the regulator decided (after ``Driver.forward``).
        settled: when its decisions had been carried out (after ``Driver.settle``).
        now: when the next quarter's news was in (after the next ``forward``).
        context: what does not change during a run.
    """
    return actions_of(decided, settled, context) + news_of(settled, now, context)
