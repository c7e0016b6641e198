"""Playing cells of a sweep: some (point, replication) pairs, each under every alternative.

A batch mixes design points, since each run carries its own numbers. Its worlds and its run-in are made
once; then every alternative goes on from the same state, so that alternatives differ by what the
regulator does from then on and by nothing else. How cells are put together changes no bit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from simulation.batches import batch_size
from simulation.experiments.levers import Alternative
from simulation.experiments.numbers import Number, set_numbers
from simulation.futures import branch_point, fixed_assumptions, setting_of, worlds_of
from simulation.outcomes import outcome_frame
from simulation.playing import Driver, Setting
from simulation.policies import load_policy
from simulation.scenario import Scenario
from simulation.sector import Sector
from simulation.state import State
from simulation.vocabulary import QUARTERS_A_YEAR
from simulation.worlds import Worlds

__all__ = ["TRAITS", "Cells", "Failure", "Played", "Study", "play_cells"]

TRAITS = ("insularity", "openness", "honesty", "leadership", "quality")
"""What is told of an organisation at the start, when the policies branch."""

_LONGEST_REASON = 300


@dataclass(frozen=True, eq=False)
class Study:
    """What every task of a sweep needs, whichever cells it plays. It can be sent to another process.

    Attributes:
        scenario, sector: the base.
        numbers: what design points vary, in the order of their columns.
        alternatives: what is played on every cell.
        outcomes: which measures are kept.
        seed: of the futures.
        identity: versions and platform that every worker must share.
    """

    scenario: Scenario
    sector: Sector
    numbers: tuple[Number, ...]
    alternatives: tuple[Alternative, ...]
    outcomes: tuple[str, ...]
    seed: int
    identity: dict[str, str]


@dataclass(frozen=True, eq=False)
class Cells:
    """Some cells of a sweep, in order.

    Attributes:
        point, replication, run: which, int64, shape (cells,); runs with one number share their chance.
        values: the point's numbers, shape (cells, numbers).
        followed: cells whose organisations are kept, bool, shape (cells,).
    """

    point: np.ndarray
    replication: np.ndarray
    run: np.ndarray
    values: np.ndarray
    followed: np.ndarray

    def __len__(self) -> int:
        return len(self.point)


@dataclass(frozen=True)
class Failure:
    """A simulation that raised an error: the place of its cell and of its alternative, and why."""

    cell: int
    alternative: int
    reason: str


@dataclass(eq=False)
class Played:
    """What came of some cells.

    Attributes:
        outcomes: shape (cells, alternatives, outcomes); NaN where the simulation failed.
        failures: those.
        traits: of organisations of followed cells at the start, shape (followed, organisations, traits).
        records: their years of failure and mean quality, shape (followed, alternatives, organisations, 2).
    """

    outcomes: np.ndarray
    traits: np.ndarray
    records: np.ndarray
    failures: list[Failure] = field(default_factory=list)


def play_cells(study: Study, cells: Cells) -> Played:
    """Play every alternative on some cells; a simulation that fails is noted, and the rest goes on.

    Raises:
        PolicyError: where an alternative's policy cannot be loaded here.
        MemoryError: as it is; that is no fault of a cell.
    """
    many, organisations = len(study.alternatives), len(study.sector)
    followed = int(cells.followed.sum())
    played = Played(
        np.full((len(cells), many, len(study.outcomes)), np.nan),
        np.full((followed, organisations, len(TRAITS)), np.nan),
        np.full((followed, many, organisations, 2), np.nan),
    )
    quarters = study.scenario.quarters + study.scenario.run_in.quarters
    size = batch_size(organisations, quarters, len(cells), 1)
    player = _Player(study, cells, played)
    for places in (np.flatnonzero(~cells.followed), np.flatnonzero(cells.followed)):
        for first in range(0, len(places), size):
            player.play(places[first : first + size])
    played.failures.sort(key=lambda failure: (failure.cell, failure.alternative))
    return played


class _Followed:
    """A watcher of ``Driver.play`` that sums each organisation's true record."""

    def __init__(self, worlds: Worlds) -> None:
        shape = (len(worlds.runs), len(worlds.sector))
        self._threshold = worlds.parameters["failing_threshold"][:, None]
        self._failing, self._quality, self._quarters = np.zeros(shape), np.zeros(shape), 0

    def __call__(self, state: State) -> None:
        """Add the quarter that has just been settled."""
        quality = state.arrays.organisations["quality"]
        self._failing += quality < self._threshold
        self._quality += quality
        self._quarters += 1

    @property
    def record(self) -> np.ndarray:
        """Years of failure and mean quality, shape (runs, organisations, 2)."""
        return np.stack([self._failing / QUARTERS_A_YEAR, self._quality / self._quarters], axis=-1)


