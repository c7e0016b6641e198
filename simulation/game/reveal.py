"""Behind the curtain: what was true, for whoever has said first what they think."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from simulation.errors import InputError
from simulation.game.dips import HonestDip, honest_dips
from simulation.game.field import Fared, how_policies_fared
from simulation.game.game import Game
from simulation.game.options import label_of
from simulation.game.predictions import Predictions
from simulation.log.phrases import moved, quarters
from simulation.session import History
from simulation.vocabulary import QUARTERS_A_YEAR, Stance, words

__all__ = ["LeftWaiting", "Mark", "Reveal", "Surprise", "Told", "marks_of", "reveal_of"]

FLATTERED = 5.0
"""Points, of those that are shown, by which reports must exceed the truth to count as worse than reported."""
SURPRISES = 3


@dataclass(frozen=True)
class Told:
    """One organisation's story, quarter by quarter, the years after the curtain included.

    Attributes:
        organisation, name, region: who.
        true, reported, believed: points, rounded to one decimal.
        instrument, stance: what ran and what was said in each quarter, in words; empty for nothing.
        called_failing: whether it was officially failing, quarter by quarter.
    """

    organisation: int
    name: str
    region: str
    true: tuple[float, ...]
    reported: tuple[float, ...]
    believed: tuple[float, ...]
    instrument: tuple[str, ...]
    stance: tuple[str, ...]
    called_failing: tuple[bool, ...]


@dataclass(frozen=True)
class Surprise:
    """One of the worst surprises: what was believed at the curtain, and what was true; points."""

    organisation: int
    name: str
    believed: float
    reported: float
    true: float
    sentence: str


@dataclass(frozen=True)
class LeftWaiting:
    """Who was truly failing while nothing ran there, how long, and since when; quarters."""

    organisation: int
    name: str
    alone: int
    first: int
    waited: int
    sentence: str


@dataclass(frozen=True)
class Mark:
    """A prediction beside the truth."""

    organisation: int
    name: str
    is_right: bool
    sentence: str


@dataclass(frozen=True)
class Reveal:
    """Everything after the curtain, in the order in which it is shown.

    Attributes:
        curtain: the quarter of the curtain; the stories go on for five years.
        stories: what was seen and what was true, in index order.
        worse: the three that were marked as worse than they report, beside the truth.
        good_news: the one whose worsening was marked as good news; nothing where none was.
        most_flattered: those truly worse than they reported at the curtain, the widest gap first.
        surprises: the three worst, the worst last, to be shown one at a time.
        dips: honest dips; ``mistaken_by`` says which were taken for decline.
        left_waiting: who was left waiting, the longest first.
        player: how the player fared.
        policies: how every policy fared in the same future.
        advice_used: how often advice was taken.
    """

    curtain: int
    stories: tuple[Told, ...]
    worse: tuple[Mark, ...]
    good_news: Mark | None
    most_flattered: tuple[str, ...]
    surprises: tuple[Surprise, ...]
    dips: tuple[HonestDip, ...]
    left_waiting: tuple[LeftWaiting, ...]
    player: Fared
    policies: tuple[Fared, ...]
    advice_used: int

    def as_data(self) -> dict[str, Any]:
        """The same as plain values that JSON can hold."""
        return asdict(self)


def reveal_of(game: Game, *, policies: Sequence[Fared] | None = None) -> Reveal:
    """What was true, once the game is over.

    Args:
        game: the game.
        policies: how the policies fared, where that is known already: many games in one future share it.

    Raises:
        InputError: before ``game.finish``: nobody sees the truth before they said what they think.
    """
    if game.predictions is None:
        raise InputError("the truth is shown once the player has said what they think: finish the game first")
    history, names = game.session.history, game.session.sector.names
    last = game.setting.curtain  # its news was in when the player marked
    dips = honest_dips(history, game)
    worse, good_news = _marks(game, game.predictions, history, dips)
    if policies is None:
        policies = how_policies_fared(game.setting, game.seed, game.session.events)
    gap = history["reported"][last] - history["quality"][last]
    flattered = [i for i in np.argsort(-gap, kind="stable").tolist() if _gap(history, last, i) >= FLATTERED]
    return Reveal(
        curtain=game.setting.curtain,
        stories=_stories(game, history),
        worse=worse,
        good_news=good_news,
        most_flattered=tuple(names[i] for i in flattered),
        surprises=_surprises(history, names, last),
        dips=dips,
        left_waiting=_left_waiting(history, names, last, game.session.context.failing),
        player=_player(game, history),
        policies=tuple(policies),
        advice_used=len(game.advice),
    )


def marks_of(game: Game, predictions: Predictions) -> tuple[tuple[Mark, ...], Mark | None]:
    """Marks beside the truth of a game that is over, whoever made them.

    Returns:
        Those marked as worse than they report, and the one marked as good news, if any.

    Raises:
        InputError: before the game is over, or where a mark is on nobody.
    """
    if game.predictions is None:
        raise InputError("marks can be set beside the truth once the game is over")
    predictions.check(len(game.session.sector))
    history = game.session.history
    return _marks(game, predictions, history, honest_dips(history, game))


def _marks(
    game: Game, predictions: Predictions, history: History, dips: Sequence[HonestDip]
) -> tuple[tuple[Mark, ...], Mark | None]:
    names, last = game.session.sector.names, game.setting.curtain
    worse = tuple(_worse(i, names[i], history, last) for i in predictions.worse)
    return worse, _good_news(predictions, names, dips, history, last)


def _rounded(values: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(value), 1) for value in values)


def _points(value: float) -> int:
    """Whole points, from the one decimal that stories have, so that a sentence and a picture say the same."""
    return round(round(float(value), 1))


def _gap(history: History, last: int, i: int) -> int:
    """By how many points it reported more than was true, as both are shown: nobody is judged by what cannot be seen."""
    return _points(history["reported"][last, i]) - _points(history["quality"][last, i])


def _stories(game: Game, history: History) -> tuple[Told, ...]:
    sector, tool_names = game.session.sector, game.session.context.tool_names
    tools = ("", *(label_of(name) for name in tool_names[1:]))
    stances = {int(stance): "" if stance == Stance.NEUTRAL else words(stance) for stance in Stance}
    return tuple(
        Told(
            organisation=i,
            name=sector.names[i],
            region=sector.region_names[sector.region[i]],
            true=_rounded(history["quality"][:, i]),
            reported=_rounded(history["reported"][:, i]),
            believed=_rounded(history["belief"][:, i]),
            instrument=tuple(tools[k] for k in history["instrument"][:, i]),
            stance=tuple(stances[int(s)] for s in history["stance"][:, i]),
            called_failing=tuple(bool(d) for d in history["designated"][:, i] > 0),
        )
        for i in range(len(sector))
    )


def _worse(i: int, name: str, history: History, last: int) -> Mark:
    reported, true = (_points(history[key][last, i]) for key in ("reported", "quality"))
    gap = _gap(history, last, i)
    verdict = "about what it reported"
    if abs(gap) >= FLATTERED:
        verdict = "worse than it reported" if gap > 0 else "better than it reported"
    return Mark(i, name, gap >= FLATTERED, f"{name} reported {reported} and was {true}: {verdict}.")


def _good_news(
    predictions: Predictions, names: Sequence[str], dips: Sequence[HonestDip], history: History, last: int
) -> Mark | None:
    i = predictions.good_news
    if i is None:
        return None
    dip = next((found for found in dips if found.organisation == i), None)
    if dip is not None:
        return Mark(i, names[i], True, dip.sentence)
    year = max(last - QUARTERS_A_YEAR, 0)
    reported, true = (float(history[key][last, i] - history[key][year, i]) for key in ("reported", "quality"))
    sentence = (
        f"{names[i]}'s figures {moved(reported)} in the last year and its true quality {moved(true)}:"
        " it had not become more honest."
    )
    return Mark(i, names[i], False, sentence)


def _surprises(history: History, names: Sequence[str], last: int) -> tuple[Surprise, ...]:
    """Those that were believed furthest above the truth at the curtain; the worst comes last."""
    believed, true, reported = (history[key][last] for key in ("belief", "quality", "reported"))
    worst = np.argsort(true - believed, kind="stable")[:SURPRISES][::-1].tolist()
    return tuple(
        Surprise(
            i, names[i], round(float(believed[i]), 1), round(float(reported[i]), 1), round(float(true[i]), 1),
            f"{names[i]} reported {_points(reported[i])} and was believed to be {_points(believed[i])}."
            f" It was {_points(true[i])}.",
        )
        for i in worst
    )  # fmt: skip


def _left_waiting(history: History, names: Sequence[str], last: int, failing: float) -> tuple[LeftWaiting, ...]:
    alone = (history["quality"][:last] < failing) & (history["instrument"][:last] == 0)
    waited = (history["waiting"][:last] > 0).sum(axis=0)
    found = []
    for i in np.flatnonzero(alone.any(axis=0)).tolist():
        count, first = int(alone[:, i].sum()), int(alone[:, i].argmax())
        called = history["designated"][:last, i][alone[:, i]].any()
        seen = "and it was called failing" if called else "and nobody called it failing"
        sentence = f"{names[i]} was failing for {quarters(count)} with nothing to help it, {seen}."
        found.append(LeftWaiting(i, names[i], count, first, int(waited[i]), sentence))
    return tuple(sorted(found, key=lambda one: (-one.alone, one.organisation)))


def _player(game: Game, history: History) -> Fared:
    frame = game.session.outcomes()
    harm, cost, failing = (float(frame[key].iloc[0]) for key in ("harm", "cost", "failing_years"))
    return Fared("", "You", harm, cost, failing, tuple(float(row.mean()) for row in history["quality"]))
