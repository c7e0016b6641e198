"""What can be done at an organisation: its cost, what it commits, what is left, and why it may be refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from simulation.game.orders import HOLD, INSPECT, REVIEW, STANCES, STOP, CaseOrder
from simulation.game.sheet import Gauge, Option, Purse
from simulation.log import Context, Snapshot, when
from simulation.log.phrases import one, quarters, the
from simulation.regulation.view import View

__all__ = ["LABELS", "Counter", "label_of"]

LABELS = {
    INSPECT: "Inspect",
    REVIEW: "Peer review",
    "peer_support": "Peer support",
    "improvement_board": "Board",
    "central_intervention": "Central intervention",
    "structural_reform": "Reform",
    HOLD: "Hold",
    STOP: "Stop",
}
_NO_LIMIT = 1.0


def label_of(action: str) -> str:
    """What pages call an action or an instrument: ``Central intervention``."""
    return LABELS.get(action, action.replace("_", " ").capitalize())


@dataclass(frozen=True)
class Prices:
    """What looking costs, cost units: an inspection, a peer review."""

    inspection: float
    review: float


class Counter:
    """Money and capacity in one quarter, with a draft of orders counted in.

    Args:
        view: the regulator's view, of one run.
        known: the same, with what each waits for and what was spent.
        context: instruments' numbers and thresholds.
        prices: what looking costs.
        draft: orders that the player is about to give.
        no_helper: why nobody could help an organisation now (given by index, with the instrument's name);
            empty where somebody could.
    """

    def __init__(
        self,
        view: View,
        known: Snapshot,
        context: Context,
        prices: Prices,
        no_helper: Callable[[int, str], str],
        draft: Sequence[CaseOrder] = (),
    ) -> None:
        self.view, self.known, self.context, self.prices = view, known, context, prices
        self._no_helper = no_helper
        self.draft = {order.organisation: order.action for order in draft if order.action is not None}
        self.costs = [float(cost) for cost in context.tools["cost"]]

    def _change(self, i: int, action: str) -> float:
        """Cost units a quarter, or once, that an action adds at ``i``."""
        running = self.costs[self.known.instrument[i]]
        if action == INSPECT:
            return self.prices.inspection
        if action == REVIEW:
            return self.prices.review
        if action == HOLD:
            return 0.0
        if action == STOP:
            return 0.0 if self._least_left(i) > 0 else -running
        return self.costs[self.context.tool_names.index(action)] - running

    def _least_left(self, i: int) -> int:
        """Quarters that what runs at ``i`` must still last."""
        k = int(self.known.instrument[i])
        return max(int(self.context.tools[k]["least_quarters"]) - int(self.known.quarters_in[i]), 0) if k else 0

    def _in_use(self, k: int, apart_from: int = -1) -> tuple[int, int]:
        """How many of instrument ``k`` run on, and how many the draft adds, leaving one organisation out."""
        name, instrument = self.context.tool_names[k], self.known.instrument
        runs = drafted = 0
        for i in range(len(instrument)):
            action = self.draft.get(i) if i != apart_from else None
            gives_way = action is not None and action not in (INSPECT, REVIEW, HOLD) and self._least_left(i) == 0
            runs += int(instrument[i] == k and i != apart_from and not gives_way)
            drafted += int(action == name)
        return runs, drafted

    def purse(self, spent: float) -> Purse:
        """The money, with what was ``spent`` since the game began."""
        committed = sum(self.costs[k] for k in self.known.instrument)
        drafted = sum(self._change(i, action) for i, action in self.draft.items())
        left = self.context.budget - self.known.spent - committed - drafted
        has_limit = isfinite(self.context.budget)
        return Purse(
            budget=round(self.context.budget, 2) if has_limit else None,
            looks=round(self.known.spent, 2),
            committed=round(committed, 2),
            drafted=round(drafted, 2),
            left=round(left, 2) if has_limit else None,
            spent=round(spent, 2),
        )

    def gauges(self) -> tuple[Gauge, ...]:
        """Every instrument's capacity."""
        gauges = []
        for k, name in enumerate(self.context.tool_names[1:], start=1):
            (runs, drafted), limit = self._in_use(k), self._limit(k)
            left = None if limit is None else max(limit - runs - drafted, 0)
            gauges.append(Gauge(name, label_of(name), limit, runs, drafted, left, round(self.costs[k], 2)))
        return tuple(gauges)

    def _limit(self, k: int) -> int | None:
        tool = self.context.tools[k]
        return None if tool["capacity"] >= _NO_LIMIT else int(self.context.capacity[k])

    def options(self, i: int) -> tuple[Option, ...]:
        """The menu at organisation ``i``."""
        starts = tuple(self._start(i, k) for k in range(1, len(self.context.tool_names)))
        return (self._look(i, INSPECT), self._look(i, REVIEW), *starts, self._hold(i), self._stop(i))

    def stances(self, i: int) -> tuple[str, ...]:
        """The stances that count at ``i``: none where it is neither called failing nor treated, or about to be."""
        is_started = self.draft.get(i) in self.context.tool_names
        counts = self.known.designated[i] > 0 or self.known.instrument[i] > 0 or is_started
        return STANCES if counts else ()

    def _money(self, i: int, price: float) -> str:
        others = sum(self._change(j, action) for j, action in self.draft.items() if j != i)
        left = self.context.budget - self.known.spent - sum(self.costs[k] for k in self.known.instrument) - others
        return f"no budget: {max(left, 0.0):.2f} cost units are left this quarter" if price > left + 1e-9 else ""

    def _look(self, i: int, action: str) -> Option:
        is_review = action == REVIEW
        price = self.prices.review if is_review else self.prices.inspection
        at = self.view.quarter + 1
        effect = (
            f"peers look in {when(at)}; no grade, and they see less of what is hidden"
            if is_review
            else f"inspectors look in {when(at)}; the grade is published in {when(at + 1)}"
        )
        return Option(
            action, label_of(action), round(price, 2), True, round(price, 2), None, effect, at, self._money(i, price)
        )

    def _start(self, i: int, k: int) -> Option:
        tool, name = self.context.tools[k], self.context.tool_names[k]
        limit, (runs, drafted) = self._limit(k), self._in_use(k, apart_from=i)
        left = None if limit is None else max(limit - runs - drafted, 0)
        at = self.view.quarter + 1 + int(tool["lag"])
        effect = f"helps from {when(at)} on"
        if tool["redraw_sd"] > 0:
            at = self.view.quarter + 1 + int(tool["most_quarters"])
            effect = f"its outcome shows from {when(at)} on, when it ends"
        if tool["disruption"] > 0:
            points = "point" if tool["disruption"] == 1 else "points"
            effect += f"; it costs {tool['disruption']:g} {points} of quality at first"
        least = int(tool["least_quarters"])
        return Option(
            name,
            label_of(name),
            round(self.costs[k], 2),
            False,
            round(self.costs[k] * least, 2),
            left,
            effect,
            at,
            self._refusal(i, k, left),
        )

    def _refusal(self, i: int, k: int, left: int | None) -> str:
        """Why instrument ``k`` cannot start at ``i`` now; empty where it can."""
        tool, name, running = self.context.tools[k], self.context.tool_names[k], int(self.known.instrument[i])
        if running == k:
            return f"{the(name)} is there already"
        if self._least_left(i) > 0:
            least = int(self.context.tools[running]["least_quarters"])
            lasted = quarters(int(self.known.quarters_in[i]))
            return f"{the(self.context.tool_names[running])} lasts {quarters(least)} at least, and has lasted {lasted}"
        since, pause = int(self.view.quarters_since_end(k)[0, i]), int(tool["pause"])
        if since < pause:
            return f"in pause: it ended here {quarters(since)} ago, and can come again after {quarters(pause)}"
        limit = self.context.warning + float(tool["release_margin"])
        if tool["release_margin"] > 0 and self.known.belief[i] > limit:
            return f"it begins where an organisation is believed at or below {limit:g}"
        if left == 0:
            return f"no capacity: {self._taken(k)}"
        money = self._money(i, self._change(i, name))
        if money or not tool["needs_helper"]:
            return money
        return self._no_helper(i, name)

    def _taken(self, k: int) -> str:
        limit = self._limit(k)
        if not limit:
            return "there is none"
        return (
            f"the only {one(self.context.tool_names[k]).removeprefix('a ')} is taken"
            if limit == 1
            else f"all {limit} are taken"
        )

    def _hold(self, i: int) -> Option:
        k = int(self.known.instrument[i])
        tool = the(self.context.tool_names[k]) if k else ""
        effect = f"{tool} goes on, and nothing else begins, this round" if k else "nothing begins here, this round"
        return Option(HOLD, label_of(HOLD), 0.0, False, 0.0, None, effect, self.view.quarter + 1, "")

    def _stop(self, i: int) -> Option:
        k, waits_for, least = int(self.known.instrument[i]), int(self.known.wanted[i]), self._least_left(i)
        saved = self.costs[k]
        if not k and not waits_for:
            effect, refused = "", "nothing runs here"
        elif not k:
            effect, refused = f"it no longer waits for {one(self.context.tool_names[waits_for])}", ""
        elif least:
            effect, refused = (
                f"{the(self.context.tool_names[k])} ends in {quarters(least)}, when its least time is over",
                "",
            )
        else:
            effect, refused = f"{the(self.context.tool_names[k])} ends now", ""
        return Option(
            STOP,
            label_of(STOP),
            round(-saved, 2) if k else 0.0,
            False,
            0.0,
            None,
            effect,
            self.view.quarter + 1,
            refused,
        )
