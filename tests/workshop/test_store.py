"""The workshop's file: what was committed is there, mistakes are sentences, names can be erased to the last byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from simulation.workshop import StoreError, Workshop
from simulation.workshop import commands as c
from simulation.workshop.forgetting import forget
from simulation.workshop.happenings import Answered, Opened, Removed, Renamed, Seated
from simulation.workshop.migrations import VERSION, migrate
from simulation.workshop.store import Entry, Store, is_workshop_file
from tests.workshop.small import PATIENCE, HandClock, held, seated, small


def a_file(folder: Path) -> Path:
    path = folder / "workshop.db"
    Workshop.create(path, small(), now=HandClock()).close()
    return path


def test_what_was_appended_is_there_in_order_and_without_names_in_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = Store(path, is_new=True)
    entries = [
        Entry(1, 10.0, Seated(1, True, False, "Ada")),
        Entry(2, 11.0, Seated(2, True, False, "Bo")),
        Entry(3, 12.5, Renamed(1, "Ada Lovelace")),
        Entry(4, 13.0, Answered(1, "message-1", "round-1", 1, '{"cases":[]}', False)),
        Entry(5, 14.0, Removed(2)),
    ]
    store.append(entries[:2], facts=[("key", "1")], values=[("value", "2")])
    store.append(entries[2:], facts=[("key", "3")])
    store.close()
    store = Store(path)
    assert [(e.number, e.at) for e in store.journal()] == [(e.number, e.at) for e in entries]
    assert next(store.journal()).happening == Seated(1, True, False, "")
    assert store.names() == {1: "Ada Lovelace"}
    assert store.facts() == {"key": "3"}
    assert store.values() == {"value": "2"}
    store.close()


def test_a_message_is_kept_once_and_a_group_whole_or_not_at_all(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.db", is_new=True)
    answer = Answered(1, "message-1", "round-1", 1, "{}", False)
    store.append([Entry(1, 1.0, answer)])
    with pytest.raises(StoreError):
        store.append([Entry(2, 2.0, Opened("join")), Entry(3, 2.0, answer)])
    assert [entry.number for entry in store.journal()] == [1]
    store.append([Entry(2, 2.0, Answered(2, "message-1", "round-1", 1, "{}", False))])
    store.close()


def test_a_file_open_elsewhere_is_told_and_left_alone(tmp_path: Path) -> None:
    with held(tmp_path) as workshop:
        seated(workshop, 2)
        with pytest.raises(StoreError, match="another program has it open") as error:
            Workshop.open(tmp_path / "workshop.db")
    assert error.value.can_retry
    with Workshop.open(tmp_path / "workshop.db", now=HandClock()) as workshop:
        assert len(workshop.room.seats) == 2


def test_a_later_version_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="later version"):
        Workshop.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_earlier_version_is_brought_up_and_loses_nothing(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, "old", upto=version)
    connection.execute("INSERT INTO people VALUES (1, 'Ada')")
    connection.execute("INSERT INTO journal VALUES (1, 1.0, 'Opened', '{\"station\": \"join\"}', NULL, NULL)")
    connection.close()
    store = Store(path)
    assert [entry.happening for entry in store.journal()] == [Opened("join")]
    assert store.names() == {1: "Ada"}
    assert store.values() == {}
    store.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
    connection.close()


def test_what_is_no_workshops_file_is_left_as_it_is(tmp_path: Path) -> None:
    for name, content in (("text", b"a letter"), ("empty", b""), ("other", b"SQLite format 3\0" + bytes(200))):
        path = tmp_path / name
        path.write_bytes(content)
        assert not is_workshop_file(path)
        with pytest.raises(StoreError, match="not a workshop's file"):
            Workshop.open(path)
        assert path.read_bytes() == content
    with pytest.raises(StoreError, match="does not exist"):
        Workshop.open(tmp_path / "nothing")
    with pytest.raises(StoreError, match="exists already"):
        Workshop.create(tmp_path / "text", small())


def test_a_damaged_journal_is_told(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO journal VALUES (1, 1.0, 'Flew', '{}', NULL, NULL)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="line 1 of the journal"):
        Workshop.open(path)


def test_a_full_disk_or_a_file_that_cannot_be_written_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    clock = HandClock()
    with held(tmp_path, clock=clock) as workshop:
        seated(workshop, 1)
        connection, names = workshop._store._connection, "x" * 20
        for stop, go_on, said in (
            ("PRAGMA query_only = 1", "PRAGMA query_only = 0", "cannot be written"),
            ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 100000", "disk is full"),
        ):
            connection.execute(stop)
            before, refused = workshop.room, None
            for k in range(200):  # a full disk shows when the next page is needed
                refused = workshop.join(workshop.code, f"{names}{k}").exception(PATIENCE)
                if refused is not None:
                    break
                before = workshop.room
            assert isinstance(refused, StoreError)
            assert refused.can_retry
            assert said in str(refused)
            assert workshop.room is before
            connection.execute(go_on)
            assert workshop.join(workshop.code, "After").result(PATIENCE).seat == max(before.seats) + 1
            for joined in list(workshop.room.seats)[3:]:
                workshop.act(c.Remove(joined)).result(PATIENCE)
        last = workshop.room
    with Workshop.open(tmp_path / "workshop.db", now=clock) as workshop:
        assert workshop.room == last


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_forgetting_leaves_no_name_in_any_byte(tmp_path: Path) -> None:
    names = ["Wilhelmina", "Bartholomew", "Übermut Ñandú"]
    with held(tmp_path) as workshop:
        for name in names:
            workshop.join(workshop.code, name).result(PATIENCE)
        workshop.act(c.Rename(2, "Maximiliana")).result(PATIENCE)
        workshop.act(c.Remove(3)).result(PATIENCE)
        with pytest.raises(StoreError, match="another program has it open"):
            forget(tmp_path / "workshop.db")
        room = workshop.room
        assert b"Wilhelmina" in bytes_of(tmp_path)
    assert forget(tmp_path / "workshop.db") == 2
    for name in (*names, "Maximiliana"):
        assert name.encode() not in bytes_of(tmp_path)
    with Workshop.open(tmp_path / "workshop.db", now=HandClock()) as workshop:
        assert workshop.room.names == {}
        assert workshop.room.named(room.names) == room
        assert workshop.facilitator_view().seats[0].name == "Seat 1"


def test_no_secret_that_was_given_out_is_in_the_file(tmp_path: Path) -> None:
    with held(tmp_path) as workshop:
        link = workshop.new_link().result(PATIENCE)
        facilitator = workshop.claim(link).result(PATIENCE)
        joined = workshop.join(workshop.code, "Ada").result(PATIENCE)
        card = workshop.make_card(joined.seat).result(PATIENCE)
        secrets = [link, facilitator, joined.cookie, card, workshop.code, workshop.wall_key]
    content = bytes_of(tmp_path)
    assert not [secret for secret in secrets if secret.encode() in content]
