"""The wall's part of the six screens, from all games of the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from simulation.game import Reveal
from simulation.game.dips import HonestDip
from simulation.game.predictions import WORSE
from simulation.game.reveal import Told
from simulation.log import when
from simulation.log.phrases import quarters
from simulation.parameters import REGISTER
from simulation.workshop import screens as s
from simulation.workshop.material import Material, is_tied_with_best, is_unlucky
from simulation.workshop.telling_change import room_change

__all__ = ["MOST_NAMED", "room_part", "seen_true", "series"]

MOST_NAMED = 3
"""How many may be named as best: where more cannot be told apart, nobody is."""


def room_part(number: int, material: Material, *, top_named: bool) -> s.Room:
    """What the wall shows on a screen, from 1."""
    if number == 1:
        return _seen(material)
    if number == 2:
        return _votes(material)
    if number == 3:
        return _dip(material)
    if number == 4:
        return _waiting(material)
    if number == 5:
        return _harm_and_cost(material, top_named=top_named)
    return _changes(material) if material.before is None else room_change(material, material.before)


def seen_true(games: Sequence[Reveal]) -> tuple[s.SeenTrue, ...]:
    """Organisations at the curtain, those whose reports exceed the truth most first."""
    rows = []
    for place, story in enumerate(games[0].stories):
        at = [(game.stories[place], game.curtain) for game in games]
        true = [round(told.true[last]) for told, last in at]
        reported, believed = (
            fmean(getattr(told, what)[last] for told, last in at) for what in ("reported", "believed")
        )
        rows.append(s.SeenTrue(story.name, round(reported), round(believed), round(fmean(true)), min(true), max(true)))
    return tuple(sorted(rows, key=lambda row: (row.true - row.reported, row.name)))


def series(told: Told, curtain: int, sentence: str) -> s.Series:
    """A story up to the curtain, in whole points."""
    upto = slice(0, curtain + 1)
    dates = tuple(when(quarter) for quarter in range(len(told.true[upto])))
    return s.Series(
        told.name, dates, _whole(told.reported[upto]), _whole(told.believed[upto]), _whole(told.true[upto]), sentence
    )


def _whole(values: Sequence[float]) -> tuple[int, ...]:
    return tuple(round(value) for value in values)


def _count(number: float) -> str:
    return str(round(number)) if round(number) else "none"


def _words(material: Material) -> str:
    return material.setting.game.scenario.organisations_word


def _failing_below(material: Material) -> float:
    """Points below which an organisation is failing, in this scenario."""
    name = "failing_threshold"
    return float(material.setting.game.scenario.parameters.get(name, REGISTER[name].default))


def _seen(material: Material) -> s.SeenAndTrue:
    games, rows = material.games, seen_true(material.games)
    flattered = fmean(len(game.most_flattered) for game in games)
    failing = _failing_below(material)
    hidden = fmean(
        sum(told.true[game.curtain] < failing <= told.believed[game.curtain] for told in game.stories)
        for game in games
    )
    sentence = (
        f"On average {flattered:.0f} of {len(rows)} {_words(material)} were worse than they reported by 5 points or"
        f" more, and {_count(hidden)} {'was' if round(hidden) == 1 else 'were'} failing while nobody believed so."
    )
    return s.SeenAndTrue(rows, len(games), sentence)


def _votes(material: Material) -> s.Votes:
    voters = [seat for seat in material.seats if seat.has_marked]
    worse = Counter(mark.name for seat in voters for mark in seat.worse)
    good = Counter(seat.good_news.name for seat in voters if seat.good_news is not None)
    was_worse = Counter(name for game in material.games for name in game.most_flattered)
    was_good = Counter(dip.name for game in material.games for dip in game.dips)
    rows = tuple(
        s.VoteRow(told.name, worse[told.name], good[told.name], was_worse[told.name], was_good[told.name])
        for told in material.games[0].stories
    )
    right = fmean(sum(mark.is_right for mark in seat.worse) for seat in voters) if voters else 0.0
    chance = WORSE * fmean(len(game.most_flattered) / len(game.stories) for game in material.games)
    if voters:
        sentence = (
            f"Of three marks each, {right:.1f} were right on average; marking blindly would have got {chance:.1f}."
        )
    else:
        sentence = "Nobody marked anything."
    ordered = tuple(sorted(rows, key=lambda row: (-row.worse, -row.good_news, -row.was_worse, row.name)))
    return s.Votes(ordered, len(voters), len(material.games), round(right, 1), round(chance, 1), sentence)


def _dip(material: Material) -> s.Dip:
    """The organisation whose honest dip was taken for decline in most games, told from where it was widest."""
    found = [(dip, game) for game in material.games for dip in game.dips]
    in_room = bool(found)
    if not found:
        found = [(dip, material.house) for dip in material.house.dips]
    if not found:
        return s.Dip(None, 0, len(material.games), 0, "In none of the room's games did honesty make figures fall.")
    counts = Counter(dip.name for dip, _ in found)
    misread = Counter(dip.name for dip, _ in found if dip.mistaken_by)
    dip, game = max(
        found,
        key=lambda one: (
            misread[one[0].name], counts[one[0].name], one[0].name, bool(one[0].mistaken_by), _width(one[0]),
        ),
    )  # fmt: skip
    mistaken = misread[dip.name]
    games_with = counts[dip.name] if in_room else 0
    return s.Dip(
        series(game.stories[dip.organisation], game.curtain, dip.sentence),
        games_with,
        len(material.games),
        mistaken if in_room else 0,
        _dip_sentence(dip, games_with, mistaken, len(material.games)),
    )


def _width(dip: HonestDip) -> float:
    return dip.true - dip.reported


def _dip_sentence(dip: HonestDip, games_with: int, mistaken: int, games: int) -> str:
    if not games_with:
        return f"{dip.sentence} It happened under standing orders alone, and in none of the room's games."
    where = f"all {games} games" if games_with == games > 1 else f"{games_with} of {games} games"
    took = f"in {mistaken or 'none'} of them" if mistaken < games_with else "each time"
    return f"{dip.sentence} {dip.name} had such a dip in {where}, and {took} it was taken for decline."


def _waiting(material: Material) -> s.Waiting:
    games = material.games
    waited: Counter[str] = Counter()
    in_games: Counter[str] = Counter()
    called: Counter[str] = Counter()
    for game in games:
        for left in game.left_waiting:
            told = game.stories[left.organisation]
            waited[left.name] += left.alone
            in_games[left.name] += 1
            called[left.name] += any(
                is_called and not runs
                for is_called, runs in zip(told.called_failing[: game.curtain], told.instrument, strict=False)
            )
    rows = tuple(
        s.WaitingRow(name, in_games[name], round(total / len(games), 1), called[name])
        for name, total in sorted(waited.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    alone = sum(waited.values()) / len(games)
    seen = sum(in_games.values()) - sum(called.values())
    sentence = (
        f"In the mean game {_words(material)} were failing for {_quarters(alone)} in all with nothing to help them."
        f" In {_count(seen)} of {sum(in_games.values())} such cases nobody had called them failing."
        if rows
        else "Nobody was failing with nothing to help."
    )
    return s.Waiting(rows, len(games), sentence)


def _quarters(mean: float) -> str:
    """``less than one quarter``, ``one quarter``, ``12 quarters``."""
    return quarters(round(mean)) if mean >= 1.0 else "less than one quarter"


def _harm_and_cost(material: Material, *, top_named: bool) -> s.HarmAndCost:
    players = [game.player for game in material.games]
    dots = sorted((s.Dot(round(p.harm), round(p.cost, 1)) for p in players), key=lambda d: (d.harm, d.cost))
    values = tuple(
        s.ValueDot(round(t.total.value), round(t.total.low), round(t.total.high), round(t.reveal.player.harm))
        for t in material.valued
        if t.total is not None
    )
    tied = [seat for seat in material.valued if is_tied_with_best(seat, material)]
    unlucky = sum(is_unlucky(seat, material) for seat in material.valued)
    house = material.house.player
    return s.HarmAndCost(
        dots=tuple(dots),
        values=values,
        policies=tuple(s.PolicyDot(p.name, p.title, round(p.harm), round(p.cost, 1)) for p in material.policies),
        standing=s.Dot(round(house.harm), round(house.cost, 1)),
        tied=len(tied),
        unlucky=unlucky,
        top=tuple(sorted(seat.name for seat in tied)) if top_named and len(tied) <= MOST_NAMED else (),
        sentence=_result_sentence(len(values), len(tied), unlucky),
    )


def _result_sentence(valued: int, tied: int, unlucky: int) -> str:
    if not valued:
        return "No decisions were valued."
    best = _best_sentence(valued, tied)
    if not unlucky:
        return f"{best} Nobody who decided well met more harm than most."
    return f"{best} {unlucky} decided well and {'was' if unlucky == 1 else 'were'} unlucky: more harm than most."


def _best_sentence(valued: int, tied: int) -> str:
    """Who decided best, luck apart: one, or so many that cannot be told apart."""
    if tied == valued > 1:
        return f"Luck apart, it cannot be told which of the {valued} decided best."
    return "One decided best." if tied == 1 else f"{tied} of {valued} decided best and cannot be told apart."


def _changes(material: Material) -> s.Changes:
    votes = material.votes_for_changes()
    rows = (s.Change(change.key, change.label, change.words, votes[change.key]) for change in material.setting.changes)
    return s.Changes(tuple(sorted(rows, key=lambda row: -row.votes)), sum(votes.values()))
