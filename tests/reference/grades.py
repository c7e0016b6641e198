"""The state in which policies branch, given real grades, after ``docs/model/initialisation.md``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.reference.draws import Chance
from tests.reference.entities import (
    INADEQUATE,
    NO_INSTRUMENT,
    NOBODY,
    NONE,
    NOT_LOOKED,
    Organisation,
)
from tests.reference.world import World

LAST_QUARTERS = 20
ENOUGH = 12
OF_THE_ORGANISATION = (
    "quality", "capability", "leadership", "openness", "honesty", "reported",
    "usual_leadership", "usual_openness", "usual_honesty", "own_pressure",
)  # fmt: skip
OF_THE_FILE = ("belief", "bias", "variance", "covariance", "bias_variance", "finding")


@dataclass(frozen=True)
class Donor:
    """An organisation as it stood when a late quarter of the run-in was settled."""

    grade: int
    age: int
    state: dict[str, Any]
    file: dict[str, Any]


def donors_of(world: World, quarter: int) -> list[Donor]:
    """All organisations at the end of a quarter, by index."""
    return [
        Donor(
            o.file.grade,
            quarter + 1 - o.file.grade_quarter,
            {name: getattr(o, name) for name in OF_THE_ORGANISATION},
            {name: getattr(o.file, name) for name in OF_THE_FILE},
        )
        for o in world.organisations
    ]


def condition(world: World, donors: list[Donor], branched: int) -> None:
    """Let every organisation with a real grade take over the state of one that had it about as long ago."""
    for o in world.organisations:
        grade, age = world.grades[o.index]
        if grade == NONE:
            continue
        fit = _that_fit(donors, grade, age)
        if fit:
            uniform = world.chances.uniform(Chance.DONOR, branched, o.index)
            _take_over(o, fit[int(uniform * len(fit))])
        _know_what_is_real(o, world, grade, age, branched)


def _that_fit(donors: list[Donor], grade: int, age: int) -> list[Donor]:
    graded = [donor for donor in donors if donor.grade != NONE]
    if not graded:
        return []
    sought = min({donor.grade for donor in graded}, key=lambda known: (abs(known - grade), known))
    away = 1
    while True:
        fit = [donor for donor in graded if donor.grade == sought and abs(donor.age - age) <= away]
        if len(fit) >= ENOUGH or away > 4 * age + 400:
            return fit
        away *= 2


def _take_over(o: Organisation, donor: Donor) -> None:
    for name, value in donor.state.items():
        setattr(o, name, value)
    for name, value in donor.file.items():
        setattr(o.file, name, value)
    o.file.past_beliefs = [o.file.belief] * 4
    o.file.trend = 0.0


def _know_what_is_real(o: Organisation, world: World, grade: int, age: int, branched: int) -> None:
    p, file = world.numbers, o.file
    file.grade, file.grade_quarter, file.looked = grade, branched - age, branched - age
    file.pending_grade = NONE
    file.due = file.grade_quarter + int(p.rota_inadequate if grade == INADEQUATE else p.rota_other)
    if file.due <= branched:
        file.due = branched + o.index % 4
    file.designated = grade == INADEQUATE
    if file.designated:
        file.designated_quarter = file.grade_quarter
    if file.helper != NOBODY:
        world.organisations[file.helper].file.helping -= 1
    file.instrument, file.quarters_in, file.quarters_released = NO_INSTRUMENT, 0, 0
    file.helper, file.match, file.lead = NOBODY, 0.0, NOBODY
    file.ended, file.closed, file.exposed = NO_INSTRUMENT, False, False
    file.wanted, file.waiting, file.requested = NO_INSTRUMENT, 0, NOT_LOOKED
