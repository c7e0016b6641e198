"""The games of a server: opened by id, bounded in memory and on disk, brought and taken away as files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from simulation.app.playing.offers import LENGTHS, asked_setting, offers
from simulation.app.playing.tables import Tables
from simulation.app.pool import Pool
from simulation.errors import InputError
from simulation.game import GameStore, exported
from simulation.game.record import checksum
from tests.game.small import begun, small


def tables(folder: Path, **bounds: int) -> Tables:
    return Tables(GameStore(folder), Pool(1), **bounds)


def test_a_game_is_found_again_by_another_server(tmp_path: Path) -> None:
    desk = tables(tmp_path).begin(small())
    desk.end_round(0)
    again = tables(tmp_path).desk(desk.game.id)
    assert again.game.digest == desk.game.digest
    assert again.view() == desk.view()


def test_everybody_at_one_server_shares_a_desk(tmp_path: Path) -> None:
    all_ = tables(tmp_path)
    desk = all_.begin(small())
    assert all_.desk(desk.game.id) is desk


def test_few_desks_are_in_memory_and_none_is_lost(tmp_path: Path) -> None:
    all_ = tables(tmp_path, most_at_hand=2)
    desks = [all_.begin(small()) for _ in range(3)]
    desks[0].end_round(0)
    assert all_.at_hand == 2
    assert len(all_.desk(desks[0].game.id).game.stages) == 1
    assert all_.at_hand == 2


def test_the_oldest_games_make_way_on_disk(tmp_path: Path) -> None:
    all_ = tables(tmp_path, most_kept=2)
    first, second = (all_.begin(small()).game.id for _ in range(2))
    for age, name in enumerate((second, first)):
        os.utime(tmp_path / f"{name}.json", (1000 - age, 1000 - age))
    third = all_.begin(small()).game.id
    assert {file.stem for file in tmp_path.glob("*.json")} == {second, third}


def test_a_game_that_is_brought_takes_nobodys_place(tmp_path: Path) -> None:
    all_ = tables(tmp_path)
    desk = all_.begin(small())
    desk.end_round(0)
    brought = all_.bring(exported(desk.game).encode())
    assert brought.game.id != desk.game.id
    assert brought.game.digest == desk.game.digest
    brought.end_round(1)
    assert len(all_.desk(desk.game.id).game.stages) == 1


@pytest.mark.parametrize("text", [b"", b"{}", b"\xff\xfe", b"[1]", b'{"format": "turnaround game", "version": 99}'])
def test_a_file_that_is_no_game_is_told_in_a_sentence(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(InputError, match="the file"):
        tables(tmp_path).bring(text)
    assert list(tmp_path.iterdir()) == []


def test_an_altered_game_is_not_taken(tmp_path: Path) -> None:
    data = json.loads(exported(begun()))
    data["seed"] = "1"
    with pytest.raises(InputError, match="cut off or altered"):
        tables(tmp_path).bring(json.dumps(data).encode())


def test_a_game_is_taken_away_once_it_is_over_and_not_before(tmp_path: Path) -> None:
    all_ = tables(tmp_path)
    desk = all_.begin(small())
    while desk.game.phase != "curtain":
        with pytest.raises(InputError, match="once it is over"):
            all_.export(desk.game.id)
        desk.end_round(len(desk.game.stages))
    with pytest.raises(InputError, match="once it is over"):
        all_.export(desk.game.id)
    desk.predict({"worse": [0, 1, 2]})
    assert all_.bring(all_.export(desk.game.id).encode()).game.phase == "over"


def test_a_bookmark_opens_the_game_where_it_is_kept_and_betrays_nothing(tmp_path: Path) -> None:
    all_ = tables(tmp_path / "here")
    desk = all_.begin(small())
    desk.end_round(0)
    text = all_.bookmark(desk.game.id)
    assert str(desk.game.seed) not in text
    assert desk.game.digest not in text
    assert len(json.loads(text)["decisions"]) == 1
    assert all_.bring(text.encode()) is desk
    again = tables(tmp_path / "here").bring(text.encode())
    assert (again.game.id, again.game.digest) == (desk.game.id, desk.game.digest)
    with pytest.raises(InputError, match="not kept on this machine"):
        tables(tmp_path / "elsewhere").bring(text.encode())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "another"}, "bookmark that was altered"),
        ({"id": "../secret", "checksum": None}, 'id is "../secret"'),
        ({"version": 2, "checksum": None}, "version is 2"),
        ({"decisions": [{"cases": 3}], "checksum": None}, "decisions"),
    ],
)
def test_a_bookmark_that_was_altered_is_told(tmp_path: Path, change: dict[str, object], message: str) -> None:
    all_ = tables(tmp_path)
    data = json.loads(all_.bookmark(all_.begin(small()).game.id)) | change
    if data["checksum"] is None:
        data["checksum"] = checksum(data)
    with pytest.raises(InputError, match=message):
        all_.bring(json.dumps(data).encode())


@pytest.mark.parametrize("name", ["nobody", "../secret", "", "a" * 80])
def test_an_id_that_there_is_not_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="id"):
        tables(tmp_path).desk(name)


def test_what_is_offered_can_be_begun() -> None:
    offered = offers()
    assert [one["name"] for one in offered["games"]] == ["short", "long"]
    assert asked_setting({"game": "short"}).rounds == 6
    scenarios = {one["name"] for one in offered["scenarios"]}
    assert "english-councils" in scenarios
    assert "schools" not in scenarios
    for length, (rounds, quarters) in LENGTHS.items():
        setting = asked_setting({"scenario": "english-councils", "length": length})
        assert (setting.rounds, setting.quarters_a_round) == (rounds, quarters)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"game": "shrot"}, 'no game "shrot"; did you mean short'),
        ({"scenario": "/etc/passwd"}, "is not a scenario here"),
        ({"scenario": "english-councils", "length": "endless"}, "it must be short or long"),
        ({"scenario": "schools"}, "too many|at most"),
        ({}, "is not a scenario here"),
    ],
)
def test_what_is_not_offered_cannot_be_begun(asked: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        asked_setting(asked)
