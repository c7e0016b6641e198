"""Secrets: how they are made, hashed and compared, and how a session's futures come from one of them.

What is given out is long enough to be beyond guessing, or short and then limited in tries (``tries``).
Only hashes are kept. SHA-256 without salt is enough for secrets of 128 random bits, which no list holds; a
card's 32 bits live for ten minutes, and whoever reads the file has the session anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

from simulation.workshop.card_words import CARD_WORDS

__all__ = [
    "CODE_LETTERS", "card_hash", "code_from", "futures_seed", "hash_of", "is_same", "new_card", "new_key",
    "new_token", "wall_key_from",
]  # fmt: skip

KEY_BYTES = 16
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody takes for another when they are read from a wall."""
_CODE_LENGTH = 6
_CARD_LENGTH = 4


def new_key() -> bytes:
    """A secret of 128 bits from the operating system."""
    return secrets.token_bytes(KEY_BYTES)


def new_token() -> str:
    """A secret of 128 bits as addresses and cookies carry it."""
    return secrets.token_urlsafe(KEY_BYTES)


def new_card() -> str:
    """Four words, each one of 256: 32 bits, to be read out once."""
    return " ".join(secrets.choice(CARD_WORDS) for _ in range(_CARD_LENGTH))


def hash_of(secret: str) -> str:
    """SHA-256 of a secret, in hex: what is kept of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def card_hash(words: str) -> str:
    """The hash of a card's words, however they are typed: capitals, hyphens and blanks do not count."""
    plain = unicodedata.normalize("NFKC", words[:200]).casefold()
    letters = "".join(ch if ch.isalpha() else " " for ch in plain)
    return hash_of(" ".join(letters.split()))


def is_same(given: str, known: str) -> bool:
    """Whether two texts are equal, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), known.encode())


def futures_seed(key: bytes, future: int) -> int:
    """The 128-bit seed of one of a session's futures; neither the key nor another future can be told from it."""
    return int.from_bytes(_derived(key, f"future {future}")[:KEY_BYTES], "big")


def code_from(key: bytes) -> str:
    """The joining code: six letters or digits, so that it need not be kept."""
    number = int.from_bytes(_derived(key, "code"), "big")
    letters = []
    for _ in range(_CODE_LENGTH):
        number, place = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "".join(letters)


def wall_key_from(key: bytes) -> str:
    """The secret of the projector's link: 128 bits in hex."""
    return _derived(key, "wall")[:KEY_BYTES].hex()


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, f"turnaround workshop {purpose}".encode(), hashlib.sha256).digest()
