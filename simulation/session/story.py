"""What is kept of a session for telling it again: the event log, and every organisation quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from simulation.log import LogEntry, log_of, news_of
from simulation.log.snapshot import Snapshot
from simulation.session.desk import Desk, Quarter, laid_out
from simulation.state import State

__all__ = ["HISTORY_FIELDS", "History", "Story", "told_again"]

_TRUE = ("quality", "capability", "leadership", "openness", "honesty", "blame", "reported")
_FILED = (
    "belief", "variance", "grade", "designated", "exposed", "instrument", "stance", "helper", "waiting", "look_kind",
)  # fmt: skip
HISTORY_FIELDS = (*_TRUE, *_FILED)
"""What a history keeps; units as in ``state``. All but reports among the first seven is the truth."""


class History(Mapping[str, np.ndarray]):
    """Every organisation in every settled quarter: arrays by name, each of shape (quarters, organisations).

    Points and shares are rounded to single precision, which keeps a replay small. Instruments and
    stances are those in place at the end of the quarter, all else is as it was when they were decided.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self._arrays = dict(arrays)

    def __getitem__(self, name: str) -> np.ndarray:
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def __repr__(self) -> str:
        return f"<History of {self.quarters} quarters: {', '.join(self)}>"

    @property
    def quarters(self) -> int:
        """How many quarters have been settled."""
        return int(self["quality"].shape[0])


class Story:
    """Log and history of a desk, written as its quarters pass."""

    def __init__(self, desk: Desk, before: Snapshot) -> None:
        self.log: list[LogEntry] = list(news_of(before, desk.snapshot(), desk.context))
        self._rows: dict[str, list[np.ndarray]] = {name: [] for name in HISTORY_FIELDS}
        self._empty = np.zeros((0, len(desk.worlds.sector)))

    def keep(self, state: State) -> None:
        """Keep the quarter that has just been settled."""
        # As plain arrays: a record array takes many times as long to hand out a row or a column.
        truth, files = (whole.view(np.ndarray)[0] for whole in (state.arrays.organisations, state.arrays.files))
        for name in HISTORY_FIELDS:
            values = (truth if name in _TRUE else files)[name]
            self._rows[name].append(values.astype(np.float32) if values.dtype == np.float64 else values.copy())

    def tell(self, quarter: Quarter, desk: Desk) -> None:
        """Add what a quarter brought to the log."""
        self.log.extend(log_of(quarter.decided, quarter.settled, quarter.now, desk.context))

    @property
    def history(self) -> History:
        """All that was kept so far."""
        return History({name: np.stack(rows) if rows else self._empty for name, rows in self._rows.items()})


def told_again(desk: Desk) -> Story:
    """The story of a desk whose past is recorded, by deciding all of it again."""
    first = desk.decided[0].seen_under if desk.decided else desk.seen_under
    copy, before = laid_out(
        desk.scenario,
        None,
        seed=desk.seed,
        run=desk.run,
        events=desk.added,
        real_names=desk.real_names,
        seen_under=first,
    )
    story = Story(copy, before)
    for entry in desk.decided:
        story.tell(copy.again(entry, story.keep), copy)
    return story
