"""How a simulated panel is seen: the window, the timetable, a gap, the delay of reports."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from simulation.errors import InputError
from simulation.evidence.months import MONTHS_A_QUARTER, Window, month_text

__all__ = ["Observation", "Timetable"]

_ROTA = {"inadequate": "rota_inadequate", "other": "rota_other", "early_or_late": "rota_jitter"}
_ALLOWED = {"inadequate": (3.0, 240.0), "other": (3.0, 240.0), "early_or_late": (0.0, 60.0)}


@dataclass(frozen=True)
class Timetable:
    """Months from one visit to the next, by the grade that the first gave; nothing where the scenario's counts.

    Attributes:
        inadequate: after 'inadequate'.
        other: after any other grade.
        early_or_late: by how many months at most a visit comes earlier or later.
    """

    inadequate: float | None = None
    other: float | None = None
    early_or_late: float | None = None

    def __post_init__(self) -> None:
        for name, (least, most) in _ALLOWED.items():
            value = getattr(self, name)
            if value is not None and not least <= value <= most:
                raise InputError(f"timetable: {name} is {value:g}; it must lie between {least:g} and {most:g} months")

    def quarters(self) -> dict[str, float]:
        """The rota's parameters that it sets, in quarters, by their names in the register."""
        given = {parameter: getattr(self, name) for name, parameter in _ROTA.items()}
        return {name: months / MONTHS_A_QUARTER for name, months in given.items() if months is not None}


@dataclass(frozen=True)
class Observation:
    """How simulated inspections are timed and collected, so that they compare with a real panel's.

    The timetable and the delay are what the simulated inspectorate keeps to, and so have their effects: an
    organisation stays officially failing until its next inspection is published. In the model a grade takes
    effect in whole quarters after the visit: the delay's, rounded up.

    Attributes:
        window: the months within which reports are collected; the first is the first that is simulated.
        timetable: months between visits.
        gap: months in which there are no inspections by plan (one that follows a scandal goes on); those
            that were due move back by the gap. It begins and ends with the window's quarters.
        delay: months from a visit to its report.
        new_framework: the month from which visits go by the present framework of inspection; visits before it, and
            those of the run-in, grade by an earlier one, whose thresholds lie higher by the parameter
            ``earlier_framework_shift``. It is rounded to the window's quarters. Nothing for one framework throughout.
    """

    window: Window = field(default_factory=lambda: Window.between("2014-02", "2026-08"))
    timetable: Timetable = Timetable()
    gap: Window | None = None
    delay: float = 2.0
    new_framework: int | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.delay <= 24.0:
            raise InputError(f"the delay is {self.delay:g} months; it must lie between 0 and 24")
        if self.gap is not None and not self.window.first <= self.gap.first <= self.gap.last <= self.window.last:
            raise InputError(f"the gap, {self.gap}, must lie within the window, {self.window}")
        if self.new_framework is not None and not self.window.first <= self.new_framework <= self.window.last:
            raise InputError(
                f"the new framework begins in {month_text(self.new_framework)}, outside the window, {self.window}"
            )

    @property
    def quarters(self) -> int:
        """Quarters to be simulated: the window's, and those in which its last visits are published."""
        return self.window.quarters + self.publication_quarters

    @property
    def publication_quarters(self) -> int:
        """Whole quarters from a visit to its grade in the model."""
        return math.ceil(self.delay / MONTHS_A_QUARTER)

    @property
    def gap_quarters(self) -> range:
        """The quarters without inspections by plan, counted from the window's first month; empty for none."""
        if self.gap is None:
            return range(0)
        first = round((self.gap.first - self.window.first) / MONTHS_A_QUARTER)
        return range(first, first + max(1, round(self.gap.months / MONTHS_A_QUARTER)))

    def applied_to(self, parameters: np.recarray) -> np.recarray:
        """Parameter records with the timetable, the delay and the framework set, whatever they were; a copy."""
        records = parameters.copy()
        for name, value in self.timetable.quarters().items():
            records[name] = value
        records["publication_delay"] = self.publication_quarters
        if self.new_framework is not None:
            records["earlier_framework_quarters"] = round((self.new_framework - self.window.first) / MONTHS_A_QUARTER)
        return records
