"""What the signatures share: futures to play policies on, twins, alignment, paired intervals, what is kept.

A signature is a pattern that the evidence describes and the model must show (section "Signatures" of
the docs). Its live effect is measured over ``RUNS`` worlds with a paired 99% interval, and has to
exceed a smallest effect that was stated before anybody looked; its placebo switches the mechanism off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from simulation.futures import branch_point, setting_of, worlds_of
from simulation.outcomes import outcome_frame
from simulation.panel import PanelRecorder
from simulation.playing import Driver
from simulation.policies import load_policy
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.state import State
from simulation.worlds import Worlds

RUNS = 200
SEED = 14
CONFIDENCE = 0.99
PLACEBO_SHARE = 0.1
"""A placebo that cannot be nil to the bit is at most this part of its live effect."""

Prepare = Callable[[Worlds], None]


@dataclass(frozen=True)
class Effect:
    """A live effect, signed so that the claim is positive.

    Attributes:
        what: a sentence that says what was compared.
        unit: of all numbers.
        value, low, high: mean over worlds and its paired 99% interval.
        smallest: the effect below which the claim would not count, stated beforehand.
    """

    what: str
    unit: str
    value: float
    low: float
    high: float
    smallest: float

    @property
    def holds(self) -> bool:
        """Whether the interval excludes nil and the effect exceeds the smallest one."""
        return self.low > 0.0 and self.value > self.smallest


@dataclass(frozen=True)
class Placebo:
    """What is left with the mechanism off: nothing to the bit, or at most ``allowed``."""

    what: str
    equal: bool | None = None
    value: float = 0.0
    allowed: float = 0.0
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing is left, or next to nothing."""
        return self.equal if self.equal is not None else abs(self.value) <= self.allowed


@dataclass(frozen=True)
class Signature:
    """One signature as the docs print it; the numbers are measured by the test module's functions."""

    name: str
    finding: str
    setting: str
    note: str = ""


def effect(what: str, unit: str, by_world: np.ndarray, smallest: float) -> Effect:
    """The mean over worlds with its 99% interval (Student's t); worlds without a case (NaN) are left out."""
    values = np.asarray(by_world, float)
    values = values[np.isfinite(values)]
    if len(values) < 2:
        raise ValueError(f"{what}: only {len(values)} worlds have a case")
    half = float(stats.t.ppf(0.5 + CONFIDENCE / 2, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))
    mean = float(values.mean())
    return Effect(what, unit, mean, mean - half, mean + half, smallest)


class Play:
    """One policy played on futures.

    Attributes:
        panel: variables by name, each of shape (runs, quarters, organisations).
        outcomes: a row a run.
        state: the state at the end.
    """

    def __init__(self, panel: dict[str, np.ndarray], state: State) -> None:
        self.panel, self.state = panel, state

    def __getitem__(self, name: str) -> np.ndarray:
        return self.panel[name]

    @property
    def outcomes(self) -> pd.DataFrame:
        """The measures of every run."""
        return outcome_frame(self.state.arrays, sizes_known=False)

    def same(self, other: Play, names: Iterable[str] = ()) -> bool:
        """Whether variables (all of the panel's by default) are equal to the bit in every quarter."""
        chosen = tuple(names) or tuple(self.panel)
        return all(self[name].tobytes() == other[name].tobytes() for name in chosen)


class Futures:
    """The worlds of a scenario and the state in which policies branch.

    Args:
        scenario: a shipped scenario's name.
        settings: single numbers changed, as with ``--set``.
        prepare: changes the worlds before the run-in.
        runs: how many worlds.
    """

    def __init__(
        self, scenario: str, settings: dict | None = None, prepare: Prepare | None = None, runs: int = RUNS
    ) -> None:
        self.scenario = Scenario.load(scenario).with_settings(settings or {})
        self.worlds = worlds_of(self.scenario, runs=range(runs), seed=SEED)
        if prepare is not None:
            prepare(self.worlds)
        self.setting = setting_of(self.scenario)
        self.branching = branch_point(self.scenario, self.worlds, self.setting)

    def play(self, policy: Policy | str, fields: Sequence[str], **assumed: float) -> Play:
        """Play a policy from the branching state, and keep a panel of ``fields``.

        Args:
            assumed: parameters that differ from the branching on.
        """
        parameters = self.worlds.parameters.copy()
        for name, value in assumed.items():
            parameters[name] = value
        w = self.worlds
        worlds = Worlds(w.sector, w.seed, w.runs, parameters, w.tools, w.tool_names, w.world, w.quarters)
        chosen = load_policy(policy) if isinstance(policy, str) else policy
        recorder = PanelRecorder(w.runs, range(len(w.runs)), tuple(fields))
        driver = Driver(worlds, self.branching.copy(), self.setting, chosen)
        state = driver.play(w.quarters, watchers=(recorder,) if fields else ())
        return Play(recorder.panel().variables if fields else {}, state)

    @property
    def designated_before(self) -> np.ndarray:
        """Who is designated when the policies branch, bool, (runs, organisations)."""
        return np.asarray(self.branching.arrays.files["designated"] > 0)


@dataclass(frozen=True)
class Cases:
    """Organisations aligned on a quarter of their own: parallel arrays of run, organisation and quarter."""

    run: np.ndarray
    organisation: np.ndarray
    quarter: np.ndarray
    runs: int

    def of(self, values: np.ndarray, offset: int) -> np.ndarray:
        """Values (runs, quarters, organisations) of each case ``offset`` quarters after its own."""
        return np.asarray(values[self.run, self.quarter + offset, self.organisation], float)

    def mean(self, by_case: np.ndarray) -> np.ndarray:
        """The mean over each world's cases, (runs,); NaN where a world has none."""
        counts = np.bincount(self.run, minlength=self.runs)
        sums = np.bincount(self.run, weights=by_case, minlength=self.runs)
        return np.divide(sums, counts, out=np.full(self.runs, np.nan), where=counts > 0)

    def where(self, mask: np.ndarray) -> Cases:
        """Only those cases."""
        return Cases(self.run[mask], self.organisation[mask], self.quarter[mask], self.runs)


def first_times(happens: np.ndarray, before: np.ndarray, after: int) -> Cases:
    """The first quarter of every organisation in which something happens, with ``after`` quarters to follow.

    Args:
        happens: (runs, quarters, organisations).
        before: (runs, organisations): already so when the policies branch, and so left out.
        after: quarters that must still come.
    """
    on = happens > 0
    first = on.argmax(axis=1)
    ever = on.any(axis=1) & ~before & (first + after < on.shape[1])
    run, organisation = np.nonzero(ever)
    return Cases(run, organisation, first[run, organisation], on.shape[0])


def share_failing(play: Play, threshold: float = 40.0, of: np.ndarray | None = None) -> np.ndarray:
    """Percentage truly failing by run and quarter, among ``of`` (bool, (runs, organisations)) where given."""
    failing = play["quality"] < threshold
    if of is None:
        return np.asarray(100.0 * failing.mean(axis=2))
    return np.asarray(100.0 * (failing & of[:, None, :]).sum(axis=2) / of.sum(axis=1)[:, None])