class _Player:
    """Plays batches of cells and writes what came of them into ``played``."""

    def __init__(self, study: Study, cells: Cells, played: Played) -> None:
        self.study, self.cells, self.played = study, cells, played
        self.setting = setting_of(study.scenario)
        self.policies = [load_policy(alternative.policy) for alternative in study.alternatives]
        # Where each followed cell stands among those followed.
        self.rank = np.cumsum(cells.followed) - 1

    def play(self, places: np.ndarray) -> None:
        """Play every alternative on the cells at some places; where that fails, on each by itself."""
        try:
            worlds, branching = self._start(places)
        except MemoryError:
            raise
        except Exception as error:
            if len(places) == 1:
                for k in range(len(self.policies)):
                    self._note(places[0], k, error)
            else:
                for place in places:
                    self.play(np.array([place]))
            return
        for k in range(len(self.policies)):
            self._under(k, places, worlds, branching)

    def _start(self, places: np.ndarray) -> tuple[Worlds, State]:
        """Worlds with each cell's own numbers, and the state in which alternatives branch."""
        study, cells = self.study, self.cells
        parameters, tools = fixed_assumptions(study.scenario, len(places))
        set_numbers(study.numbers, cells.values[places], parameters, tools)
        worlds = worlds_of(
            study.scenario, runs=cells.run[places].tolist(), seed=study.seed, sector=study.sector,
            assumptions=(parameters, tools),
        )  # fmt: skip
        branching = branch_point(study.scenario, worlds, self.setting)
        if cells.followed[places[0]]:
            organisations = branching.arrays.organisations
            self.played.traits[self.rank[places]] = np.stack(
                [worlds.world.places["insularity"], *(organisations[trait] for trait in TRAITS[1:])], axis=-1
            )
        return worlds, branching

    def _under(self, k: int, places: np.ndarray, worlds: Worlds, branching: State) -> None:
        alternative = self.study.alternatives[k]
        is_followed = bool(self.cells.followed[places[0]])
        state = branching.copy()
        here, setting = _surroundings(alternative, worlds, self.setting)
        watcher = _Followed(here)
        try:
            Driver(here, state, setting, self.policies[k]).play(
                worlds.quarters, watchers=(watcher,) if is_followed else ()
            )
        except MemoryError:
            raise
        except Exception as error:
            if len(places) == 1:
                self._note(places[0], k, error)
            else:
                for at, place in enumerate(places):
                    self._under(k, np.array([place]), worlds.take(at), branching.repeat(at, 1))
            return
        frame = outcome_frame(state.arrays, sizes_known=self.study.sector.size is not None)
        self.played.outcomes[places, k] = frame[list(self.study.outcomes)].to_numpy(np.float64)
        if is_followed:
            self.played.records[self.rank[places], k] = watcher.record

    def _note(self, place: int, k: int, error: Exception) -> None:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        self.played.failures.append(Failure(int(place), k, said[:_LONGEST_REASON]))


def _surroundings(alternative: Alternative, worlds: Worlds, setting: Setting) -> tuple[Worlds, Setting]:
    """The same worlds with the numbers that an alternative sets, and its budget."""
    if alternative.budget is not None:
        setting = replace(setting, budget=float(alternative.budget))
    if not alternative.numbers:
        return worlds, setting
    parameters, tools = worlds.parameters.copy().view(np.recarray), worlds.tools.copy().view(np.recarray)
    values = np.tile([value for _, value in alternative.numbers], (len(worlds.runs), 1))
    set_numbers([number for number, _ in alternative.numbers], values, parameters, tools)
    return replace(worlds, parameters=parameters, tools=tools), setting
