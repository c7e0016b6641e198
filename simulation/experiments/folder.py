"""A sweep's folder: files written whole or not at all, and a manifest that lists them with their hashes.

A part is written under a hidden name, flushed to the disk and renamed, and then listed. Whatever stops
the program, the manifest never lists what is not there; what it does not list yet is made again.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from simulation.errors import SweepError, SweepStoppedError

__all__ = ["DONE", "MANIFEST", "RUNNING", "SweepFolder", "digest_of", "read_manifest"]

MANIFEST = "manifest.json"
DONE = "done"
RUNNING = "running"
_LOCK = ".lock"
_SECONDS_BETWEEN = 1.0
"""A manifest lists all parts, so that it is not written anew for each of many."""


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file, in hex; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a sweep's folder, or nothing where there is none.

    Raises:
        SweepError: where there is a manifest, and it is not a sweep's.
    """
    file = folder / MANIFEST
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except (OSError, ValueError) as error:
        raise SweepError(f"{file} cannot be read ({error}); name another folder with --out") from None
    if not isinstance(content, dict) or not {"sweep", "parts", "status"} <= content.keys():
        raise SweepError(f"{folder} holds other results, not a sweep's; name another folder with --out")
    return dict(content)


class SweepFolder:
    """The folder of one sweep while it is being run; use it in a ``with``, which locks it.

    Attributes:
        path: where.
        manifest: its content; ``parts`` lists finished parts by number.
    """

    def __init__(self, path: Path, manifest: dict[str, Any]) -> None:
        self.path, self.manifest = path, manifest
        self._parts: dict[int, dict[str, Any]] = {int(part["part"]): part for part in manifest["parts"]}
        self._written_at = 0.0
        self._lock = FileLock(path / _LOCK)

    def __enter__(self) -> SweepFolder:
        with told_when_full(self.path):
            _make(self.path)
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                raise SweepError(f"{self.path} is being written by another sweep; wait for it to end") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()
        with suppress(OSError):
            (self.path / _LOCK).unlink()

    @property
    def finished(self) -> set[int]:
        """Numbers of the parts that are written."""
        return set(self._parts)

    def damaged(self) -> list[str]:
        """Forget the parts of which a file is missing or altered, and name those files."""
        bad = []
        for number, part in list(self._parts.items()):
            wrong = [name for name, digest in part["files"].items() if digest_of(self.path / name) != digest]
            if wrong:
                bad += wrong
                del self._parts[number]
        return bad

    def is_as_listed(self, name: str) -> bool:
        """Whether a file other than a part's is there, and unaltered."""
        digest = self.manifest.get("files", {}).get(name)
        return digest is not None and digest == digest_of(self.path / name)

    def write_table(self, name: str, table: pa.Table) -> None:
        """Write a file that belongs to no part, and list it."""
        self.manifest.setdefault("files", {})[name] = self._write(name, table)

    def write_part(self, number: int, tables: Mapping[str, pa.Table]) -> None:
        """Write the files of one part, and list them."""
        files = {f"{kind}/part-{number:05d}.parquet": table for kind, table in tables.items()}
        digests = {name: self._write(name, table) for name, table in files.items()}
        rows = {kind: table.num_rows for kind, table in tables.items()}
        self._parts[number] = {"part": number, "rows": rows, "files": digests}
        if time.monotonic() - self._written_at > _SECONDS_BETWEEN:
            self.save()

    def save(self, status: str | None = None) -> None:
        """Write the manifest; it is replaced in one step."""
        if status is not None:
            self.manifest["status"] = status
        self.manifest["parts"] = [self._parts[number] for number in sorted(self._parts)]
        text = json.dumps(self.manifest, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        with told_when_full(self.path):
            _replace(self.path / MANIFEST, text.encode("utf-8"))
        self._written_at = time.monotonic()

    def _write(self, name: str, table: pa.Table) -> str:
        """Write a table, and give its hash."""
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        content = sink.getvalue().to_pybytes()
        with told_when_full(self.path):
            (self.path / name).parent.mkdir(exist_ok=True)
            _replace(self.path / name, content)
        return hashlib.sha256(content).hexdigest()


@contextmanager
def told_when_full(folder: Path) -> Iterator[None]:
    """A disk that is full, or a folder that cannot be written, is told in a sentence."""
    try:
        yield
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise SweepStoppedError(
                f"the disk of {folder} is full; what is done is kept: make room, and go on with --resume"
            ) from None
        raise SweepError(f"nothing can be written in {folder}: {why}; name another folder with --out") from None


def _make(folder: Path) -> None:
    for path in (folder, *folder.parents):
        if path.exists():
            if not path.is_dir():
                raise SweepError(f"{path} is a file; results need a folder: name another with --out")
            break
    folder.mkdir(parents=True, exist_ok=True)


def _replace(path: Path, content: bytes) -> None:
    """Put a file in its place in one step, once its content has reached the disk."""
    hidden = path.with_name(f".{path.name}.new")
    try:
        with hidden.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(path)
    except OSError:
        with suppress(OSError):
            hidden.unlink()
        raise
