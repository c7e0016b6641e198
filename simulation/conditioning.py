"""Real grades: the state in which policies branch, drawn given each organisation's grade and its age.

A grade says where an organisation probably stands, not exactly. So an organisation with a real grade
takes over the state of another of the same run that had that grade, about as long ago, at some time
late in the run-in: a draw from the run-in's own joint distribution, never a grade's midpoint.
Traits come with it, since a grade also says something of what lasts. Organisations without a real
grade keep their own state.
"""

from __future__ import annotations

import numpy as np

from simulation.compiled import compiled
from simulation.draws import Chance, uniform_at
from simulation.sector import Sector
from simulation.state import State
from simulation.vocabulary import NEVER, NOBODY, Grade
from simulation.worlds import Worlds

__all__ = ["QUARTERS_WATCHED", "Pool", "condition_on_grades"]

QUARTERS_WATCHED = 20
"""How many of the run-in's last quarters donors are taken from."""

_ORGANISATION_FIELDS = (
    "quality", "capability", "leadership", "openness", "honesty", "reported",
    "usual_leadership", "usual_openness", "usual_honesty", "own_pressure",
)  # fmt: skip
_BEGUN_ANEW = (
    "instrument", "quarters_in", "quarters_released", "wanted", "waiting", "ended", "closed", "requested", "exposed",
)  # fmt: skip
_FILE_FIELDS = ("belief", "bias", "variance", "covariance", "bias_variance", "finding")


class Pool:
    """What donors were like, quarter by quarter: a watcher of the run-in (see ``Driver.play``)."""

    def __init__(self) -> None:
        self._grades: list[np.ndarray] = []
        self._ages: list[np.ndarray] = []
        self._values: list[np.ndarray] = []

    def __call__(self, state: State) -> None:
        """Note the quarter that has just been settled."""
        if state.quarter <= state.branched - QUARTERS_WATCHED:
            return
        organisations, files = state.arrays.organisations, state.arrays.files
        self._grades.append(files["grade"].copy())
        self._ages.append(state.quarter - files["grade_quarter"])
        columns = [organisations[name] for name in _ORGANISATION_FIELDS] + [files[name] for name in _FILE_FIELDS]
        self._values.append(np.stack(columns, axis=-1))

    def of_run(self, place: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Grades, ages and values of every donor of one run, in order of quarter and organisation."""
        return (
            np.concatenate([g[place] for g in self._grades]),
            np.concatenate([a[place] for a in self._ages]).astype(np.int64),
            np.concatenate([v[place] for v in self._values]),
        )


@compiled
def _draw_donor(u, grade, age, grades, ages, enough):
    """A donor with ``grade``, about ``age`` quarters old: the window widens until it holds enough; -1 for none."""
    width = 1
    while True:
        fitting = 0
        for k in range(grades.shape[0]):
            fitting += 1 if grades[k] == grade and abs(ages[k] - age) <= width else 0
        if fitting >= enough or width > 4 * age + 400:
            break
        width *= 2
    if fitting == 0:
        return -1
    nth = int(u * fitting)
    for k in range(grades.shape[0]):
        if grades[k] == grade and abs(ages[k] - age) <= width:
            if nth == 0:
                return k
            nth -= 1
    return -1


def _nearest_grade_with_donors(grade: int, grades: np.ndarray) -> int:
    """The grade itself where any donor has it, else the nearest that one has (the lower of two)."""
    present = [g for g in Grade if g != Grade.NONE and (grades == g).any()]
    return min(present, key=lambda g: (abs(g - grade), g)) if present else int(Grade.NONE)


def _take_over(state: State, place: int, i: int, values: np.ndarray) -> None:
    organisation, file = state.arrays.organisations[place, i], state.arrays.files[place, i]
    for name, value in zip(_ORGANISATION_FIELDS, values, strict=False):
        organisation[name] = value
    for name, value in zip(_FILE_FIELDS, values[len(_ORGANISATION_FIELDS) :], strict=True):
        file[name] = value
    state.arrays.past_beliefs[place, :, i] = file["belief"]
    file["trend"] = 0.0


def _publish_real_grade(state: State, place: int, i: int, grade: int, age: int, p: np.record) -> None:
    """Write the real grade and its date, and designate by it; what was running is gone."""
    file, track = state.arrays.files[place, i], state.arrays.tracks[place, i]
    file["grade"], file["grade_quarter"] = grade, state.quarter - age
    file["looked"] = state.quarter - age
    file["pending_grade"], file["pending_quarter"] = 0, NEVER
    cycle = p.rota_inadequate if grade == Grade.INADEQUATE else p.rota_other
    # One that is overdue is inspected within the first year, spread by its index.
    file["due"] = max(state.quarter - age + int(cycle), state.quarter + i % 4)
    is_failing = grade == Grade.INADEQUATE
    file["designated"] = int(is_failing)
    file["designated_quarter"] = state.quarter - age if is_failing else NEVER
    for name in _BEGUN_ANEW:
        file[name] = 0
    file["helper"], file["lead"], file["match"] = NOBODY, NOBODY, 0.0
    below = state.arrays.organisations[place, i]["quality"] < p.failing_threshold
    track["failing_spell"], track["below"], track["above"] = int(below), 2 * int(below), 0
    track["onset"] = state.quarter - 2 if below else NEVER
    track["recovered"], track["relook"], track["detected"] = NEVER, 0, int(is_failing)


def condition_on_grades(worlds: Worlds, state: State, pool: Pool, sector: Sector) -> None:
    """Draw the branching state of graded organisations given their real grades; changes ``state``.

    Args:
        worlds: the worlds, for their draws and parameters.
        state: the state at the end of the run-in.
        pool: what was seen of the run-in's last quarters.
        sector: whose ``grade`` and ``grade_age`` (quarters) are real.
    """
    if sector.grade is None or sector.grade_age is None:
        return
    graded = np.flatnonzero(sector.grade > 0)
    for place in range(state.runs):
        grades, ages, values = pool.of_run(place)
        p = worlds.parameters[place]
        for i in graded:
            grade, age = int(sector.grade[i]), int(sector.grade_age[i])
            wanted = _nearest_grade_with_donors(grade, grades)
            u = uniform_at(worlds.world.key[place], state.quarter, int(Chance.DONOR), int(i))
            donor = _draw_donor(u, wanted, age, grades, ages, 12)
            if donor >= 0:
                _take_over(state, place, int(i), values[donor])
            _publish_real_grade(state, place, int(i), grade, age, p)
    # Helpers go home with those whom they helped.
    helpers = state.arrays.files["helper"]
    for place in range(state.runs):
        counts = np.bincount(helpers[place][helpers[place] >= 0], minlength=helpers.shape[1])
        state.arrays.files["helping"][place] = counts
