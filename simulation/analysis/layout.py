"""Where organisations stand in a picture of the sector: on a map, or grouped by region."""

from __future__ import annotations

import math

import numpy as np

__all__ = ["by_region", "on_map", "push_apart"]

_GOLDEN = math.pi * (3.0 - math.sqrt(5.0))
_SPACING = 1.25
_GAP = 2.2


def by_region(region: np.ndarray, regions: int, *, tall: float = 0.8) -> tuple[np.ndarray, np.ndarray]:
    """Regions as round groups, row by row in their order; within one, members on a sunflower's spiral.

    Args:
        region: each organisation's region, by index, shape (organisations,).
        regions: how many there are.
        tall: rows for each region in a row: 0.8 for a page, half of it for a screen.

    Returns:
        Places, shape (organisations, 2), about one unit from neighbour to neighbour, and where each
        region's name goes, shape (regions, 2): above its middle.
    """
    counts = np.bincount(region, minlength=regions)
    radii = _SPACING / 1.77 * np.sqrt(np.maximum(counts, 1)) + 0.5
    space = max(_GAP, 0.3 * float(radii.max()))
    rows = max(1, round(math.sqrt(regions * tall)))
    order = np.array_split(np.arange(regions), rows)
    widest = 1.15 * max(float((2 * radii[row] + space).sum()) for row in order)
    places, names = np.zeros((len(region), 2)), np.zeros((regions, 2))
    y = 0.0
    for row in order:
        high = float(radii[row].max())
        y -= high + space / 2
        gap = (widest - float(2 * radii[row].sum())) / len(row)
        x = 0.0
        for one in row:
            centre = np.array([x + gap / 2 + radii[one], y])
            members = np.flatnonzero(region == one)
            k = np.arange(len(members))
            away = _SPACING / 1.77 * np.sqrt(k + 0.5)
            places[members] = centre + np.stack([away * np.cos(k * _GOLDEN), away * np.sin(k * _GOLDEN)], axis=1)
            names[one] = centre[0], centre[1] + radii[one] + 0.35
            x += gap + 2 * radii[one]
        y -= high + space / 2
    return places, names


def on_map(latitude: np.ndarray, longitude: np.ndarray, units_across: float = 52.0) -> np.ndarray:
    """Places on a map, stretched as at its middle latitude, crowded ones pushed apart.

    Args:
        latitude, longitude: degrees, shape (organisations,).
        units_across: how many units the longer side has; neighbours end up a unit apart or more.

    Returns:
        Places, shape (organisations, 2).
    """
    middle = math.radians(float(latitude.min() + latitude.max()) / 2.0)
    places = np.stack([longitude * math.cos(middle), latitude], axis=1)
    places = places - places.min(axis=0)
    return push_apart(places * units_across / max(float(places.max()), 1e-9), _SPACING)


def push_apart(places: np.ndarray, least: float, rounds: int = 200) -> np.ndarray:
    """Move places that are nearer than ``least`` away from each other, in equal parts, until few are.

    Those at the very same place part in fixed directions, by index.
    """
    moved = places.astype(float).copy()
    k = np.arange(len(moved))
    moved += 1e-6 * np.stack([np.cos(k * _GOLDEN), np.sin(k * _GOLDEN)], axis=1)
    for _ in range(rounds):
        away = moved[:, None] - moved[None]
        distance = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(distance, np.inf)
        short = np.maximum(least - distance, 0.0)
        if short.max() < 0.01 * least:
            break
        moved += (away * (0.5 * short / np.maximum(distance, 1e-12))[..., None]).sum(axis=1)
    return moved
