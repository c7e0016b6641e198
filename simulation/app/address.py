"""What the address bar says, read and written: the whole setting of a page, so that a link reopens it.

The part that pages share is a *choice*: scenario, seed and changed numbers. A page adds its own keys to it. All of
it comes from strangers: nothing in an address ever names a file, and whatever cannot be used is told in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from simulation.errors import InputError, PolicyError, did_you_mean, one_of
from simulation.policies import POLICIES, load_policy
from simulation.regulation.policy import Policy
from simulation.scenario import parse_setting

__all__ = ["DEFAULT_SCENARIO", "Choice", "choice_in", "keys_in", "policy_in", "query_of", "whole_number"]

DEFAULT_SCENARIO = "english-councils"
_LONGEST = 16_000
_MOST_CHANGES = 60
_MOST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Choice:
    """What is simulated, as an address says it.

    Attributes:
        scenario: the name of one that the server offers, or an uploaded one in its packed form (see ``uploads``).
        seed: of the futures.
        changes: settings that differ from the scenario's, by dotted key, in the order in which they were made.
    """

    scenario: str = DEFAULT_SCENARIO
    seed: int = 0
    changes: tuple[tuple[str, Any], ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """The keys and values of the address; what is as by default is left out."""
        pairs = [("scenario", self.scenario)] if self.scenario != DEFAULT_SCENARIO else []
        if self.seed:
            pairs.append(("seed", str(self.seed)))
        return pairs + [("set", f"{key}={_written(value)}") for key, value in self.changes]


def keys_in(search: str | None) -> dict[str, list[str]]:
    """Keys and values of an address's query, in order; a key may come several times.

    Raises:
        InputError: where it is longer than any link that a page makes.
    """
    text = (search or "").removeprefix("?")
    if len(text) > _LONGEST:
        raise InputError(f"this address is too long: {len(text):,} characters, at most {_LONGEST:,} can be read")
    keys: dict[str, list[str]] = {}
    for key, value in parse_qsl(text, keep_blank_values=False):
        keys.setdefault(key, []).append(value)
    return keys


def choice_in(keys: Mapping[str, list[str]]) -> Choice:
    """The choice that an address makes; whether the scenario and its changes can be used is seen when it is opened.

    Raises:
        InputError: where a value is not of the right form, or a setting comes twice.
    """
    changes: dict[str, Any] = {}
    for text in keys.get("set", []):
        key, value = parse_setting(text)
        if key in changes:
            raise InputError(f"the address sets {key} twice; give each key once")
        changes[key] = value
    if len(changes) > _MOST_CHANGES:
        raise InputError(f"the address changes {len(changes)} numbers; a link can change at most {_MOST_CHANGES}")
    return Choice(
        scenario=keys.get("scenario", [DEFAULT_SCENARIO])[-1],
        seed=whole_number(keys, "seed", 0),
        changes=tuple(changes.items()),
    )


def whole_number(keys: Mapping[str, list[str]], key: str, default: int, most: int = _MOST_NUMBER) -> int:
    """A whole number from 0 up that an address gives.

    Raises:
        InputError: where it is none, or too large.
    """
    text = keys.get(key, [str(default)])[-1]
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) <= most):
        raise InputError(f'{key} is "{text[:40]}" in the address; it must be a whole number from 0 to {most:,}')
    return int(text)


def policy_in(text: str) -> Policy:
    """A policy that ships, with levers or without, as an address names it. No address names a file of code.

    Raises:
        PolicyError: where there is none of that name, or a lever cannot be set so.
    """
    name = text.partition(":")[0].strip()
    if name not in POLICIES:
        hint = did_you_mean(name, POLICIES)
        raise PolicyError(f'no policy is called "{name[:60]}"; allowed are {one_of(POLICIES)}{hint}')
    return load_policy(text)


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Keys and values as an address writes them, readable where that is allowed; without the question mark."""
    return "&".join(f"{quote(key, safe='')}={quote(value, safe=':,=._~-')}" for key, value in pairs)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.12g}" if isinstance(value, float) else str(value)
