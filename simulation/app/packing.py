"""Numbers as one block of bytes that a browser reads at once, and the list of what lies where in it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

__all__ = ["Block", "pack_block", "unpack_block"]

Block = tuple[bytes, list[dict[str, object]]]
"""The bytes, and for each array its name, its type as JavaScript knows it, its step and its shape."""

_POINTS, _SHARES = 0.01, 1.0 / 250.0
_TYPES = {"u2": "Uint16Array", "i2": "Int16Array", "u1": "Uint8Array", "i1": "Int8Array"}


def pack_block(
    points: Mapping[str, np.ndarray], shares: Mapping[str, np.ndarray], codes: Mapping[str, np.ndarray]
) -> Block:
    """Arrays as a block; wider types come first, so that each begins where its type may.

    Args:
        points: from 0 to 100, kept to a hundredth of a point.
        shares: from 0 to 1, kept to a 250th.
        codes: whole numbers from -32,768 to 32,767.
    """
    arrays: list[tuple[str, np.ndarray, float]] = []
    for name, values in points.items():
        arrays.append((name, np.rint(np.clip(values, 0.0, 650.0) / _POINTS).astype("<u2"), _POINTS))
    for name, values in codes.items():
        kind = "<i1" if values.size == 0 or (values.min() >= -128 and values.max() <= 127) else "<i2"
        arrays.append((name, values.astype(kind), 1.0))
    for name, values in shares.items():
        arrays.append((name, np.rint(np.clip(values, 0.0, 1.0) / _SHARES).astype("<u1"), _SHARES))
    arrays.sort(key=lambda entry: -entry[1].dtype.itemsize)
    listed: list[dict[str, object]] = [
        {"name": name, "type": _TYPES[array.dtype.str[1:]], "step": step, "shape": list(array.shape)}
        for name, array, step in arrays
    ]
    return b"".join(np.ascontiguousarray(array).tobytes() for _, array, _ in arrays), listed


def unpack_block(block: Block) -> dict[str, np.ndarray]:
    """The arrays by name, as the browser sees them: the step times the stored number."""
    data, listed = block
    kinds = {javascript: f"<{kind}" for kind, javascript in _TYPES.items()}
    arrays, place = {}, 0
    for entry in listed:
        kind = np.dtype(kinds[str(entry["type"])])
        shape = tuple(int(length) for length in entry["shape"])  # type: ignore[attr-defined]
        count = int(np.prod(shape))
        stored = np.frombuffer(data, kind, count, place)
        arrays[str(entry["name"])] = stored.reshape(shape) * float(entry["step"])  # type: ignore[arg-type]
        place += count * kind.itemsize
    return arrays
