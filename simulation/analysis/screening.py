"""Which assumptions matter: a screening by ranks over many draws of all of them at once.

Each step picks the assumption whose ranks go most with what is left of the ranks of the paired
difference, and takes off what it explains (forward selection; ranks, after Iman and Conover 1979,
doi 10.1080/00401706.1979.10489776, because differences are skewed and effects bend). It finds effects
that go one way; one that rises and falls again within the range can be missed. It serves to find
candidates: whether each is real is settled by trying it, with all else as assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["Candidate", "screen"]


@dataclass(frozen=True)
class Candidate:
    """An assumption that goes with the difference.

    Attributes:
        name: the column.
        correlation: of its ranks with what the earlier candidates left of the difference's ranks, -1 to 1.
    """

    name: str
    correlation: float


def screen(drawn: pd.DataFrame, differences: np.ndarray, count: int) -> list[Candidate]:
    """The assumptions that go most with a difference, the strongest first.

    Args:
        drawn: a row a draw, a column for each uncertain number.
        differences: the paired difference under each draw, shape (draws,); NaN is left out.
        count: how many to find, at most.

    Returns:
        Up to ``count`` candidates; none where there are too few draws, or nothing differs.
    """
    is_known = ~np.isnan(differences)
    count = min(count, drawn.shape[1], max(int(is_known.sum()) - 3, 0))
    if count <= 0 or np.ptp(differences[is_known]) == 0.0:
        return []
    columns = drawn.columns[drawn.loc[is_known].nunique() > 1]
    inputs = _standard(drawn.loc[is_known, columns].astype(float).rank().to_numpy())
    left = _standard(pd.Series(differences[is_known]).rank().to_numpy()[:, None])[:, 0]
    chosen: list[Candidate] = []
    places: list[int] = []
    for _ in range(min(count, len(columns))):
        spread = float(left.std())
        if spread < 1e-9:
            break
        correlations = inputs.T @ left / len(left) / spread
        correlations[places] = 0.0
        place = int(np.abs(correlations).argmax())
        places.append(place)
        chosen.append(Candidate(str(columns[place]), float(correlations[place])))
        explained = np.linalg.lstsq(inputs[:, places], left, rcond=None)[0]
        left = left - inputs[:, places] @ explained
    return chosen


def _standard(ranks: np.ndarray) -> np.ndarray:
    """Columns with mean nil and variance one."""
    centred = ranks - ranks.mean(axis=0)
    return centred / np.maximum(centred.std(axis=0), 1e-12)
