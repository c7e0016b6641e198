"""The rules of the policies that ship, after ``docs/model/policies.md``, each with its levers at their defaults."""

from __future__ import annotations

import math
from collections.abc import Callable

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
HOLD, AGAIN, PEERS_PATIENCE, BOARD_PATIENCE, PATIENCE, DIP, REACH = 4.0, 12, 6, 12, 4, 1.0, 4.0
SHARE, GAP = 0.05, 4


class Seen:
    """The conditions in which rules are written, for one organisation."""

    def __init__(self, o: Organisation, world: World, quarter: int) -> None:
        self.p, self.file, self.quarter = world.numbers, o.file, quarter
        others = [world.organisations[k].file for k in o.depends_on]
        self.depends_on_failing = any(f.designated or f.belief < self.p.failing_threshold for f in others)

    def in_warning(self, above: float) -> bool:
        return bool(self.file.belief < self.p.warning_threshold + above)

    def called_failing(self, delay: int = 0) -> bool:
        file = self.file
        return file.designated and self.in_warning(0.0) and self.quarter - file.designated_quarter >= delay

    def called_severe(self) -> bool:
        believed = min(self.file.belief, self.p.failing_threshold)
        return self.called_failing() and believed <= self.p.severe_threshold

    def under(self, instrument: int) -> bool:
        return self.file.instrument == instrument

    def under_until(self, instrument: int, above: float) -> bool:
        return self.under(instrument) and self.in_warning(above)

    def peers_at_work(self) -> bool:
        return self.under(PEER_SUPPORT) and self.file.belief < self.p.good_threshold

    def reformable(self, delay: int) -> bool:
        paused = self.file.since_end(REFORM, self.quarter) < AGAIN
        return self.under(REFORM) or (self.called_failing(delay) and not paused)


def nothing(seen: Seen) -> int:
    return NO_INSTRUMENT


def last_resort(seen: Seen) -> int:
    wanted = seen.called_severe() or seen.under_until(CENTRAL_INTERVENTION, HOLD)
    return CENTRAL_INTERVENTION if wanted else NO_INSTRUMENT


def central_early(seen: Seen) -> int:
    wanted = seen.called_failing() or seen.under_until(CENTRAL_INTERVENTION, HOLD)
    return CENTRAL_INTERVENTION if wanted else NO_INSTRUMENT


def structural_reform(seen: Seen) -> int:
    return REFORM if seen.reformable(0) else NO_INSTRUMENT


def blame_first(seen: Seen) -> int:
    return REFORM if seen.reformable(PATIENCE) else NO_INSTRUMENT


def peers_early(seen: Seen) -> int:
    return PEER_SUPPORT if seen.in_warning(0.0) or seen.peers_at_work() else NO_INSTRUMENT


def peers_late(seen: Seen) -> int:
    return PEER_SUPPORT if seen.called_failing() or seen.peers_at_work() else NO_INSTRUMENT


def boards(seen: Seen) -> int:
    return BOARD if seen.called_failing() or seen.under_until(BOARD, HOLD) else NO_INSTRUMENT


def ladder(seen: Seen) -> int:
    file, failing = seen.file, seen.called_failing()
    believed_failing = file.belief < seen.p.failing_threshold
    board_failed = failing and seen.under(BOARD) and file.quarters_in >= BOARD_PATIENCE and believed_failing
    if seen.called_severe() or board_failed or seen.under_until(CENTRAL_INTERVENTION, HOLD):
        return CENTRAL_INTERVENTION
    peers_have_time = seen.under(PEER_SUPPORT) and file.quarters_in < PEERS_PATIENCE
    if (failing and not peers_have_time) or seen.under_until(BOARD, HOLD):
        return BOARD
    return peers_early(seen)


def is_dependant(seen: Seen) -> bool:
    return seen.depends_on_failing and seen.in_warning(REACH)


def ladder_dependants(seen: Seen) -> int:
    wanted = ladder(seen)
    return PEER_SUPPORT if wanted == NO_INSTRUMENT and is_dependant(seen) else wanted


def found_by_review(seen: Seen) -> bool:
    since_look = seen.quarter - seen.file.looked
    fresh = seen.file.finding < seen.p.failing_threshold and since_look < GAP
    return fresh and not seen.under(BOARD) and seen.file.since_end(BOARD, seen.quarter) > since_look


def review_then_board(seen: Seen) -> int:
    believed_failing = seen.file.belief < seen.p.failing_threshold
    wanted = seen.called_failing() or believed_failing or found_by_review(seen) or seen.under_until(BOARD, HOLD)
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


def decide(policy: str, world: World, quarter: int) -> list[Decision]:
    """Step 12: for all at once."""
    decisions = []
    for o in world.organisations:
        seen, file = Seen(o, world, quarter), o.file
        priority = seen.p.failing_threshold - file.belief + 1000.0 * file.designated
        decision = Decision(instrument=RULES[policy](seen), priority=priority)
        if policy == "blame-first" and file.designated:
            decision.stance = CENSURE
        if policy == "candour-first" and (file.designated or file.instrument):
            decision.stance = CANDOUR
        if policy == "impatient-board" and decision.instrument == BOARD and seen.under(BOARD):
            decision.afresh = file.quarters_in >= PATIENCE and file.trend < -DIP
        if policy == "ladder-dependants" and is_dependant(seen):
            decision.priority += REACH
        decisions.append(decision)
    if policy == "review-then-board":
        ask_for_looks(decisions, world, quarter)
    return decisions


def ask_for_looks(decisions: list[Decision], world: World, quarter: int) -> None:
    """Peer reviews of those it fears for most, and inspections where a board sits and sees failure."""
    p = world.numbers

    def fear(file: File) -> float:
        return float((p.failing_threshold - file.belief) / math.sqrt(file.variance))

    reviewable = [
        (-fear(o.file), o.index)
        for o in world.organisations
        if not o.file.designated and o.file.instrument != BOARD and quarter - o.file.looked >= GAP
    ]
    for _, index in sorted(reviewable)[: int(SHARE * len(world.organisations) + 0.5)]:
        decisions[index].look = REVIEW
    for o in world.organisations:
        file = o.file
        sits = file.instrument == BOARD and file.belief < p.failing_threshold and not file.designated
        if sits and file.looked != quarter and quarter - file.grade_quarter >= GAP:
            decisions[o.index].look = INSPECTION
