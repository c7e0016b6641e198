"""The database's tables, version by version: each step turns a file of one version into the next."""

from __future__ import annotations

import sqlite3

from simulation.workshop.refusal import StoreError

__all__ = ["APPLICATION", "VERSION", "migrate"]

APPLICATION = 0x54575331
"""Marks a file as a workshop's ("TWS1", SQLite's application id)."""

_STEPS = (
    # 1: the journal, names apart from it so that they can be erased, facts about the session, values worked out.
    """
    CREATE TABLE journal (
        number INTEGER PRIMARY KEY,
        at REAL NOT NULL,
        kind TEXT NOT NULL,
        content TEXT NOT NULL,
        seat INTEGER,
        message TEXT
    ) STRICT;
    CREATE UNIQUE INDEX sent_once ON journal (seat, message) WHERE message IS NOT NULL;
    CREATE TABLE people (seat INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """,
    # 2: values of decisions, which take long to work out and are the same whenever they are.
    """
    CREATE TABLE worked_out (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """,
)
VERSION = len(_STEPS)


def migrate(connection: sqlite3.Connection, where: str, *, upto: int = VERSION) -> None:
    """Bring a file to this version's tables, in one transaction.

    Raises:
        StoreError: where the file is of a later version.
    """
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > VERSION:
        raise StoreError(
            f"{where} was written by a later version of the program (its tables are version {found}, this one reads"
            f" up to {VERSION}); install that version. The file was left as it is"
        )
    if found >= upto:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in _STEPS[found:upto]:
            for statement in step.split(";"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {upto:d}")
        connection.execute(f"PRAGMA application_id = {APPLICATION:d}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
