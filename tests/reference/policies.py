"""The rules of the policies that ship, after ``docs/model/policies.md``, each with its levers."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace

from tests.reference.entities import (
    BOARD,
    CANDOUR,
    CENSURE,
    CENTRAL_INTERVENTION,
    INSPECTION,
    NO_INSTRUMENT,
    PEER_SUPPORT,
    REFORM,
    REVIEW,
    Decision,
    File,
    Organisation,
)
from tests.reference.world import World

Rule = Callable[["Seen"], int]
LEVERS: dict[str, dict[str, float]] = {
    "last-resort": {"margin": 0.0, "hold": 4.0},
    "central-early": {"delay": 0, "hold": 4.0},
    "structural-reform": {"delay": 0, "again": 12},
    "blame-first": {"patience": 4, "again": 12},
    "voluntary-peers": {"margin": 0.0},
    "brokered-early": {"margin": 0.0},
    "brokered-late": {"delay": 0},
    "review-then-board": {"share": 0.05, "gap": 4, "hold": 4.0},
    "improvement-boards": {"delay": 0, "hold": 4.0},
    "impatient-board": {"patience": 4, "dip": 1.0, "delay": 0, "hold": 4.0},
    "candour-first": {"delay": 0, "hold": 4.0},
    "ladder": {"margin": 0.0, "peers_patience": 6, "board_patience": 12, "hold": 4.0},
    "ladder-coordinated": {"margin": 0.0, "peers_patience": 6, "board_patience": 12, "hold": 4.0},
    "ladder-dependants": {"margin": 0.0, "peers_patience": 6, "board_patience": 12, "hold": 4.0, "reach": 4.0},
    "adaptive": {"horizon": 8, "explore": 0.1, "hope": 8.0, "price": 0.25, "hold": 4.0, "again": 12},
}


class Seen:
    """The conditions in which rules are written, for one organisation."""

    def __init__(self, o: Organisation, world: World, quarter: int, levers: SimpleNamespace) -> None:
        self.p, self.file, self.quarter, self.levers = world.numbers, o.file, quarter, levers
        others = [world.organisations[k].file for k in o.depends_on]
        self.depends_on_failing = any(f.designated or f.belief < self.p.failing_threshold for f in others)

    def in_warning(self, above: float) -> bool:
        return bool(self.file.belief < self.p.warning_threshold + above)

    def called_failing(self, delay: float = 0) -> bool:
        file = self.file
        return file.designated and self.in_warning(0.0) and self.quarter - file.designated_quarter >= delay

    def called_severe(self, above: float) -> bool:
        believed = min(self.file.belief, self.p.failing_threshold)
        return self.called_failing() and bool(believed <= self.p.severe_threshold + above)

    def under(self, instrument: int) -> bool:
        return self.file.instrument == instrument

    def under_until(self, instrument: int, above: float) -> bool:
        return self.under(instrument) and self.in_warning(above)

    def peers_at_work(self) -> bool:
        return self.under(PEER_SUPPORT) and self.file.belief < self.p.good_threshold

    def reformable(self, delay: float) -> bool:
        paused = self.file.since_end(REFORM, self.quarter) < self.levers.again
        return self.under(REFORM) or (self.called_failing(delay) and not paused)


def nothing(seen: Seen) -> int:
    return NO_INSTRUMENT


def last_resort(seen: Seen) -> int:
    severe = seen.called_severe(seen.levers.margin)
    return CENTRAL_INTERVENTION if severe or seen.under_until(CENTRAL_INTERVENTION, seen.levers.hold) else NO_INSTRUMENT


def central_early(seen: Seen) -> int:
    failing = seen.called_failing(seen.levers.delay)
    wanted = failing or seen.under_until(CENTRAL_INTERVENTION, seen.levers.hold)
    return CENTRAL_INTERVENTION if wanted else NO_INSTRUMENT


def structural_reform(seen: Seen) -> int:
    return REFORM if seen.reformable(seen.levers.delay) else NO_INSTRUMENT


def blame_first(seen: Seen) -> int:
    return REFORM if seen.reformable(seen.levers.patience) else NO_INSTRUMENT


def peers_early(seen: Seen) -> int:
    return PEER_SUPPORT if seen.in_warning(seen.levers.margin) or seen.peers_at_work() else NO_INSTRUMENT


def peers_late(seen: Seen) -> int:
    return PEER_SUPPORT if seen.called_failing(seen.levers.delay) or seen.peers_at_work() else NO_INSTRUMENT


def boards(seen: Seen) -> int:
    wanted = seen.called_failing(seen.levers.delay) or seen.under_until(BOARD, seen.levers.hold)
    return BOARD if wanted else NO_INSTRUMENT


def ladder(seen: Seen) -> int:
    file, levers, failing = seen.file, seen.levers, seen.called_failing()
    believed_failing = file.belief < seen.p.failing_threshold
    board_failed = failing and seen.under(BOARD) and file.quarters_in >= levers.board_patience and believed_failing
    if seen.called_severe(0.0) or board_failed or seen.under_until(CENTRAL_INTERVENTION, levers.hold):
        return CENTRAL_INTERVENTION
    peers_have_time = seen.under(PEER_SUPPORT) and file.quarters_in < levers.peers_patience
    if (failing and not peers_have_time) or seen.under_until(BOARD, levers.hold):
        return BOARD
    return peers_early(seen)


def is_dependant(seen: Seen) -> bool:
    return seen.depends_on_failing and seen.in_warning(seen.levers.margin + seen.levers.reach)


def ladder_dependants(seen: Seen) -> int:
    wanted = ladder(seen)
    return PEER_SUPPORT if wanted == NO_INSTRUMENT and is_dependant(seen) else wanted


def found_by_review(seen: Seen) -> bool:
    since_look = seen.quarter - seen.file.looked
    fresh = seen.file.finding < seen.p.failing_threshold and since_look < seen.levers.gap
    return fresh and not seen.under(BOARD) and seen.file.since_end(BOARD, seen.quarter) > since_look


def review_then_board(seen: Seen) -> int:
    failing = seen.called_failing() or seen.file.belief < seen.p.failing_threshold
    wanted = failing or found_by_review(seen) or seen.under_until(BOARD, seen.levers.hold)
    return BOARD if wanted else NO_INSTRUMENT


RULES: dict[str, Rule] = {
    "hands-off": nothing,
    "last-resort": last_resort,
    "central-early": central_early,
    "structural-reform": structural_reform,
    "blame-first": blame_first,
    "voluntary-peers": peers_early,
    "brokered-early": peers_early,
    "brokered-late": peers_late,
    "review-then-board": review_then_board,
    "improvement-boards": boards,
    "impatient-board": boards,
    "candour-first": boards,
    "ladder": ladder,
    "ladder-coordinated": ladder,
    "ladder-dependants": ladder_dependants,
    "nobody-designated": nothing,
}
BROKERED = {"brokered-early", "brokered-late", "ladder", "ladder-coordinated", "ladder-dependants", "adaptive"}
COORDINATED = {"ladder-coordinated"}


def decide(policy: str, levers: SimpleNamespace, world: World, quarter: int) -> list[Decision]:
    """Step 12: for all at once."""
    decisions = []
    for o in world.organisations:
        seen, file = Seen(o, world, quarter, levers), o.file
        priority = seen.p.failing_threshold - file.belief + 1000.0 * file.designated
        decision = Decision(instrument=RULES[policy](seen), priority=priority)
        if policy == "blame-first" and file.designated:
            decision.stance = CENSURE
        if policy == "candour-first" and (file.designated or file.instrument):
            decision.stance = CANDOUR
        if policy == "impatient-board" and decision.instrument == BOARD and seen.under(BOARD):
            decision.afresh = file.quarters_in >= levers.patience and file.trend < -levers.dip
        if policy == "ladder-dependants" and is_dependant(seen):
            decision.priority += levers.reach
        decisions.append(decision)
    if policy == "review-then-board":
        ask_for_looks(decisions, levers, world, quarter)
    return decisions


def ask_for_looks(decisions: list[Decision], levers: SimpleNamespace, world: World, quarter: int) -> None:
    """Peer reviews of those it fears for most, and inspections where a board sits and sees failure."""
    p = world.numbers

    def fear(file: File) -> float:
        return float((p.failing_threshold - file.belief) / math.sqrt(file.variance))

    reviewable = [
        (-fear(o.file), o.index)
        for o in world.organisations
        if not o.file.designated and o.file.instrument != BOARD and quarter - o.file.looked >= levers.gap
    ]
    for _, index in sorted(reviewable)[: int(levers.share * len(world.organisations) + 0.5)]:
        decisions[index].look = REVIEW
    for o in world.organisations:
        file = o.file
        sits = file.instrument == BOARD and file.belief < p.failing_threshold and not file.designated
        if sits and file.looked != quarter and quarter - file.grade_quarter >= levers.gap:
            decisions[o.index].look = INSPECTION
