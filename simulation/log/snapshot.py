"""What the regulator knows of one run at one moment, copied, for the log and for tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.state import BELIEFS_KEPT, State

__all__ = ["Snapshot", "snapshot_of"]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What is in the regulator's files on every organisation, and what each reports. Never the truth.

    It holds what the ``View`` shows a policy, and three things more that a regulator knows and no
    policy needs: who helps whom, what each waits for, and who was looked at.

    Attributes:
        quarter: quarters since the policies branched.
        belief, belief_sd, bias, trend, reported, finding: points, float64, shape (organisations,).
        grade, designated, exposed, instrument, stance, wanted, look: codes, int8; ``wanted`` is the
            instrument that an organisation waits for, ``look`` how it was looked at this quarter.
        quarters_in, waiting, helping: quarters and counts, int32.
        helper: index of the helper, -1 where none, int32.
        quarters_since_look, quarters_since_grade: above 9,000 where it never was.
        quarters_designated: nil in its first quarter, -1 where not designated.
        beliefs: belief in this quarter and the three before, shape (4, organisations).
        uses: times each instrument was started, shape (instruments, organisations).
        spent: cost units spent this quarter, so far.
    """

    quarter: int
    belief: np.ndarray
    belief_sd: np.ndarray
    bias: np.ndarray
    trend: np.ndarray
    reported: np.ndarray
    finding: np.ndarray
    grade: np.ndarray
    designated: np.ndarray
    exposed: np.ndarray
    instrument: np.ndarray
    stance: np.ndarray
    wanted: np.ndarray
    look: np.ndarray
    quarters_in: np.ndarray
    waiting: np.ndarray
    helping: np.ndarray
    helper: np.ndarray
    quarters_since_look: np.ndarray
    quarters_since_grade: np.ndarray
    quarters_designated: np.ndarray
    beliefs: np.ndarray
    uses: np.ndarray
    spent: float

    def __repr__(self) -> str:
        return f"<Snapshot of quarter {self.quarter}: what is known of {len(self)} organisations>"

    def __len__(self) -> int:
        return len(self.belief)

    def quarters_below(self, threshold: float, organisation: int) -> int:
        """How many quarters on end, up to now, belief has been below ``threshold``; at most four."""
        for count, belief in enumerate(self.beliefs[:, organisation].tolist()):
            if not belief < threshold:
                return count
        return BELIEFS_KEPT

    def all_quarters_below(self, threshold: float) -> np.ndarray:
        """The same of all organisations, shape (organisations,)."""
        return np.logical_and.accumulate(self.beliefs < threshold, axis=0).sum(axis=0)


def snapshot_of(state: State, run: int = 0) -> Snapshot:
    """What the regulator knows of run ``run`` of a batch now.

    Args:
        state: the state; of the truth only reports are read, which everyone sees.
        run: its place in the batch.
    """
    # As plain arrays: a record array takes many times as long to hand out a row or a column. The files are copied whole
    # as bytes, and their columns are views of that.
    files_of_runs, organisations, sector = (
        whole.view(np.ndarray) for whole in (state.arrays.files, state.arrays.organisations, state.arrays.sector)
    )
    files: np.ndarray = np.frombuffer(files_of_runs[run].tobytes(), files_of_runs.dtype)
    now = state.quarter
    latest_first = [(now - k) % BELIEFS_KEPT for k in range(BELIEFS_KEPT)]
    return Snapshot(
        quarter=now - state.branched,
        belief=files["belief"],
        belief_sd=np.sqrt(files["variance"]),
        bias=files["bias"],
        trend=files["trend"],
        reported=organisations["reported"][run].copy(),
        finding=files["finding"],
        grade=files["grade"],
        designated=files["designated"],
        exposed=files["exposed"],
        instrument=files["instrument"],
        stance=files["stance"],
        wanted=files["wanted"],
        look=files["look_kind"],
        quarters_in=files["quarters_in"],
        waiting=files["waiting"],
        helping=files["helping"],
        helper=files["helper"],
        quarters_since_look=now - files["looked"],
        quarters_since_grade=now - files["grade_quarter"],
        quarters_designated=np.where(files["designated"] > 0, now - files["designated_quarter"], -1),
        beliefs=state.arrays.past_beliefs[run][latest_first],
        uses=state.arrays.uses[run].copy(),
        spent=float(sector["spent"][run]),
    )
