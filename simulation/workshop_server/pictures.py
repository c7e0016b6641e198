"""Where marks and lines of a picture stand: places for numbers that are already there; none is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Axis", "Label", "Line", "Scale", "Spark", "Story", "axis", "labels", "spark", "story", "unbeaten"]

_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_RIM, _SPARK_POINTS = 112, 40, 4, 24.0
_LEAST_SPAN = 40
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """From numbers to places: ``low`` stands at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a number, to a tenth."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True)
class Axis:
    """A scale with the round numbers to be written beside it."""

    scale: Scale
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        """The place of a number."""
        return self.scale(value)


def axis(values: Sequence[float], start: float, end: float, *, ticks: int = 4, from_nought: bool = False) -> Axis:
    """A scale that holds all numbers and ends at round ones.

    >>> axis([3, 41], 0, 100, from_nought=True).ticks
    (0.0, 20.0, 40.0, 60.0)
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    low = min(low, 0.0) if from_nought else low
    high = high if high > low else low + 1.0
    rough = (high - low) / ticks
    power = 10.0
    while power > rough:
        power /= 10
    while power * 10 <= rough:
        power *= 10
    step = next(power * one for one in _STEPS if power * one >= rough)
    first, last = int(low // step), -int(-high // step)
    numbers = tuple(round(step * k, 10) for k in range(first, last + 1))
    return Axis(Scale(numbers[0], numbers[-1], start, end), numbers)


def _path(values: Sequence[float], x: Scale, y: Scale) -> str:
    return "".join(f"{'L' if k else 'M'}{x(k):g} {y(value):g}" for k, value in enumerate(values))


@dataclass(frozen=True)
class Spark:
    """A small line of reports: its path, and the place of the last one."""

    path: str
    x: float
    y: float


def spark(reports: Sequence[float]) -> Spark:
    """Reports over the last quarters; the height is 24 points, or more where they moved further."""
    room = max(0.0, _SPARK_POINTS - (max(reports) - min(reports))) / 2
    x = Scale(0, max(1, len(reports) - 1), _SPARK_RIM, _SPARK_WIDTH - _SPARK_RIM)
    y = Scale(min(reports) - room, max(reports) + room, _SPARK_HEIGHT - _SPARK_RIM, _SPARK_RIM)
    return Spark(_path(reports, x, y), x(len(reports) - 1), y(reports[-1]))


@dataclass(frozen=True)
class Line:
    """One line of a story: what it is, its path, its label's place, and the last number."""

    kind: str
    path: str
    x: float
    y: float
    last: float


@dataclass(frozen=True)
class Story:
    """Lines over the quarters, labelled at their ends.

    Attributes:
        width, height: of the picture.
        left, right, top, bottom: of the field within it.
        lines: in the order of drawing.
        years: year number and place of each year's first quarter.
        points: points of quality and their places.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[Line, ...]
    years: tuple[tuple[int, float], ...]
    points: tuple[tuple[int, float], ...]
    x: Scale


def story(series: Sequence[tuple[str, Sequence[float]]], width: float, height: float, text: float) -> Story:
    """True, reported and believed quality over the quarters.

    Args:
        series: kind ("true", "reported", "believed") and points by quarter.
        width, height: of the picture.
        text: height of its letters.
    """
    left, right, top, bottom = 2.2 * text, width - 5.2 * text, 0.7 * text, height - 1.8 * text
    quarters = max(len(values) for _, values in series)
    x = Scale(0, max(1, quarters - 1), left, right)
    low, high = _span([value for _, values in series for value in values])
    y = Scale(low, high, bottom, top)
    ends = {kind: y(values[-1]) for kind, values in series}
    places = _apart(ends, 1.1 * text, top + 0.3 * text, bottom)
    lines = tuple(
        Line(kind, _path(values, x, y), right + 0.4 * text, places[kind] + 0.35 * text, values[-1])
        for kind, values in series
    )
    every = 4 * max(1, -(-quarters // 4 // 7))
    years = tuple((quarter // 4 + 1, x(quarter)) for quarter in range(0, quarters, every) if x(quarter) < right - text)
    points = tuple((value, y(value)) for value in range(low, high + 1, 10 if high - low <= 50 else 20))
    return Story(width, height, left, right, top, bottom, lines, years, points, x)


def _span(values: Sequence[float]) -> tuple[int, int]:
    """Round numbers that hold all points, 40 apart at least, so that a dip is seen and noise is not blown up."""
    low, high = int(min(values) // 10 * 10), int(-(-max(values) // 10) * 10)
    while high - low < _LEAST_SPAN:
        low, high = max(0, low - 10), min(100, high + 10)
    if (high - low) > 50 and (high - low) % 20:
        low, high = (low - 10, high) if low >= 10 else (low, high + 10)
    return low, high


def _apart(ends: dict[str, float], least: float, top: float, bottom: float) -> dict[str, float]:
    """Places of labels, moved apart until none covers another."""
    order = sorted(ends, key=lambda kind: ends[kind])
    placed: list[float] = []
    for kind in order:
        placed.append(max(ends[kind], placed[-1] + least if placed else top))
    floor = bottom
    for k in range(len(order) - 1, -1, -1):
        placed[k] = min(placed[k], floor)
        floor = placed[k] - least
    return dict(zip(order, placed, strict=True))


class HarmCost(Protocol):
    """What has harm and cost."""

    @property
    def harm(self) -> float:
        """Point-years."""

    @property
    def cost(self) -> float:
        """Cost units."""


def unbeaten(policies: Sequence[HarmCost]) -> list[HarmCost]:
    """Those to be numbered, the cheapest first: no other has less harm at no more cost. The rest stay marks."""
    found: list[HarmCost] = []
    for policy in sorted(policies, key=lambda one: (one.cost, one.harm)):
        if not found or policy.harm < found[-1].harm:
            found.append(policy)
    return found


@dataclass(frozen=True)
class Label:
    """Numbers beside marks: where they begin or, with ``ends_here``, end."""

    x: float
    y: float
    words: str
    ends_here: bool


def labels(policies: Sequence[HarmCost], x: Axis, y: Axis, width: float, text: float) -> list[Label]:
    """Numbers, from 1, beside policies in their order; marks too close for a number each share one label.

    Args:
        policies: to be numbered, the cheapest first.
        x, y: of cost and of harm.
        width: of the picture, beyond which no label may reach.
        text: height of its letters.
    """
    groups: list[list[tuple[int, float, float]]] = []
    for number, policy in enumerate(policies, start=1):
        here = number, x(policy.cost), y(policy.harm)
        if groups and _is_crowded(groups[-1][-1], here, text):
            groups[-1].append(here)
        else:
            groups.append([here])
    return [_label(group, width, text) for group in groups]


def _is_crowded(one: tuple[int, float, float], other: tuple[int, float, float], text: float) -> bool:
    return abs(other[1] - one[1]) < 1.6 * text and abs(other[2] - one[2]) < 1.1 * text


def _label(group: list[tuple[int, float, float]], width: float, text: float) -> Label:
    (first, begins, upper), (last, ends, lower) = group[0], group[-1]
    words = str(first) if first == last else f"{first}–{last}"
    has_room = ends + (0.55 + 0.62 * len(words)) * text <= width
    place, height = (ends + 0.55 * text, lower) if has_room else (begins - 0.55 * text, upper)
    return Label(round(place, 1), round(height + text / 3, 1), words, not has_room)
