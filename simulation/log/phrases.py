"""Words for the log's sentences: quantities, instruments, and the case for acting."""

from __future__ import annotations

import numpy as np

from simulation.log.context import Context
from simulation.log.snapshot import Snapshot
from simulation.vocabulary import Grade, Stance, words

__all__ = [
    "begins", "believed", "case_for", "grade_words", "moved", "numbers_at", "numbers_of", "one", "quarters", "signed",
    "stance_words", "the", "tool_words",
]  # fmt: skip

_SMALL_NUMBERS = tuple("no one two three four five six seven eight nine ten eleven twelve".split())
_A_YEAR_OR_MORE = 4
_NOTABLE_POINTS = 5.0
"""A trend or a gap between report and belief of fewer points is within what chance does; it is left out."""

_BEGINS = {
    "peer_support": "Peer support begins at {}",
    "improvement_board": "Board set up at {}",
    "central_intervention": "Central intervention begins at {}",
    "structural_reform": "Structural reform ordered at {}",
}
_WORDS = {"improvement_board": "board"}
_GRADES = {int(grade): words(grade) for grade in Grade}
_WITHOUT_ARTICLE = ("peer_support", "central_intervention", "structural_reform")


def quarters(count: int) -> str:
    """``one quarter``, ``two quarters``, ``20 quarters``."""
    number = _SMALL_NUMBERS[count] if 0 <= count < len(_SMALL_NUMBERS) else str(count)
    return f"{number} quarter{'' if count == 1 else 's'}"


def signed(value: float) -> str:
    """Whole points of change with their sign: ``+3``, ``−3``, ``+0``."""
    return f"{round(value):+d}".replace("-", "−")


def moved(value: float) -> str:
    """What became of a number of points: ``rose by 3 points``, ``fell by one point``, ``did not change``."""
    points = abs(round(value))
    if points == 0:
        return "did not change"
    number = _SMALL_NUMBERS[1] if points == 1 else str(points)
    return f"{'rose' if value > 0 else 'fell'} by {number} point{'' if points == 1 else 's'}"


def tool_words(tool_name: str) -> str:
    """An instrument's name within a sentence: ``board``, ``peer support``, ``family hubs``."""
    return _WORDS.get(tool_name, tool_name.replace("_", " "))


def the(tool_name: str) -> str:
    """The instrument that is there: ``the board``, ``peer support``."""
    return tool_words(tool_name) if tool_name in _WITHOUT_ARTICLE else f"the {tool_words(tool_name)}"


def one(tool_name: str) -> str:
    """One of an instrument: ``a board``, ``peer support``."""
    return f"a {tool_words(tool_name)}" if tool_name in _WORDS else tool_words(tool_name)


def begins(tool_name: str, name: str) -> str:
    """That an instrument begins somewhere."""
    text = _BEGINS.get(tool_name)
    return text.format(name) if text else f"{tool_words(tool_name).capitalize()} begins at {name}"


def grade_words(code: int) -> str:
    """A grade within a sentence: ``requires improvement``."""
    return _GRADES[code]


def stance_words(code: int) -> str:
    """A stance within a sentence: ``candour protected``."""
    return words(Stance(code))


def _beside(value: float, threshold: float) -> str:
    """A number of points, with as many decimals as show on which side of ``threshold`` it lies."""
    for digits in (0, 1, 2):
        if (round(value, digits) < threshold) == (value < threshold):
            return f"{value:.{digits}f}"
    return f"{value:.3f}"


def believed(snapshot: Snapshot, i: int, threshold: float) -> str:
    """What is believed of ``i``: ``believed 37``, so that it shows whether that is below ``threshold``."""
    return f"believed {_beside(float(snapshot.belief[i]), threshold)}"


def _how_long_below(snapshot: Snapshot, i: int, context: Context) -> str:
    """``believed 37, two quarters below 40``: the lower of the two thresholds that belief is under."""
    for threshold in (context.failing, context.warning):
        count = snapshot.quarters_below(threshold, i)
        if count > 0:
            span = "a year or more" if count >= _A_YEAR_OR_MORE else quarters(count)
            return f"{believed(snapshot, i, threshold)}, {span} below {threshold:g}"
    return believed(snapshot, i, context.warning)


def case_for(snapshot: Snapshot, i: int, context: Context) -> str:
    """Why something is done at ``i`` now, from what is known: official status, belief, trend, reports."""
    facts = []
    if snapshot.exposed[i]:
        facts.append("its hidden failure has just come out")
    since = int(snapshot.quarters_designated[i])
    if since >= 0:
        facts.append("called failing this quarter" if since == 0 else f"called failing {quarters(since)} ago")
    facts.append(_how_long_below(snapshot, i, context))
    trend = float(snapshot.trend[i])
    if abs(trend) >= _NOTABLE_POINTS:
        facts.append(f"{'up' if trend > 0 else 'down'} {abs(trend):.0f} in a year")
    if snapshot.reported[i] - snapshot.belief[i] >= _NOTABLE_POINTS:
        facts.append(f"though it reports {snapshot.reported[i]:.0f}")
    return ", ".join(facts)


def numbers_of(snapshot: Snapshot, i: int, context: Context) -> dict[str, float]:
    """The numbers behind a sentence on ``i``."""
    return numbers_at(snapshot, np.array([i]), context)[0]


def numbers_at(snapshot: Snapshot, places: np.ndarray, context: Context) -> list[dict[str, float]]:
    """The numbers behind sentences on several organisations, column by column, which takes a third of the time.

    Args:
        snapshot: what was known.
        places: their indices, shape (some organisations,).
        context: what does not change during a run.
    """
    if len(places) == 0:
        return []
    columns = {
        "belief": snapshot.belief,
        "belief_sd": snapshot.belief_sd,
        "trend": snapshot.trend,
        "reported": snapshot.reported,
        "quarters_below_failing": snapshot.all_quarters_below(context.failing),
        "quarters_below_warning": snapshot.all_quarters_below(context.warning),
        "quarters_designated": snapshot.quarters_designated,
        "quarters_in": snapshot.quarters_in,
        "waited": snapshot.waiting,
    }
    rows = zip(*(column[places].tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]
