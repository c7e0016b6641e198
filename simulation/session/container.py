"""A saved session's bytes: a header in JSON, then plain arrays one after another. No pickle, nothing to run.

    bytes 0 to 15     ``turnaround state``
    4 bytes           version of the format, little-endian
    4 bytes           length of the header, little-endian
    32 bytes          SHA-256 of all that follows
    header            JSON in UTF-8; its ``arrays`` lists name, type and shape of each array in order
    arrays            their raw bytes, C-ordered, little-endian, without gaps

The hash tells accidents, not attackers: whoever can alter the bytes can alter it too.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from simulation.errors import InputError

__all__ = ["VERSION", "StateError", "pack", "unpack"]

MAGIC = b"turnaround state"
VERSION = 1
_HEAD = struct.Struct("<16sII32s")
_LONGEST_HEADER = 16_000_000
_TYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f4", "<f8")


class StateError(InputError):
    """Bytes that are not a session that can be restored here; the message says why."""


def pack(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """The bytes of a header and arrays.

    Raises:
        StateError: where an array holds anything but plain numbers.
    """
    listed, parts = [], []
    for name, array in arrays.items():
        plain = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        if plain.dtype.str not in _TYPES:
            raise StateError(f'"{name}" cannot be saved: it holds {array.dtype}, and only plain numbers can be')
        listed.append([name, plain.dtype.str, list(array.shape)])
        parts.append(plain.tobytes())
    text = json.dumps({**header, "arrays": listed}, ensure_ascii=False, allow_nan=False).encode()
    body = b"".join([text, *parts])
    return _HEAD.pack(MAGIC, VERSION, len(text), hashlib.sha256(body).digest()) + body


def unpack(data: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The header, without its list of arrays, and the arrays, which are copies.

    Nothing is read beyond ``data``, and nothing is made that is larger.

    Raises:
        StateError: where the bytes are of another kind or version, cut off, or altered.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise StateError(f"a saved session is bytes, not {type(data).__name__}")
    data = bytes(data)
    if len(data) < _HEAD.size:
        raise StateError(f"these {len(data)} bytes are too few for a saved session; the file may be cut off")
    magic, version, length, digest = _HEAD.unpack_from(data)
    if magic != MAGIC:
        raise StateError("these bytes are not a saved session")
    if version != VERSION:
        raise StateError(f"the session was saved in format {version}; this version of the program reads {VERSION}")
    body = memoryview(data)[_HEAD.size :]
    if length > min(len(body), _LONGEST_HEADER):
        raise StateError("the saved session is cut off within its header")
    if hashlib.sha256(body).digest() != digest:
        raise StateError("the saved session is cut off or was altered: its hash does not fit its content")
    header = _header(bytes(body[:length]))
    return header, _arrays(header.pop("arrays", None), body[length:])


def _header(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        raise StateError("the saved session's header cannot be read") from None
    if not isinstance(header, dict):
        raise StateError("the saved session's header cannot be read")
    return header


def _arrays(listed: object, rest: memoryview) -> dict[str, np.ndarray]:
    """The arrays that a header lists, from the bytes behind it."""
    arrays: dict[str, np.ndarray] = {}
    place = 0
    for entry in listed if isinstance(listed, list) else [None]:
        name, kind, shape = _entry(entry)
        size = math.prod(shape) * np.dtype(kind).itemsize
        if name in arrays or place + size > len(rest):
            raise StateError(f'the saved session does not hold what its header says of "{name}"')
        flat = np.frombuffer(rest[place : place + size], kind)
        arrays[name] = flat.reshape(shape).astype(np.dtype(kind).newbyteorder("="), copy=True)
        place += size
    if place != len(rest):
        raise StateError(f"the saved session holds {len(rest) - place} bytes more than its header says")
    return arrays


def _entry(entry: object) -> tuple[str, str, tuple[int, ...]]:
    """One line of the list of arrays."""
    if isinstance(entry, list) and len(entry) == 3:
        name, kind, shape = entry
        is_shape = isinstance(shape, list) and len(shape) <= 8 and all(type(n) is int and n >= 0 for n in shape)
        if isinstance(name, str) and kind in _TYPES and is_shape:
            return name, kind, tuple(shape)
    raise StateError("the saved session's header does not say what its arrays are")
