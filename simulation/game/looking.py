"""From the regulator's view to what a player sees: rows, cards, menus, money and news."""

from __future__ import annotations

from simulation.game.docket import Case, docket_of
from simulation.game.options import Counter, label_of
from simulation.game.past import Past
from simulation.game.sheet import CaseSheet, OrganisationSheet
from simulation.game.standing import StandingOrders
from simulation.log import Context, Snapshot
from simulation.log.phrases import one, the
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.regulation.view import View
from simulation.sector import Sector
from simulation.vocabulary import Grade, Stance, words

__all__ = ["Lookout"]

_SPARKLINE = 12
_NINE_IN_TEN = 1.645
_LONG_AGO = 9000


def _points(value: float) -> int:
    return min(max(round(float(value)), 0), 100)


class Lookout:
    """One moment of a game as the player sees it.

    Args:
        view: the regulator's view, of one run.
        known: the same with who helps whom and what each waits for.
        context: names, thresholds, instruments.
        sector: who the organisations are.
        past: what was seen before.
        counter: money and capacity.
        standing: standing orders in force.
    """

    def __init__(
        self,
        view: View,
        known: Snapshot,
        context: Context,
        sector: Sector,
        past: Past,
        counter: Counter,
        standing: StandingOrders,
    ) -> None:
        self.view, self.known, self.context, self.sector = view, known, context, sector
        self.past, self.counter, self.standing = past, counter, standing
        policy: Policy = standing.policy()
        self._would: Decisions = policy.decide(view, policy.begin(view))

    def docket(self, since: int | None) -> tuple[Case, ...]:
        """The cases since the decision in quarter ``since``, or those of the first round."""
        return docket_of(self.view, self.past, since=since, patience=self.standing.patience, context=self.context)

    def card(self, i: int, reasons: tuple[str, ...] = ()) -> CaseSheet:
        """The card of organisation ``i``."""
        return CaseSheet(self.row(i), reasons, self.counter.options(i), self.counter.stances(i), self._left_alone(i))

    def rows(self) -> tuple[OrganisationSheet, ...]:
        """The table of organisations."""
        return tuple(self.row(i) for i in range(len(self.sector)))

    def row(self, i: int) -> OrganisationSheet:
        """What is known of organisation ``i``, rounded as it is shown."""
        now, names = self.known, self.context.tool_names
        reports = tuple(_points(row[i]) for row in self.past.reported[-_SPARKLINE:])
        a_year_ago = reports[-5] if len(reports) > 4 else reports[0]
        margin = _NINE_IN_TEN * float(now.belief_sd[i])
        was_seen, was_graded = now.quarters_since_look[i] < _LONG_AGO, now.quarters_since_grade[i] < _LONG_AGO
        is_called, k, helper = now.designated[i] > 0, int(now.instrument[i]), int(now.helper[i])
        return OrganisationSheet(
            organisation=i,
            name=self.sector.names[i],
            region=self.sector.region_names[self.sector.region[i]],
            reported=_points(now.reported[i]),
            believed=_points(now.belief[i]),
            believed_low=_points(now.belief[i] - margin),
            believed_high=_points(now.belief[i] + margin),
            reports=reports,
            change=reports[-1] - a_year_ago,
            grade=words(Grade(now.grade[i])) if now.grade[i] > 0 else "",
            grade_age=int(now.quarters_since_grade[i]) if now.grade[i] > 0 and was_graded else None,
            finding=_points(now.finding[i]) if was_seen else None,
            finding_age=int(now.quarters_since_look[i]) if was_seen else None,
            called_failing=int(now.quarters_designated[i]) if is_called else None,
            instrument=label_of(names[k]) if k else "",
            instrument_age=int(now.quarters_in[i]) if k else 0,
            helper=self.sector.names[helper] if helper >= 0 else "",
            helping=int(now.helping[i]),
            stance=words(Stance(now.stance[i])),
            waits_for=label_of(names[now.wanted[i]]) if now.wanted[i] > 0 else "",
            waiting=int(now.waiting[i]),
            leans_on=tuple(sorted(self.sector.names[j] for j in self.view.dependencies_of(i))),
        )

    def _left_alone(self, i: int) -> str:
        """What standing orders will do here this round, in words."""
        names, runs, asked = self.context.tool_names, int(self.known.instrument[i]), int(self._would.instrument[0, i])
        if asked and asked != runs:
            instead = f" in place of {the(names[runs])}" if runs else ""
            return f"Left alone, standing orders ask for {one(names[asked])}{instead}."
        if runs and not asked:
            return f"Left alone, {the(names[runs])} ends: its work is taken to be done."
        if runs:
            return f"Left alone, {the(names[runs])} goes on until its work is done."
        return "Left alone, nothing begins here under standing orders, unless its figures fall."
