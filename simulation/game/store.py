"""Games kept on this machine, and the attempts that were finished: small files, written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from simulation.errors import InputError
from simulation.game.field import Fared
from simulation.game.game import Game
from simulation.game.record import exported, imported
from simulation.game.value import DecisionValue
from simulation.scenario.fields import Part, Real, Text, Whole

__all__ = ["Attempt", "GameStore", "attempt_of", "user_folder"]

FOLDER = "TURNAROUND_FOLDER"
"""The environment variable that names another folder for what the program keeps."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_ATTEMPTS = 1000


def user_folder() -> Path:
    """Where this program keeps what belongs to the user."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named).expanduser()
    from typer import get_app_dir

    return Path(get_app_dir("turnaround"))


class Attempt(Part):
    """A game that was played to its end. It holds no seed.

    Attributes:
        game: the setting's name.
        title: what pages call it.
        finished: when, in UTC, ISO 8601.
        future: tells whether two attempts were at the same future; the future cannot be told from it.
        harm, cost: as in ``Fared``.
        value, low, high: the decisions' total value and its interval; nil where they were not valued.
        advice_used: how often advice was taken.
    """

    game: Text
    title: Text
    finished: Text
    future: Text
    harm: Real
    cost: Real
    value: Real
    low: Real
    high: Real
    advice_used: Whole


def attempt_of(game: Game, player: Fared, total: DecisionValue, *, finished: datetime | None = None) -> Attempt:
    """The attempt that a finished game was."""
    moment = datetime.now(UTC) if finished is None else finished
    return Attempt(
        game=game.setting.name,
        title=game.setting.title,
        finished=moment.isoformat(timespec="seconds"),
        future=game.future,
        harm=round(player.harm, 2),
        cost=round(player.cost, 2),
        value=round(total.value, 2),
        low=round(total.low, 2),
        high=round(total.high, 2),
        advice_used=len(game.advice),
    )


class GameStore:
    """A folder of games by id, and one file of attempts, a line each.

    Args:
        folder: where; the user's own by default. It is made when something is kept.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = user_folder() / "games" if folder is None else folder

    def keep(self, game: Game) -> Path:
        """Save a game, in place of what was saved of it before.

        Raises:
            InputError: where nothing can be written there.
        """
        path = self._path(game.id)
        _write(path, exported(game))
        return path

    def keeps(self, identifier: str) -> bool:
        """Whether a game of that id is kept here."""
        return self._path(identifier).is_file()

    def load(self, identifier: str) -> Game:
        """The game of that id, as it was saved.

        Raises:
            GameFileError: where its file cannot be used.
            InputError: where there is none.
        """
        path = self._path(identifier)
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            raise InputError(f'no game with the id "{identifier}" is kept on this machine') from None
        except OSError as error:
            raise InputError(f"{path} cannot be read: {_why(error)}") from None
        return imported(text, where=path.name, is_ours=True)

    def attempts(self, game: str | None = None) -> tuple[Attempt, ...]:
        """What was played to its end on this machine, the latest last; of one setting, or of all.

        A line that cannot be read is passed over.
        """
        return tuple(found for found in self._attempts() if game is None or found.game == game)

    def add(self, attempt: Attempt) -> None:
        """Note an attempt.

        Raises:
            InputError: where nothing can be written there.
        """
        lines = [*self._lines(), json.dumps(attempt.model_dump(), ensure_ascii=False)]
        _write(self._attempts_file, "\n".join(lines[-_MOST_ATTEMPTS:]) + "\n")

    @property
    def _attempts_file(self) -> Path:
        return self.folder / "attempts.jsonl"

    def _path(self, identifier: str) -> Path:
        if not _ID.fullmatch(identifier):
            raise InputError("a game's id has letters, digits, - and _, and at most 64 of them")
        return self.folder / f"{identifier}.json"

    def _lines(self) -> list[str]:
        try:
            return [line for line in self._attempts_file.read_text(encoding="utf-8").splitlines() if line.strip()]
        except (OSError, UnicodeDecodeError):
            return []

    def _attempts(self) -> Iterator[Attempt]:
        for line in self._lines():
            with suppress(ValidationError):
                yield Attempt.model_validate_json(line)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file beside ``path`` that takes its place when all went well, and vanishes when not."""
    handle, name = tempfile.mkstemp(prefix=".turnaround-", dir=path.parent)
    os.close(handle)
    staging = Path(name)
    try:
        yield staging
        staging.replace(path)
    finally:
        staging.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path) as staging, staging.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError(
            f"nothing can be written in {path.parent}: {_why(error)}; name another folder in {FOLDER}"
        ) from None
