"""A shallow tree of assumptions: where cases are often and where they are rare, by scikit-learn (extra ``discover``).

Where boxes look for the places with most cases, a tree divides everything, so that it also says where
a policy is safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np

from simulation.exploration.box import Box

__all__ = ["NO_TREE", "grow", "has_tree"]

NO_TREE = "No tree: scikit-learn is not installed; install the extra with: pip install 'turnaround[discover]'"
_DEPTH, _LEAVES, _LEAST_MASS, _LEAST_GAIN = 3, 6, 0.05, 0.02


def has_tree() -> bool:
    """Whether what grows trees is installed."""
    return find_spec("sklearn") is not None


def grow(design: np.ndarray, share: np.ndarray) -> list[Box]:
    """The leaves of a tree of depth three at most, the one with the densest cases first.

    A division is made only where it takes away a fiftieth of all variance of the cases.

    Args:
        design: shape (points, uncertain numbers).
        share: of a point's futures that are cases, 0 to 1, shape (points,).

    Returns:
        Boxes that share no point and leave none out; the box of everything where no division helps.
    """
    from sklearn.tree import DecisionTreeRegressor

    grown = DecisionTreeRegressor(
        max_depth=_DEPTH,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=max(2, int(np.ceil(_LEAST_MASS * len(share)))),
        min_impurity_decrease=_LEAST_GAIN * float(share.var()),
        random_state=0,
    ).fit(design, share)
    tree: Any = grown.tree_
    leaves = sorted(_leaves(tree, 0, Box.open(design.shape[1])), key=lambda leaf: -leaf[0])
    return [box for _, box in leaves]


def _leaves(tree: Any, node: int, box: Box) -> Iterator[tuple[float, Box]]:
    """Each leaf's mean and its box, below a node."""
    if tree.children_left[node] < 0:
        yield float(tree.value[node].item()), box
        return
    place, value = int(tree.feature[node]), float(tree.threshold[node])
    yield from _leaves(tree, int(tree.children_left[node]), box.moved(place, min(box.high[place], value), is_low=False))
    above = float(np.nextafter(value, np.inf))
    yield from _leaves(tree, int(tree.children_right[node]), box.moved(place, max(box.low[place], above), is_low=True))
