"""The docket: at most six cases a round, chosen from the view alone, each with its reasons in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from simulation.game.past import Past
from simulation.log import Context
from simulation.log.phrases import quarters, the
from simulation.regulation.view import View

__all__ = ["MOST_CASES", "Case", "Reason", "docket_of"]

MOST_CASES = 6
A_YEAR = 4
NOTABLE_FALL = 5.0
"""Points by which reports must have fallen in a year to be a sharp fall; less is within what chance does."""
OVERDUE = 14
"""Quarters after which an inspection is overdue; a rota comes round after about seventeen."""
MOST_OVERDUE = 1
"""Overdue inspections on one docket: the longest overdue, so that they leave room for what happens."""

MOST_WAITING = 2
"""Requests on one docket that have waited: the longest."""


class Reason(IntEnum):
    """Why an organisation is on the docket, the most pressing first."""

    SCANDAL = 0
    NEWLY_BELOW = 1
    REQUEST = 2
    REVIEW = 3
    FALL = 4
    OVERDUE = 5


@dataclass(frozen=True)
class Case:
    """An organisation on the docket.

    Attributes:
        organisation: its index.
        reasons: why, the most pressing first.
        words: the same in words.
    """

    organisation: int
    reasons: tuple[Reason, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Desk:
    """What the docket is chosen from."""

    view: View
    past: Past
    since: int | None
    patience: int
    context: Context


def docket_of(view: View, past: Past, *, since: int | None, patience: int, context: Context) -> tuple[Case, ...]:
    """The cases of a round, most pressing first.

    Args:
        view: the regulator's view, of one run.
        past: what was seen before; its last row is the present.
        since: the quarter of the last decision, or nothing in the first round.
        patience: quarters after which an instrument comes up for review.
        context: names and thresholds.
    """
    desk = _Desk(view, past, since, patience, context)
    found: dict[int, list[tuple[Reason, str]]] = {}
    for find in (_scandals, _newly_below, _requests, _reviews, _falls, _overdue):
        for i, reason, words in find(desk):
            found.setdefault(i, []).append((reason, words))
    belief = view.belief[0]
    order = sorted(found, key=lambda i: (found[i][0][0], belief[i], i))
    return tuple(
        Case(i, tuple(reason for reason, _ in found[i]), tuple(words for _, words in found[i]))
        for i in order[:MOST_CASES]
    )


Found = Iterator[tuple[int, Reason, str]]


def _scandals(desk: _Desk) -> Found:
    for i in np.flatnonzero(desk.view.exposed[0]):
        yield int(i), Reason.SCANDAL, "its hidden failure has just come out"


def _newly_below(desk: _Desk) -> Found:
    """Newly called failing, or newly believed below failing or warning; at first, whatever is failing already."""
    view, now = desk.view, desk.view.belief[0]
    called = view.designated[0] > 0
    failing, warning = desk.context.failing, desk.context.warning
    for i in range(len(now)):
        if desk.since is None:
            if called[i] or now[i] < failing:
                official = "called failing" if called[i] else f"below {failing:g}"
                yield i, Reason.NEWLY_BELOW, f"{official} as you take over: believed {now[i]:.0f}"
            continue
        before = desk.past.belief[desk.since][i]
        if called[i] and not desk.past.designated[desk.since][i]:
            yield i, Reason.NEWLY_BELOW, f"newly called failing: believed {now[i]:.0f}"
            continue
        for limit, word in ((failing, "failing"), (warning, "the warning line")):
            if now[i] < limit <= before:
                yield i, Reason.NEWLY_BELOW, f"newly below {limit:g}, {word}: believed {now[i]:.0f}"
                break


def _requests(desk: _Desk) -> Found:
    """Who says itself that it fails and has no help; and who has waited longest for what was asked."""
    view = desk.view
    waiting, reported = view.waiting[0], view.reported[0]
    longest = set(np.argsort(-waiting, kind="stable")[:MOST_WAITING].tolist())
    for i in range(len(waiting)):
        if i in longest and waiting[i] > 1:
            yield i, Reason.REQUEST, f"asks for the help that it has waited for, {quarters(int(waiting[i]))} by now"
        elif waiting[i] == 0 and view.instrument[0, i] == 0 and reported[i] < desk.context.failing:
            yield i, Reason.REQUEST, f"asks for help: it reports {reported[i]:.0f} itself"


def _reviews(desk: _Desk) -> Found:
    """What runs and has come to its review date since the last decision."""
    view = desk.view
    passed = view.quarter - desk.since if desk.since is not None else A_YEAR
    for i in np.flatnonzero(view.instrument[0]):
        ran = int(view.quarters_in[0, i])
        if ran // desk.patience > max(ran - passed, 0) // desk.patience:
            tool = the(desk.context.tool_names[view.instrument[0, i]])
            yield int(i), Reason.REVIEW, f"{tool} is at its review date, after {quarters(ran)}"


def _falls(desk: _Desk) -> Found:
    """The sharpest fall of reports in a year."""
    reported = desk.past.reported
    change = reported[-1] - reported[max(len(reported) - 1 - A_YEAR, 0)]
    i = int(change.argmin())
    if change[i] <= -NOTABLE_FALL:
        yield i, Reason.FALL, f"the sharpest fall: its figures are {-change[i]:.0f} points lower than a year ago"


def _overdue(desk: _Desk) -> Found:
    since = desk.view.quarters_since_look[0]
    for i in np.argsort(-since, kind="stable")[:MOST_OVERDUE]:
        if since[i] >= OVERDUE:
            ago = f"last looked into {quarters(int(since[i]))} ago" if since[i] < 1000 else "never looked into"
            yield int(i), Reason.OVERDUE, f"an inspection is overdue: {ago}"
