"""Out of sample: fit to some inspections, predict the others, in time and from region to region.

Everything that is fitted, the model's posterior and both rivals, sees the training part alone. Each transition is then
asked one step ahead: what came before it is known, the grade that came is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from simulation.batches import Assumptions
from simulation.errors import InputError
from simulation.evidence.inspections import Inspections
from simulation.evidence.months import Window, month_text
from simulation.evidence.observation import Observation
from simulation.evidence.simulated import simulated_panels
from simulation.scenario import Scenario
from simulation.validation.checks import PredictiveChecks, predictive_checks
from simulation.validation.markov import MarkovChain
from simulation.validation.persistence import SameAsLast
from simulation.validation.predictions import Predictions, joined_predictions, predictions_of
from simulation.validation.simulated import Known, SimulatedForecaster, enlarged
from simulation.validation.transitions import Transitions, transitions_of

__all__ = ["FitPart", "InSpace", "InTime", "Predicting", "in_space", "in_time"]

FitPart = Callable[[Inspections, Sequence[str] | None, Window | None], Assumptions]
"""Fits the model to a training part: inspections, and the regions and the window that they are of (all for nothing)."""


@dataclass(frozen=True, eq=False)
class Predicting:
    """What splits share.

    Attributes:
        scenario: whose sector has the same regions, in the same order, as the real panel.
        observation: how its inspections are seen: as the real panel is.
        fit: gives the posterior that a training part leaves.
        panels: simulated panels a split.
        times: how many times as many organisations simulated regions have (see ``simulated.enlarged``).
        seed: from 0 up.
        workers: threads; as many as Numba may use by default.
        tell: called with what has been done.
    """

    scenario: Scenario
    observation: Observation
    fit: FitPart
    panels: int = 400
    times: int = 10
    seed: int = 0
    workers: int | None = None
    tell: Callable[[str], None] = lambda _: None

    def simulated(self, assumptions: Assumptions, *, times: int, salt: int = 0) -> Inspections:
        """Panels under a posterior."""
        scenario = self.scenario if times == 1 else enlarged(self.scenario, times)
        return simulated_panels(
            scenario,
            self.panels,
            seed=self.seed + salt,
            observation=self.observation,
            assumptions=assumptions,
            workers=self.workers,
        )


@dataclass(frozen=True, eq=False)
class InTime:
    """Fitted to what was reported by a day, asked of what came later.

    Attributes:
        until: the last month of the training part, months since January 1970.
        first: the first inspection of each organisation after it: nothing after the split is known.
        all: every later one, each given those before it.
        checks: targets of the later inspections, which a simulation of the whole window shows by itself.
    """

    until: int
    first: Predictions
    all: Predictions
    checks: PredictiveChecks


@dataclass(frozen=True, eq=False)
class InSpace:
    """Each region predicted from the others.

    Attributes:
        regions: the regions left out, in order.
        all: all of their transitions, each predicted without its region.
        checks: targets of each region left out.
    """

    regions: tuple[str, ...]
    all: Predictions
    checks: tuple[PredictiveChecks, ...]


def in_time(real: Inspections, until: int, how: Predicting) -> InTime:
    """Fit to the inspections reported by the end of a month, and predict the later ones.

    Args:
        real: one panel.
        until: the last month of the training part, months since January 1970.
        how: see ``Predicting``.

    Raises:
        InputError: where one of the two parts has no transition.
    """
    training, later = Window(real.window.first, until), Window(until + 1, real.window.last)
    known = real.seen_through(training)
    moves = transitions_of(real)
    is_later = real.reported[np.flatnonzero(real.goes_on) + 1] > training.last_day
    _check(moves, is_later, f"the end of {month_text(until)}")
    assumptions = how.fit(known, None, training)
    how.tell(f"fitted to {training}")
    panels = how.simulated(assumptions, times=how.times, salt=1)
    model = SimulatedForecaster.from_panels(panels, known=Known.of(real, until), since=training.last_day)
    forecasters = (model, MarkovChain.fitted(moves.where(~is_later)), SameAsLast.fitted(moves.where(~is_later)))
    asked = moves.where(is_later)
    is_first = np.ones(len(asked), bool)
    is_first[1:] = asked.organisation[1:] != asked.organisation[:-1]
    said = predictions_of(f"all of {later}", asked, forecasters, real.region_names, seed=how.seed)
    first = predictions_of(
        f"the first after {month_text(until)}", asked.where(is_first), forecasters, real.region_names, seed=how.seed
    )
    alike = how.simulated(assumptions, times=1, salt=2)
    checks = predictive_checks(str(later), real.seen_through(later), alike.seen_through(later), seed=how.seed)
    how.tell(f"predicted {later}")
    return InTime(until, first, said, checks)


def in_space(real: Inspections, how: Predicting) -> InSpace:
    """Leave out one region after another, fit to the others, and predict it.

    Args:
        real: one panel of two regions at least.
        how: see ``Predicting``.

    Raises:
        InputError: where there is one region alone, or one without the others has no transition.
    """
    if len(real.region_names) < 2:
        raise InputError("the inspections are of one region alone, so that none can be left out")
    moves, parts, checks, left_out = transitions_of(real), [], [], []
    for place, region in enumerate(real.region_names):
        is_here = moves.region == place
        if not is_here.any():
            continue
        _check(moves, is_here, region)
        others = [name for name in real.region_names if name != region]
        assumptions = how.fit(real.in_regions(others), others, None)
        model = SimulatedForecaster.from_panels(how.simulated(assumptions, times=how.times, salt=10 + place))
        known = moves.where(~is_here)
        forecasters = (model, MarkovChain.fitted(known), SameAsLast.fitted(known))
        parts.append(
            predictions_of(region, moves.where(is_here), forecasters, real.region_names, seed=how.seed + place)
        )
        alike = how.simulated(assumptions, times=1, salt=30 + place).in_regions([region])
        here = partial(_is_of, region)
        checks.append(predictive_checks(region, real.in_regions([region]), alike, seed=how.seed, keep=here))
        left_out.append(region)
        how.tell(f"predicted {region} from the others")
    return InSpace(tuple(left_out), joined_predictions("each region from the others", parts), tuple(checks))


def _is_of(region: str, name: str) -> bool:
    """Whether one region has a target: differences between regions it has not, nor others' numbers."""
    return name.startswith(f"by_region.{region}.") or not name.startswith(("region.", "by_region."))


def _check(moves: Transitions, is_test: np.ndarray, where: str) -> None:
    if is_test.all() or not is_test.any():
        lacking = "training" if is_test.all() else "test"
        raise InputError(f"split at {where}: the {lacking} part has no two inspections of one organisation")
