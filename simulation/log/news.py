"""What came to be known in a quarter: events, looks, scandals, grades, designations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from simulation.log.context import Context
from simulation.log.entries import Kind, LogEntry
from simulation.log.phrases import believed, grade_words, numbers_at, numbers_of, quarters
from simulation.log.snapshot import Snapshot
from simulation.vocabulary import EventKind, Examination, Grade

__all__ = ["news_of"]

Sentence = tuple[Kind, str]

# As plain numbers: to look a member up takes longer than the comparison.
_INSPECTION, _PEER_REVIEW = int(Examination.INSPECTION), int(Examination.PEER_REVIEW)


def news_of(before: Snapshot, now: Snapshot, context: Context) -> tuple[LogEntry, ...]:
    """What the quarter of ``now`` brought to light: prepared events first, then organisation by organisation.

    Args:
        before: what was known at the end of the quarter before.
        now: what is known when the regulator is about to decide.
        context: what does not change during a run.
    """
    brought = _Brought(_looked(before, now), _graded(before, now), _came_out(before, now))
    entries = list(_events(before, now, context))
    places = np.flatnonzero(brought.anything | (now.designated != before.designated))
    was_believed, found = before.belief[places].tolist(), now.finding[places].tolist()
    for i, numbers, belief, finding in zip(
        places.tolist(), numbers_at(now, places, context), was_believed, found, strict=True
    ):
        numbers["belief_before"] = belief
        if brought.looked[i]:
            numbers["finding"] = finding
        for kind, sentence in _at(before, now, i, brought, numbers, context):
            entries.append(LogEntry(now.quarter, i, context.names[i], kind, sentence, numbers))
    return tuple(entries)


class _Brought(NamedTuple):
    """Where a quarter brought what: arrays of yes and no over the organisations."""

    looked: np.ndarray
    graded: np.ndarray
    came_out: np.ndarray

    @property
    def anything(self) -> np.ndarray:
        """Where it brought any of it."""
        return np.asarray(self.looked | self.graded | self.came_out)


def _looked(before: Snapshot, now: Snapshot) -> np.ndarray:
    """Where inspectors or peers have been this quarter. The look of the last one still stands in the files."""
    kinds = (now.look == _INSPECTION) | (now.look == _PEER_REVIEW)
    return np.asarray(kinds & (now.quarters_since_look == 0) & (before.quarters_since_look != 0))


def _graded(before: Snapshot, now: Snapshot) -> np.ndarray:
    """Where a grade was published this quarter; a real grade that a run begins with is no news."""
    return np.asarray((now.quarters_since_grade == 0) & (before.quarters_since_grade != 0))


def _came_out(before: Snapshot, now: Snapshot) -> np.ndarray:
    return np.asarray((now.exposed > 0) & (before.exposed == 0))


def _events(before: Snapshot, now: Snapshot, context: Context) -> Iterator[LogEntry]:
    """Prepared events that begin now; a scandal shows as the exposure that it is."""
    if len(context.events) == 0:
        return
    for event in context.events[context.events["quarter"] - context.branched == now.quarter]:
        i = int(event["organisation"])
        name = context.where(int(event["region"]), i)
        if event["kind"] == EventKind.PRESSURE:
            what = "Pressure rises" if event["amount"] > 0 else "Pressure falls"
            amount, span = float(event["amount"]), int(event["quarters"])
            sentence = f"{what} by {abs(amount):g} points for {quarters(span)}: {name}"
            yield LogEntry(now.quarter, i, name, Kind.EVENT, sentence, {"amount": amount, "quarters": span})
        elif event["kind"] == EventKind.WHISTLEBLOWER and i >= 0:
            sentence = (
                f"A whistleblower speaks of {name}: {believed(now, i, context.failing)}, before"
                f" {before.belief[i]:.0f}; it reports {now.reported[i]:.0f}"
            )
            numbers = numbers_of(now, i, context) | {"belief_before": float(before.belief[i])}
            yield LogEntry(now.quarter, i, name, Kind.EVENT, sentence, numbers)


def _at(
    before: Snapshot, now: Snapshot, i: int, brought: _Brought, numbers: dict[str, float], context: Context
) -> Iterator[Sentence]:
    """Whatever came to light at one organisation, of which these are the numbers."""
    name = context.names[i]
    if brought.looked[i]:
        is_review = now.look[i] == _PEER_REVIEW
        yield (
            (Kind.PEER_REVIEW if is_review else Kind.INSPECTION),
            (
                f"{'Peer review' if is_review else 'Inspection'} of {name} finds {numbers['finding']:.0f}:"
                f" it reports {numbers['reported']:.0f}, and was believed {numbers['belief_before']:.0f}"
            ),
        )
    if brought.came_out[i]:
        yield (
            Kind.EXPOSURE,
            (
                f"Hidden failure at {name} comes out: {believed(now, i, context.failing)}, before"
                f" {numbers['belief_before']:.0f}, on reports of {numbers['reported']:.0f}"
            ),
        )
    if brought.graded[i]:
        grade, was = int(now.grade[i]), int(before.grade[i])
        then = ", its first grade" if was == 0 else " again" if was == grade else f", before {grade_words(was)}"
        yield Kind.GRADE, f"{name} is graded {grade_words(grade)}{then}"
    if now.designated[i] > 0 and before.designated[i] == 0:
        yield Kind.DESIGNATED, f"{name} is called failing: {_why_designated(now, i, context)}"
    elif now.designated[i] == 0 and before.designated[i] > 0:
        yield Kind.LIFTED, f"{name} is no longer called failing, {_why_lifted(before, now, i, context)}"


def _why_designated(now: Snapshot, i: int, context: Context) -> str:
    """The published grade, a scandal, or what is believed."""
    if now.exposed[i]:
        return "its hidden failure has come out"
    if now.quarters_since_grade[i] == 0 and now.grade[i] == Grade.INADEQUATE:
        return f"graded inadequate, {believed(now, i, context.failing)}"
    return f"{believed(now, i, context.failing)}, below {context.failing:g}"


def _why_lifted(before: Snapshot, now: Snapshot, i: int, context: Context) -> str:
    """How long it lasted, and the grade or the figures that ended it."""
    # The files before are those of the end of the last quarter, counted to the beginning of this one.
    after = f"after {quarters(int(before.quarters_designated[i]))}"
    if now.quarters_since_grade[i] == 0:
        return f"{after}: graded {grade_words(now.grade[i])}, {believed(now, i, context.warning)}"
    if now.belief[i] > context.warning:
        return f"{after}: {believed(now, i, context.warning)}, above {context.warning:g} for long enough"
    return f"{after}: nobody is called failing any more"
