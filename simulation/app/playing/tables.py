"""The games of a server: a desk for each id, few in memory, the others read back from the user's folder."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from contextlib import suppress
from threading import Lock

from simulation.app.playing.desk import Desk
from simulation.app.pool import POOL, Pool
from simulation.errors import InputError
from simulation.game import Game, GameFileError, GameSetting, GameStore, bookmark_of, bookmarked, exported, imported

__all__ = ["TABLES", "Tables"]

_MOST_AT_HAND = 40
_MOST_KEPT = 500


class Tables:
    """Desks by the id of their game. Whoever knows the id may play; the id tells nothing of the future.

    Args:
        store: where games are kept; the user's folder by default.
        pool: computes values.
        most_at_hand: desks in memory; the one that was used longest ago makes way, and is read back when it is wanted.
        most_kept: games on disk; the oldest make way for new ones.
    """

    def __init__(
        self,
        store: GameStore | None = None,
        pool: Pool = POOL,
        *,
        most_at_hand: int = _MOST_AT_HAND,
        most_kept: int = _MOST_KEPT,
    ) -> None:
        self._store, self._pool = store, pool
        self.most_at_hand, self.most_kept = most_at_hand, most_kept
        self._desks: OrderedDict[str, Desk] = OrderedDict()
        self._lock = Lock()

    @property
    def store(self) -> GameStore:
        """Where games are kept: found when first needed, since the environment may name the folder."""
        if self._store is None:
            self._store = GameStore()
        return self._store

    @property
    def at_hand(self) -> int:
        """How many desks are in memory."""
        return len(self._desks)

    def begin(self, setting: GameSetting) -> Desk:
        """A new game, kept at once.

        Raises:
            InputError: where it cannot be kept.
        """
        return self._kept(Game.new(setting))

    def bring(self, text: bytes) -> Desk:
        """A game that was exported, under a new id: whoever brings it takes nobody else's place; or one by a bookmark.

        Raises:
            GameFileError: where it is no game, or a bookmark of one that is not kept here.
            InputError: where it cannot be kept.
        """
        known = bookmarked(text, where="the file")
        if known is not None:
            if not self.store.keeps(known):
                raise GameFileError(
                    "the file is a bookmark of a game that is not kept on this machine: open it where the game was"
                    " played, or take the whole game away there once it is over"
                )
            return self.desk(known)
        game = imported(text, where="the file")
        game.id = secrets.token_urlsafe(9)
        return self._kept(game)

    def desk(self, identifier: str) -> Desk:
        """The desk of that game, as it was left.

        Raises:
            InputError: where no such game is kept, or its file cannot be used.
        """
        with self._lock:
            found = self._desks.get(identifier)
            if found is not None:
                self._desks.move_to_end(identifier)
                return found
        return self._at_hand(Desk(self.store.load(identifier), self.store, self._pool))

    def export(self, identifier: str) -> str:
        """A finished game as JSON. A file holds the seed, so that there is none before the curtain.

        Raises:
            InputError: where there is no such game, or it is not over.
        """
        game = self.desk(identifier).game
        if game.phase != "over":
            raise InputError(
                "a game can be taken away as a file once it is over, since the file holds what its future is made of;"
                " until then there is a bookmark, which opens it on this machine"
            )
        return exported(game)

    def bookmark(self, identifier: str) -> str:
        """A bookmark of a game as JSON, at any moment of it.

        Raises:
            InputError: where there is no such game.
        """
        return bookmark_of(self.desk(identifier).game)

    def _kept(self, game: Game) -> Desk:
        self.store.keep(game)
        self._make_room()
        return self._at_hand(Desk(game, self.store, self._pool))

    def _at_hand(self, desk: Desk) -> Desk:
        with self._lock:
            # Two who open a game at once share one desk.
            found = self._desks.setdefault(desk.game.id, desk)
            self._desks.move_to_end(desk.game.id)
            while len(self._desks) > self.most_at_hand:
                self._desks.popitem(last=False)
            return found

    def _make_room(self) -> None:
        """Remove the games that were touched longest ago, where there are too many."""
        with suppress(OSError):
            files = sorted(self.store.folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
            for file in files[self.most_kept :]:
                file.unlink(missing_ok=True)


TABLES = Tables()
"""Those of this server."""
