"""Predictive checks: every target of a real panel, beside what simulated panels show of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.evidence.computing import estimate, is_scored
from simulation.evidence.inspections import Inspections
from simulation.evidence.targets import targets_of

__all__ = ["FEW", "LEVEL", "PredictiveChecks", "predictive_checks"]

LEVEL = 0.95
FEW = 10
"""A number that rests on fewer cases is shown and not scored."""
_OF_ALL = ("first.", "year_end.", "next.", "relapse.", "entry.good", "entry.requires_improvement")
_SHARES = (*_OF_ALL, "inadequate.out_by_")


@dataclass(frozen=True, eq=False)
class PredictiveChecks:
    """Targets, real and simulated.

    Attributes:
        what: of which inspections.
        frame: a row a target, in the order of ``estimate``; columns name, topic, cases (that the real value rests
            on), value (real), sampling_low, sampling_high (its 95% interval by drawing organisations again), low,
            middle, high (quantiles of what one simulated panel shows), verdict (``inside``, ``too low`` where the
            simulation lies below what is real, ``too high``, or ``few cases``: shown, not scored), scored (whether
            it belongs to the vector that calibration and these counts look at: what repeats others does not),
            is_share.
        panels: simulated panels.
    """

    what: str
    frame: pd.DataFrame = field(repr=False)
    panels: int

    @property
    def scored(self) -> pd.DataFrame:
        """The targets with a verdict that no other target repeats."""
        return self.frame[self.frame["scored"] & (self.frame["verdict"] != "few cases")]

    @property
    def misses(self) -> pd.DataFrame:
        """All targets outside, those that repeat others or belong to one region too."""
        return self.frame[self.frame["verdict"].isin(["too low", "too high"])]

    def __getitem__(self, name: str) -> pd.Series:
        """The target of that name.

        Raises:
            KeyError: where there is none.
        """
        found = self.frame[self.frame["name"] == name]
        if found.empty:
            raise KeyError(f"there is no target {name}")
        return found.iloc[0]

    def coverage(self) -> pd.DataFrame:
        """Coverage and mean interval width by topic, and of all shares together.

        Returns:
            A row a topic; columns topic, targets, inside, mean_width (of the predictive interval, in the target's own
            unit), mean_sampling_width.
        """
        rows = [_coverage_of(str(topic), group) for topic, group in self.scored.groupby("topic", sort=False)]
        shares = self.scored[self.scored["is_share"]]
        if not shares.empty:
            rows.append(_coverage_of("all shares", shares))
        return pd.DataFrame(rows, columns=["topic", "targets", "inside", "mean_width", "mean_sampling_width"])


def _coverage_of(topic: str, group: pd.DataFrame) -> tuple[str, int, int, float, float]:
    width = float((group["high"] - group["low"]).mean())
    sampling = float((group["sampling_high"] - group["sampling_low"]).mean())
    return topic, len(group), int((group["verdict"] == "inside").sum()), width, sampling


def predictive_checks(
    what: str,
    real: Inspections,
    panels: Inspections,
    *,
    resamples: int = 1_000,
    seed: int = 0,
    keep: Callable[[str], bool] | None = None,
) -> PredictiveChecks:
    """Hold a real panel against simulated ones.

    The predictive interval is that of one panel of as many organisations, so that it holds both what the posterior
    leaves open and chance: the real value itself should lie within, and 1 in 20 will not.

    Args:
        what: of which inspections, for captions.
        real: one panel.
        panels: simulated under the posterior, seen through the same window, with the same regions.
        resamples: how often real organisations are drawn again for the sampling intervals.
        seed: of that, from 0 up.
        keep: which targets, by name; else all.
    """
    targets = {target.name: target for target in targets_of(real, what, resamples=resamples, seed=seed).targets}
    found = estimate(panels)
    tail = (1.0 - LEVEL) / 2.0
    rows = []
    for place, name in enumerate(found.names):
        if name not in targets or (keep is not None and not keep(name)):
            continue
        target, values = targets[name], found.values[:, place]
        known = values[np.isfinite(values)]
        low, middle, high = np.quantile(known, [tail, 0.5, 1.0 - tail]) if len(known) else (np.nan,) * 3
        rows.append(
            {
                "name": name,
                "topic": name.split(".")[0],
                "cases": target.at_risk,
                "value": target.value,
                "sampling_low": target.low,
                "sampling_high": target.high,
                "low": low,
                "middle": middle,
                "high": high,
                "verdict": _verdict(target.value, low, high, target.at_risk),
                "scored": is_scored(name),
                "is_share": name.startswith(_SHARES) or name.endswith(".inadequate"),
            }
        )
    return PredictiveChecks(what, pd.DataFrame(rows), panels.panels)


def _verdict(value: float, low: float, high: float, cases: float) -> str:
    if cases < FEW or not np.isfinite(value) or not np.isfinite(low):
        return "few cases"
    if value > high:
        return "too low"
    return "too high" if value < low else "inside"
