"""What a participant receives does not lead to the truth, nor to the future, with all of the public package at hand."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulation.draws import Purpose, key_of, stream_of
from simulation.game import Game, GameSetting
from simulation.workshop import Workshop
from simulation.workshop.keys import futures_seed, new_key
from tests.game.small import with_other_truth
from tests.workshop.small import PATIENCE, HandClock, go_to, held, seated, shown, small

MONEY = {
    "cost", "commitment", "budget", "looks", "committed", "drafted", "left", "spent",
}  # fmt: skip
SECRET_WORDS = ("seed", "run_number", "state", "quality", "honesty", "openness", "leadership", "capability", "variance")


def leaves(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value of a message with the keys that lead to it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, str(key)))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from leaves(value, path)
    else:
        yield path, data


def received(workshop: Workshop, clock: HandClock, seat: int) -> list[Any]:
    """All that one participant can get up to the curtain: views, previews, and the card of everybody."""
    messages: list[Any] = []
    for station in ("join", "practice", "round-1", "round-2", "predict"):
        go_to(workshop, clock, station)
        messages.append(shown(workshop, seat).as_data())
        messages.append(workshop.wall_view().as_data())
        messages.append(workshop.facilitator_view().as_data())
        if station.startswith("round"):
            drafts = [{"cases": [{"organisation": k, "action": "peer_support"}]} for k in range(3)]
            inspect = {"cases": [{"organisation": 0, "action": "inspect"}]}
            views = [workshop.preview(seat, draft).result(PATIENCE).as_data() for draft in drafts]
            cards = [workshop.card(seat, k) for k in range(14)]
            messages.extend([*views, *(vars(card.result(PATIENCE)) for card in cards)])
            workshop.decide(seat, f"{station}-message", station, 0, inspect).result(PATIENCE)
    return json.loads(json.dumps(messages, default=vars))  # type: ignore[no-any-return]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_no_number_has_more_digits_than_are_shown_and_no_word_names_a_secret(
    tmp_path: Path, clock: HandClock
) -> None:
    with held(tmp_path, small(advice=True), clock) as workshop:
        messages = received(workshop, clock, seated(workshop, 1)[0])
        key, seeds = workshop._key, [workshop._table._seed_of(k) for k in (0, 1)]
    text = json.dumps(messages)
    for secret in (key.hex(), *map(str, seeds), *(f"{seed:x}" for seed in seeds), *(str(s % 2**64) for s in seeds)):
        assert secret not in text
    count = 0
    for path, value in leaves(messages):
        name = path[-1]
        assert not any(word in name for word in SECRET_WORDS), path
        if isinstance(value, float) and path[0] != "log":
            assert name in MONEY or path[-2:-1] in (("standing",), ("minutes",)) or name == "peers_below", path
            assert value == round(value, 2), path
            count += 1
    assert count > 100
    assert all("screen" not in message or message["screen"] is None for message in messages)


def test_what_is_shown_does_not_depend_on_the_truth(tmp_path: Path, clock: HandClock) -> None:
    """With everything that is true replaced, whoever looks sees the very same."""
    with held(tmp_path, clock=clock) as workshop:
        seat = seated(workshop, 1)[0]
        for station in ("round-1", "round-2"):
            go_to(workshop, clock, station)
            game = workshop._table.game(seat, 1)
            assert game is not None
            assert game._game is not None
            before = game._game.view()
            with_other_truth(game._game)
            assert game._game.view() == before
            assert shown(workshop, seat).play.organisations == before.organisations
            workshop._table._games.clear()  # as after a restart: the truth is back
            workshop._director._followed = None


def rebuilt(setting: GameSetting, shown_rows: Any, seeds: Iterable[int]) -> int | None:
    """The attack: open the public game with each seed, and compare what the first view shows."""
    for seed in seeds:
        rows = Game(setting, seed, "attack").view().organisations
        if tuple((row.reports, row.reported, row.believed) for row in rows) == shown_rows:
            return seed
    return None


def rows_of(view: Any) -> Any:
    return tuple((row.reports, row.reported, row.believed) for row in view.organisations)


def test_the_future_cannot_be_rebuilt_by_a_search_that_finds_a_guessable_one(tmp_path: Path, clock: HandClock) -> None:
    setting = small().game
    guesses = [*range(40), *(2**k for k in range(0, 128, 16)), *(2**k - 1 for k in (16, 32, 63, 64, 128))]
    assert rebuilt(setting, rows_of(Game(setting, 37, "control").view()), guesses) == 37
    with held(tmp_path, clock=clock) as workshop:
        seat = seated(workshop, 1)[0]
        go_to(workshop, clock, "round-1")
        seen, seed = rows_of(shown(workshop, seat).play), workshop._table._seed_of(1)
        assert rebuilt(setting, seen, [seed]) == seed  # whoever had it would have everything
        parts = [seed % 2**32, seed % 2**64, seed >> 64, seed >> 96, seed ^ 1, seed ^ 2**127, int(clock.at), seat]
        practice = workshop._table._seed_of(0)
        assert rebuilt(setting, seen, [*guesses, *parts, practice]) is None


def test_all_128_bits_of_a_seed_reach_every_draw() -> None:
    seed = secrets.randbits(128)
    others = [seed ^ (1 << bit) for bit in range(128)]
    assert len({key_of(one, 0, Purpose.CHANCES) for one in (seed, *others)}) == 129
    for purpose in (Purpose.POPULATION, Purpose.TIES, Purpose.SHOCKS):
        first = {float(stream_of(one, 0, purpose).standard_normal()) for one in (seed, *others)}
        assert len(first) == 129


def test_futures_come_from_a_key_of_128_bits_that_is_new_in_each_session(tmp_path: Path) -> None:
    keys = {new_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(len(key) == 16 for key in keys)
    seeds = [futures_seed(key, future) for key in keys for future in (0, 1, 2)]
    assert len(set(seeds)) == len(seeds)
    assert max(seeds) > 2**120
    made = [Workshop.create(tmp_path / f"{k}.db", small(), now=HandClock()) for k in range(3)]
    assert len({workshop._key for workshop in made}) == len({workshop._entrance_key for workshop in made}) == 3
    assert not {workshop._key for workshop in made} & {workshop._entrance_key for workshop in made}
    for workshop in made:
        workshop.close()


def test_a_finer_question_does_not_tell_what_is_believed_to_the_last_digit(tmp_path: Path, clock: HandClock) -> None:
    """Thresholds in whole fives are all that can be tried, so that a search for where words change ends there."""
    with held(tmp_path, small(advice=True), clock) as workshop:
        seat = seated(workshop, 1)[0]
        go_to(workshop, clock, "round-1")
        believed = shown(workshop, seat).play.organisations[0].believed
        for threshold in (believed + 0.5, believed + 1e-9, 44.99):
            assert workshop.preview(seat, {"standing": {"peers_below": threshold}}).exception(PATIENCE) is not None
            assert workshop.card(seat, 0, {"standing": {"peers_below": threshold}}).exception(PATIENCE) is not None
            assert workshop.advise(seat, 0, f"ladder:trigger={threshold}").exception(PATIENCE) is not None
        assert workshop.preview(seat, {"standing": {"peers_below": 50.0}}).result(PATIENCE) is not None
