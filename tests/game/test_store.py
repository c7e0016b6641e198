"""What is kept on this machine: games by id, attempts a line each, whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulation.errors import InputError
from simulation.game import (
    GameFileError,
    GameStore,
    Predictions,
    RoundOrders,
    attempt_of,
    reveal_of,
    store,
    total_value,
)
from simulation.game.game import Game
from tests.game.small import begun


@pytest.fixture
def kept(tmp_path: Path) -> GameStore:
    return GameStore(tmp_path / "not" / "there" / "yet")


def over(seed: int = 3) -> Game:
    game = begun(seed=seed)
    while game.phase != "curtain":
        game.play(RoundOrders())
    game.finish(Predictions(worse=(0, 1, 2)))
    return game


def test_a_game_is_kept_and_found_by_its_id(kept: GameStore) -> None:
    game = begun()
    kept.keep(game)
    game.play(RoundOrders())
    path = kept.keep(game)
    assert kept.load("a-game").session.state() == game.session.state()
    assert [file.name for file in kept.folder.iterdir()] == [path.name] == ["a-game.json"]


def test_no_id_leads_out_of_the_folder(kept: GameStore) -> None:
    for wrong in ("../secret", "", "a/b", "a" * 65, "a.b"):
        with pytest.raises(InputError, match="a game's id has letters, digits"):
            kept.load(wrong)
    with pytest.raises(InputError, match='no game with the id "nobody" is kept on this machine'):
        kept.load("nobody")


def test_a_damaged_file_is_told(kept: GameStore) -> None:
    path = kept.keep(begun())
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    with pytest.raises(GameFileError, match=r"^a-game\.json is not a saved game: "):
        kept.load("a-game")


def test_attempts_are_added_and_read_back(kept: GameStore) -> None:
    assert kept.attempts() == ()
    game = over()
    first = attempt_of(
        game, reveal_of(game).player, total_value([]), finished=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    )
    kept.add(first)
    second = first.model_copy(update={"game": "long", "harm": 1.0})
    kept.add(second)
    assert kept.attempts() == (first, second)
    assert kept.attempts("short") == (first,)
    assert first.finished == "2026-01-02T03:04:05+00:00"
    assert first.future == game.future != over(seed=4).future
    assert [file.name for file in kept.folder.iterdir()] == ["attempts.jsonl"]


def test_a_line_that_cannot_be_read_is_passed_over_and_kept(kept: GameStore) -> None:
    game = over()
    attempt = attempt_of(game, reveal_of(game).player, total_value([]))
    kept.add(attempt)
    file = kept.folder / "attempts.jsonl"
    file.write_text("not JSON\n" + file.read_text("utf-8"), "utf-8")
    kept.add(attempt)
    assert kept.attempts() == (attempt, attempt)
    assert file.read_text("utf-8").startswith("not JSON\n")


def test_a_write_that_fails_leaves_what_was_there(kept: GameStore, monkeypatch: pytest.MonkeyPatch) -> None:
    game = begun()
    path = kept.keep(game)
    before = path.read_bytes()
    game.play(RoundOrders())

    def no_room(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", no_room)
    with pytest.raises(InputError, match=r"nothing can be written in .*: no space left on device; name another folder"):
        kept.keep(game)
    assert path.read_bytes() == before
    assert [file.name for file in kept.folder.iterdir()] == [path.name]


def test_the_users_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TURNAROUND_FOLDER", str(tmp_path))
    assert GameStore().folder == tmp_path / "games"
    monkeypatch.delenv("TURNAROUND_FOLDER")
    assert "turnaround" in str(store.user_folder())
