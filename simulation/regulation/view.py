"""What a regulator can know, and nothing else: the arrays that a policy decides from.

Every array is read-only, shaped (runs, organisations) unless said, shows the present quarter during
``decide``, and must be copied to be kept. The truth is not
in here: no field and no method leads to an organisation's true quality, capability, leadership,
openness, honesty or blame.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from simulation.draws import Chance
from simulation.regulation import counting
from simulation.regulation.decisions import Decisions, no_decisions

__all__ = ["View"]


@dataclass(frozen=True, eq=False)
class View:
    """The regulator's view of a batch of runs: all that it can know, and nothing of the truth.

    Arrays are read-only, and show the present quarter while ``decide`` runs: copy what you keep. Their shape is
    (runs, organisations), and their type float64, where nothing else is said.

    Attributes:
        quarter: quarters since the run-in ended (0 is the first; negative within the run-in).
        belief: believed quality, points (the mean of the regulator's filter).
        belief_variance: its variance, points squared.
        bias: points by which it believes reports flatter.
        trend: change of belief over four quarters, points.
        reported: this quarter's reported quality, points.
        finding: what the last inspection or peer review found, points (see ``quarters_since_look``).
        grade: published grade, int8: 1 inadequate, 2 requires improvement, 3 good, 4 outstanding; 0 where none was
            published yet.
        designated: 1 where officially failing, int8.
        exposed: 1 where hidden failure became public this quarter, int8.
        instrument: the running instrument, code of ``Instrument``, int8; 0 where none.
        quarters_in: quarters that it has run, int32.
        stance: the stance taken, code of ``Stance``, int8.
        helping: how many others it helps, int32.
        waiting: quarters that it has waited for what the policy asked, int32.
        uses: how often each instrument was started, int32, shape (runs, instruments, organisations).
        region: index of the region, int32, shape (organisations,).
        size: people served, float64, shape (runs, organisations).
        capacity: how many of each instrument can run at a time, int64, shape (runs, instruments).
        cost: cost of each instrument a quarter, cost units, shape (runs, instruments).
        budget: cost units that may be spent a quarter, shape (runs,); infinite where none is set.
        failing_threshold, warning_threshold, good_threshold, severe_threshold: points, shape (runs, 1).
    """

    quarter: int
    belief: np.ndarray
    belief_variance: np.ndarray
    bias: np.ndarray
    trend: np.ndarray
    reported: np.ndarray
    finding: np.ndarray
    grade: np.ndarray
    designated: np.ndarray
    exposed: np.ndarray
    instrument: np.ndarray
    quarters_in: np.ndarray
    stance: np.ndarray
    helping: np.ndarray
    waiting: np.ndarray
    uses: np.ndarray
    region: np.ndarray
    size: np.ndarray
    capacity: np.ndarray
    cost: np.ndarray
    budget: np.ndarray
    failing_threshold: np.ndarray
    warning_threshold: np.ndarray
    good_threshold: np.ndarray
    severe_threshold: np.ndarray
    _now: int = 0
    _looked: np.ndarray = field(default_factory=lambda: np.empty(0))
    _grade_quarter: np.ndarray = field(default_factory=lambda: np.empty(0))
    _designated_quarter: np.ndarray = field(default_factory=lambda: np.empty(0))
    _last_end: np.ndarray = field(default_factory=lambda: np.empty(0))
    _dependency_start: np.ndarray = field(default_factory=lambda: np.empty(0))
    _dependency_on: np.ndarray = field(default_factory=lambda: np.empty(0))
    _key: np.ndarray = field(default_factory=lambda: np.empty(0))

    def __repr__(self) -> str:
        runs, organisations = self.shape
        return f"<View of quarter {self.quarter}: {organisations} organisations in {runs} runs>"

    @property
    def shape(self) -> tuple[int, int]:
        """(runs, organisations)."""
        runs, organisations = self.belief.shape
        return int(runs), int(organisations)

    @property
    def belief_sd(self) -> np.ndarray:
        """Standard deviation of believed quality, points."""
        return np.sqrt(self.belief_variance)

    @property
    def quarters_since_look(self) -> np.ndarray:
        """Quarters since the last inspection or peer review; above 9,000 where there was none."""
        return self._now - self._looked

    @property
    def quarters_since_grade(self) -> np.ndarray:
        """Quarters since the published grade; above 9,000 where there is none."""
        return self._now - self._grade_quarter

    @property
    def quarters_designated(self) -> np.ndarray:
        """Quarters since designation, nil in its first; -1 where not designated."""
        return np.where(self.designated > 0, self._now - self._designated_quarter, -1)

    def quarters_since_end(self, instrument: int) -> np.ndarray:
        """Quarters since ``instrument`` last ended there; above 9,000 where it never did."""
        return np.asarray(self._now - self._last_end[:, instrument, :])

    def at(self, quarter: int, branched: int) -> View:
        """The same view in another quarter (from the run-in's first): its arrays follow the state."""
        # As dataclasses.replace would, but without passing every field again each quarter.
        other = object.__new__(View)
        other.__dict__.update(self.__dict__, quarter=quarter - branched, _now=quarter)
        return other

    def no_decisions(self) -> Decisions:
        """Decisions of the right shape that ask for nothing; fill in and return."""
        return no_decisions(*self.shape)

    def uniforms(self, kind: int = 0) -> np.ndarray:
        """This quarter's uniforms in [0, 1) for a policy that needs chance; ``kind`` from 0 to 15.

        Raises:
            ValueError: for a kind outside 0 to 15.
        """
        if not 0 <= kind <= 15:
            raise ValueError(f"a policy has uniforms of kinds 0 to 15, not {kind}")
        return counting.uniforms(self._key, self._now, int(Chance.POLICY) + kind, self.shape[1])

    def highest(self, score: np.ndarray, count: np.ndarray) -> np.ndarray:
        """Whether each organisation is among its run's ``count`` highest scores, ties by index; bool.

        Args:
            score: float64, shape (runs, organisations); minus infinity is never chosen.
            count: int64, shape (runs,).
        """
        return counting.highest(score, count)

    def depends_on(self, mask: np.ndarray) -> np.ndarray:
        """How many of those that each organisation depends on are in ``mask`` (bool); int32."""
        return counting.dependencies_in(self._dependency_start, self._dependency_on, mask)

    def depended_on_by(self, mask: np.ndarray) -> np.ndarray:
        """How many of those in ``mask`` (bool) depend on each organisation; int32."""
        return counting.dependants_in(self._dependency_start, self._dependency_on, mask)

    def dependencies_of(self, organisation: int, run: int = 0) -> np.ndarray:
        """The indices of those that an organisation depends on, in one run, as they are registered."""
        if not self._dependency_on.size:
            return np.empty(0, np.int64)
        start = self._dependency_start[run]
        return np.asarray(self._dependency_on[run, start[organisation] : start[organisation + 1]], dtype=np.int64)
