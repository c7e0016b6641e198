"""Whether a sweep may be written into a folder: a new one, or the same one to be gone on with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.errors import SweepError
from simulation.experiments.folder import DONE, read_manifest
from simulation.experiments.identity import refuse_another_identity
from simulation.experiments.sweep import Sweep

__all__ = ["manifest_to_go_on_with"]


def manifest_to_go_on_with(sweep: Sweep, folder: Path, *, resume: bool) -> dict[str, Any] | None:
    """The manifest that the folder holds, if this sweep may go on from it; nothing where it begins.

    Raises:
        SweepError: where the folder holds another sweep, or this one and ``resume`` is not asked for, or
            the sweep, its seed, a version or the platform has changed since.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        if folder.is_dir() and any((folder / name).exists() for name in ("parts", "design.parquet")):
            raise SweepError(f"{folder} holds parts of a sweep, but no manifest; name another folder with --out")
        return None
    name = manifest["sweep"]["name"]
    if not resume:
        is_done = manifest["status"] == DONE
        mend = f"read it with turnaround analyse {folder}" if is_done else "go on with it by --resume"
        raise SweepError(
            f"{folder} holds the sweep {name}, which is {'done' if is_done else 'not finished'};"
            f" {mend if name == sweep.name else 'that is another sweep'}, or name another folder with --out"
        )
    if name != sweep.name:
        raise SweepError(f"{folder} holds another sweep, {name}, not {sweep.name}; name its folder with --out")
    changed = _first_change(manifest["sweep"], sweep.ingredients)
    if changed:
        raise SweepError(
            f"the sweep in {folder} cannot be gone on with: {changed};"
            " put it back as it was, or name another folder with --out"
        )
    refuse_another_identity(f"the sweep in {folder}", manifest["identity"])
    return manifest


_SHOWN = 60


def _first_change(before: Any, now: Any, key: str = "") -> str | None:
    """The first key that differs, in a phrase: ``design.samples was 64 and is 128``."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys([*before, *now]):
            inner = f"{key}.{name}" if key else str(name)
            changed = _first_change(before.get(name), now.get(name), inner)
            if changed:
                return changed
        return None
    if before == now or (isinstance(before, list | tuple) and list(before) == list(now or ())):
        return None
    if key.startswith("files."):
        return f"the content of what it names has changed ({key.removeprefix('files.').replace('_', ' ')})"
    return f"{key} was {_said(before)} and is {_said(now)}"


def _said(value: Any) -> str:
    text = "not set" if value is None else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
