"""Scenario files that a visitor brings: checked as the command checks them, and kept in the address alone.

A scenario is a page of text, so a link can hold all of it: compressed, and written with letters that an address
allows. So no visitor's file lies on the server, and the link works on any other.
"""

from __future__ import annotations

import base64
import binascii
import tomllib
import zlib
from collections.abc import Mapping
from typing import Any

from simulation.errors import InputError, ScenarioError
from simulation.scenario import Scenario
from simulation.scenario.reading import FILE_PARTS
from simulation.scenario.shipped import POSTERIOR_FILE

__all__ = ["MOST_BYTES", "PACKED", "packed", "sent", "title_of", "unpacked", "uploaded"]

MOST_BYTES = 64_000
"""The largest file that is taken: ten times the longest scenario that ships."""
PACKED = "~"
"""What a packed scenario begins with, which no name does."""
_MOST_PACKED = 12_000
_WHERE = "the uploaded scenario"


def sent(file: Mapping[str, Any], most: int) -> bytes:
    """The content of a file as a browser sends it: ``data``, in base64; what is far too long is cut off.

    Args:
        file: what the browser sent.
        most: how many bytes such a file may have; more come through, so that they can be told.

    Raises:
        InputError: where it did not arrive whole.
    """
    try:
        return base64.b64decode(str(file.get("data", ""))[: 4 * most], validate=True)
    except binascii.Error:
        raise InputError("the file did not arrive whole; choose it again") from None


def uploaded(name: str, data: bytes) -> Scenario:
    """The scenario in a file that was brought.

    Raises:
        ScenarioError: where it is too large, not UTF-8, not TOML, names other files, or cannot be used: the
            sentence that ``turnaround check`` would give.
    """
    where = _plain(name)
    if len(data) > MOST_BYTES:
        raise ScenarioError(f"{where} has {len(data):,} bytes; a scenario file has at most {MOST_BYTES:,}")
    try:
        content = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ScenarioError(
            f"{where}, line {line}: byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise ScenarioError(f"{where} is not valid TOML: {error}") from None
    return _checked({"name": where.removesuffix(".toml"), **content}, where)


def packed(scenario: Scenario) -> str:
    """A scenario as an address holds it.

    Raises:
        ScenarioError: where it is too long for a link.
    """
    text = base64.urlsafe_b64encode(zlib.compress(scenario.to_toml().encode(), 9)).decode().rstrip("=")
    if len(text) > _MOST_PACKED:
        raise ScenarioError(
            f"{scenario.name} is too long for a link; leave out some of its sources, or give it to the server with"
            " turnaround app FILE"
        )
    return PACKED + text


def unpacked(text: str) -> Scenario:
    """The scenario that ``packed`` wrote.

    Raises:
        ScenarioError: where the text is cut off or altered, or its scenario cannot be used.
    """
    body = text.removeprefix(PACKED)
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        # Never more than the limit is unpacked, whatever the compressed bytes claim.
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(raw, MOST_BYTES)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError
        content = tomllib.loads(data.decode())
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        raise ScenarioError("the scenario in this link is cut off or was altered; ask for the link again") from None
    return _checked(content, _WHERE)


def _checked(content: dict[str, Any], where: str) -> Scenario:
    """A scenario that stands alone."""
    for part in FILE_PARTS:
        if part in content:
            raise ScenarioError(
                f"{where}: {part} names a file, which an uploaded scenario cannot; give the scenario to the server"
                " with turnaround app FILE"
            )
    if str(content.get("posterior", "")).endswith(POSTERIOR_FILE):
        raise ScenarioError(f"{where}: posterior names a file, which an uploaded scenario cannot; name one that ships")
    return Scenario.from_data(content, where)


def _plain(name: str) -> str:
    """A file's name as a message may show it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:80] or _WHERE


def title_of(name: str) -> str:
    """What the controls show of a scenario in an address: its name, or the title of one that was brought."""
    if not name.startswith(PACKED):
        return name
    try:
        return unpacked(name).title
    except InputError:
        return "an uploaded scenario"
