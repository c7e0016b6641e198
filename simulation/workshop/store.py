"""The workshop's file: an SQLite database that holds the journal, names, facts and values that were worked out.

Written ahead (WAL) and flushed at every commit (``synchronous=FULL``), so that what was committed is there
after a crash or a power cut. One program has it open at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simulation.workshop.happenings import Answered, Happening, Removed, Renamed, Seated, from_text, to_text
from simulation.workshop.migrations import APPLICATION, migrate
from simulation.workshop.refusal import StoreError

__all__ = ["Entry", "Store", "is_workshop_file"]

_PATIENCE_MS = 2000
_PASSING = ("locked", "busy", "full", "disk i/o error", "readonly", "read-only", "unable to open")


@dataclass(frozen=True)
class Entry:
    """A line of the journal."""

    number: int
    at: float
    happening: Happening


def is_workshop_file(path: Path) -> bool:
    """Whether a file is a workshop's, from its first bytes alone."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return head[:16] == b"SQLite format 3\0" and int.from_bytes(head[68:72], "big") == APPLICATION


class Store:
    """An open workshop file. It is used from one thread at a time.

    Args:
        path: the file.
        is_new: whether it is to be made; else it must be there.

    Raises:
        StoreError: where it cannot be opened, is no workshop's, is of a later version, or is open elsewhere.
    """

    def __init__(self, path: Path, *, is_new: bool = False) -> None:
        self.path = path
        if is_new and path.exists():
            raise StoreError(f"{path} exists already; name another file, or go on with that one")
        if not is_new and not path.exists():
            raise StoreError(f"{path} does not exist")
        if not is_new and not is_workshop_file(path):
            raise StoreError(f"{path} is not a workshop's file; it was left as it is")
        with _told(path):
            self._connection = sqlite3.connect(
                path, timeout=_PATIENCE_MS / 1000, isolation_level=None, check_same_thread=False
            )
            try:
                self._set_up(path)
            except BaseException:
                self._connection.close()
                raise

    def _set_up(self, path: Path) -> None:
        run = self._connection.execute
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA temp_store = MEMORY")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")
        migrate(self._connection, str(path))  # before writing ahead, so that the file itself says what it is
        mode = run("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise StoreError(f"{path} lies where SQLite cannot write ahead; put it on a disk of this machine")
        run("BEGIN IMMEDIATE")
        run("COMMIT")

    def append(
        self, entries: Sequence[Entry], *, facts: Iterable[tuple[str, str]] = (), values: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Commit lines of the journal, facts and values: all of them or, where an error is raised, none.

        Raises:
            StoreError: where it cannot be written.
        """
        with _told(self.path):
            run = self._connection.execute
            run("BEGIN IMMEDIATE")
            try:
                for entry in entries:
                    self._add(entry)
                for table, rows in (("facts", facts), ("worked_out", values)):
                    self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)
                run("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    run("ROLLBACK")
                raise

    def _add(self, entry: Entry) -> None:
        it = entry.happening
        kind, content = to_text(it)
        seat, message = (it.seat, it.id) if isinstance(it, Answered) else (None, None)
        run = self._connection.execute
        run("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)", (entry.number, entry.at, kind, content, seat, message))
        if isinstance(it, Seated | Renamed) and it.name:
            run("INSERT OR REPLACE INTO people VALUES (?, ?)", (it.seat, it.name))
        elif isinstance(it, Renamed | Removed):
            run("DELETE FROM people WHERE seat = ?", (it.seat,))

    def journal(self) -> Iterator[Entry]:
        """Every line, in order.

        Raises:
            StoreError: where one cannot be read.
        """
        with _told(self.path):
            rows = self._connection.execute("SELECT number, at, kind, content FROM journal ORDER BY number").fetchall()
        for number, at, kind, content in rows:
            try:
                yield Entry(number, at, from_text(kind, content))
            except (KeyError, TypeError, ValueError):
                raise StoreError(f"{self.path}: line {number} of the journal cannot be read by this version") from None

    def names(self) -> dict[int, str]:
        """The names that are kept, by seat."""
        with _told(self.path):
            return dict(self._connection.execute("SELECT seat, name FROM people").fetchall())

    def facts(self) -> dict[str, str]:
        """Facts about the session, by name."""
        with _told(self.path):
            return dict(self._connection.execute("SELECT name, value FROM facts").fetchall())

    def values(self) -> dict[str, str]:
        """What was worked out, by name."""
        with _told(self.path):
            return dict(self._connection.execute("SELECT name, value FROM worked_out").fetchall())

    def erase_names(self) -> int:
        """Erase all names from every byte of the file; how many there were."""
        with _told(self.path):
            run = self._connection.execute
            count = int(run("SELECT count(*) FROM people").fetchone()[0])
            run("DELETE FROM people")
            run("PRAGMA wal_checkpoint(TRUNCATE)")
            run("VACUUM")
            run("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self._connection.close()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences."""
    try:
        yield
    except sqlite3.Error as error:
        raise _sentence(path, error) from error


def _sentence(path: Path, error: sqlite3.Error) -> StoreError:
    text = str(error).lower()
    can_retry = any(word in text for word in _PASSING)
    if "locked" in text or "busy" in text:
        why = "another program has it open; close that one"
    elif "full" in text:
        why = "the disk is full; make room on it, and what is on its way will be saved"
    elif "readonly" in text or "read-only" in text:
        why = "it cannot be written; give this user the right to, or put it elsewhere"
    elif "unable to open" in text:
        why = "its folder does not exist, or this user may not write there"
    elif "malformed" in text or "not a database" in text:
        why = "it is damaged; go on with a copy if there is one"
    else:
        why = f"SQLite says: {error}"
    return StoreError(f"{path} cannot be used: {why}. Nothing that was saved is lost", can_retry=can_retry)
