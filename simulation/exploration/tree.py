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
_DEPTH, _LEAVES, _LEAST_MASS = 3, 6, 0.05
_FOLDS, _MOST_TRIED = 5, 6_000


def has_tree() -> bool:
    """Whether what grows trees is installed."""
    return find_spec("sklearn") is not None


def grow(design: np.ndarray, share: np.ndarray) -> list[Box]:
    """The leaves of a tree of depth three at most, the one with the densest cases first.

    It has as many leaves as foretell other points best, by cross-validation; one, where divisions foretell nothing.

    Args:
        design: shape (points, uncertain numbers).
        share: of a point's futures that are cases, 0 to 1, shape (points,).

    Returns:
        Boxes that share no point and leave none out; the box of everything where no division helps.
    """
    leaves_best = _leaves_that_foretell(design, share)
    if leaves_best < 2:
        return [Box.open(design.shape[1])]
    tree: Any = _fitted(design, share, leaves_best).tree_
    leaves = sorted(_leaves(tree, 0, Box.open(design.shape[1])), key=lambda leaf: -leaf[0])
    return [box for _, box in leaves]


def _fitted(design: np.ndarray, share: np.ndarray, leaves: int) -> Any:
    from sklearn.tree import DecisionTreeRegressor

    least = max(2, int(np.ceil(_LEAST_MASS * len(share))))
    return DecisionTreeRegressor(
        max_depth=_DEPTH, max_leaf_nodes=leaves, min_samples_leaf=least, random_state=0
    ).fit(design, share)  # fmt: skip


def _leaves_that_foretell(design: np.ndarray, share: np.ndarray) -> int:
    """How many leaves err least on points that the tree was not grown on, the fewest within one standard error."""
    order = np.random.default_rng(len(share)).permutation(len(share))[:_MOST_TRIED]
    errors = np.empty((_LEAVES, len(order)))
    for fold in range(_FOLDS):
        held = np.arange(len(order)) % _FOLDS == fold
        grown_on, foretold = order[~held], order[held]
        errors[0, held] = (share[foretold] - share[grown_on].mean()) ** 2
        for leaves in range(2, _LEAVES + 1):
            said = _fitted(design[grown_on], share[grown_on], leaves).predict(design[foretold])
            errors[leaves - 1, held] = (share[foretold] - said) ** 2
    best = int(errors.mean(axis=1).argmin())
    # The difference from the best, point by point, says whether fewer leaves are as good.
    worse = errors - errors[best]
    is_as_good = worse.mean(axis=1) <= worse.std(axis=1) / np.sqrt(len(order))
    return int(np.argmax(is_as_good)) + 1


def _leaves(tree: Any, node: int, box: Box) -> Iterator[tuple[float, Box]]:
    """Each leaf's mean and its box, below a node."""
    if tree.children_left[node] < 0:
        yield float(tree.value[node].item()), box
        return
    place, value = int(tree.feature[node]), float(tree.threshold[node])
    yield from _leaves(tree, int(tree.children_left[node]), box.moved(place, min(box.high[place], value), is_low=False))
    above = float(np.nextafter(value, np.inf))
    yield from _leaves(tree, int(tree.children_right[node]), box.moved(place, max(box.low[place], above), is_low=True))
