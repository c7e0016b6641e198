"""Regions: how far they differ lastingly, and how alike organisations of one region are at one time.

Both come from pairs of different organisations of one region: the mean product of their deviations from
all. Chance differences between organisations, which make small regions look different, have no part in
it; an organisation that a resample drew twice is no pair with itself.
"""

from __future__ import annotations

import numpy as np

from simulation.evidence.estimates import Estimates, joined, share
from simulation.evidence.inspections import Inspections
from simulation.vocabulary import Grade

__all__ = ["by_region", "regional"]


def _weights(inspections: Inspections) -> np.ndarray:
    shape = (inspections.panels, inspections.organisations)
    return np.ones(shape) if inspections.weight is None else inspections.weight


def _deviations(carried: np.ndarray, weight: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Each organisation's value less the mean of all at that year's end; NaN before its first grade.

    Args:
        carried: grades at years' ends, shape (panels, organisations, years).
        weight: shape (panels, organisations).
        values: what is compared, shape as ``carried``.
    """
    counts = (carried > 0) * weight[:, :, None]
    mean = share((counts * values).sum(axis=1), counts.sum(axis=1))
    return np.where(carried > 0, values - mean[:, None, :], np.nan)


def _pairs(deviation: np.ndarray, weight: np.ndarray, region: np.ndarray, regions: int) -> tuple[np.ndarray, ...]:
    """Sums over pairs of different organisations of each region.

    Args:
        deviation: shape (panels, organisations), NaN where unknown.
        weight: likewise.
        region: each organisation's region.
        regions: how many.

    Returns:
        Products, pairs and organisations, each of shape (panels, regions).
    """
    member = (region[:, None] == np.arange(regions)).astype(np.float64)
    counts = np.where(np.isnan(deviation), 0.0, weight)
    part = counts * np.nan_to_num(deviation)
    total = counts @ member
    return (part @ member) ** 2 - part**2 @ member, total**2 - counts**2 @ member, total


def _lasting_spread(inspections: Inspections, deviation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The standard deviation between regions of their organisations' mean deviation, and the organisations."""
    known = ~np.isnan(deviation)
    mean = share(np.nan_to_num(deviation).sum(axis=2), known.sum(axis=2))
    products, pairs, members = _pairs(mean, _weights(inspections), inspections.region, len(inspections.region_names))
    has_pairs = pairs > 0
    variance = share((members * np.nan_to_num(share(products, pairs))).sum(axis=1), (members * has_pairs).sum(axis=1))
    return np.sqrt(np.maximum(variance, 0.0)), members.sum(axis=1)


def regional(inspections: Inspections, carried: np.ndarray) -> Estimates:
    """Lasting differences between regions, and the correlation within them.

    ``region.spread_of_grade``: the standard deviation between regions of the mean grade, in steps of grade;
    ``region.spread_of_inadequate``: of the share inadequate; both over all years' ends, nil where pairs of
    one region are no more alike than any. ``region.correlation``: of the grades of two organisations of one
    region at one year's end, each against all others at that time.

    Args:
        inspections: the panels.
        carried: as ``shares.carried_grades`` gives them.
    """
    weight = _weights(inspections)
    grade = _deviations(carried, weight, carried.astype(np.float64))
    bad = _deviations(carried, weight, (carried == Grade.INADEQUATE).astype(np.float64))
    spreads = [_lasting_spread(inspections, deviation) for deviation in (grade, bad)]
    correlation, seen = _correlation(inspections, weight, grade)
    names = ("region.spread_of_grade", "region.spread_of_inadequate", "region.correlation")
    values = np.stack([spreads[0][0], spreads[1][0], correlation], axis=1)
    return Estimates(names, values, np.stack([spreads[0][1], spreads[1][1], seen], axis=1))


def _correlation(inspections: Inspections, weight: np.ndarray, deviation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    regions = len(inspections.region_names)
    products, pairs = np.zeros((2, inspections.panels, regions))
    members = np.zeros((inspections.panels, regions))
    for year in range(deviation.shape[2]):
        parts = _pairs(deviation[:, :, year], weight, inspections.region, regions)
        products, pairs, members = products + parts[0], pairs + parts[1], members + parts[2]
    covariance = share(
        (members * np.nan_to_num(share(products, pairs))).sum(axis=1), (members * (pairs > 0)).sum(axis=1)
    )
    squares = (weight[:, :, None] * np.nan_to_num(deviation) ** 2).sum(axis=(1, 2))
    return share(covariance, share(squares, members.sum(axis=1))), members.sum(axis=1)


def by_region(inspections: Inspections, carried: np.ndarray) -> Estimates:
    """Each region's mean grade (1 inadequate to 4 outstanding) and share inadequate, over all years' ends."""
    weight = _weights(inspections)[:, :, None] * (carried > 0)
    parts = []
    for place, name in enumerate(inspections.region_names):
        here = weight[:, inspections.region == place]
        grades = carried[:, inspections.region == place]
        seen = here.sum(axis=(1, 2))
        mean = share((here * grades).sum(axis=(1, 2)), seen)
        bad = share((here * (grades == Grade.INADEQUATE)).sum(axis=(1, 2)), seen)
        names = (f"by_region.{name}.mean_grade", f"by_region.{name}.inadequate")
        parts.append(Estimates(names, np.stack([mean, bad], axis=1), np.stack([seen, seen], axis=1)))
    return joined(parts)
