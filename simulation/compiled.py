"""The one decorator that compiles, where compiled code is kept, and the one way to sum.

Every compiled function of the package is marked ``@compiled``: serial, releasing the interpreter's
lock, cached on disk. Numba does not notice a change in a function that lives in another file, so a
cached engine would go on with an old rule, silently. The cache therefore lies in a folder whose name
is a hash of every compiled source and of the versions of Numba, NumPy and Python: edit one rule, and
the next process compiles anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np

__all__ = ["cache_folder", "compiled", "compiled_inside", "is_first_compile", "total"]

PACKAGE = Path(__file__).parent
DAYS_KEPT = 30
Function = TypeVar("Function", bound=Callable[..., Any])

if numba.config.DISABLE_JIT:
    # Uncompiled, the hash of ``draws`` wraps around in NumPy's unsigned scalars, as it should.
    warnings.filterwarnings("ignore", "overflow encountered in scalar", RuntimeWarning)


_FROZEN = ("memory.py", "state.py", "totals.py", "vocabulary.py")
"""Files that compile nothing, but whose constants compiled code freezes."""


def _compiled_sources() -> list[Path]:
    """Files whose text can end up in compiled code: those that compile, and the constants that they freeze."""
    files = sorted(PACKAGE.rglob("*.py"))
    return [f for f in files if f.relative_to(PACKAGE).as_posix() in _FROZEN or b"@compiled" in f.read_bytes()]


def _fingerprint() -> str:
    digest = hashlib.sha256()
    digest.update(f"{sys.version_info[:2]} {numba.__version__} {np.__version__}".encode())
    for file in _compiled_sources():
        digest.update(file.relative_to(PACKAGE).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _base_folder() -> Path:
    """Where caches lie by custom on this system, or the folder that the user set for Numba."""
    if numba.config.CACHE_DIR:
        return Path(numba.config.CACHE_DIR)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "turnaround"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "turnaround"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "turnaround"


@cache
def cache_folder() -> Path:
    """The folder that holds the compiled code of exactly these sources; made if it is not there."""
    name = f"compiled-{_fingerprint()}"
    for base in (_base_folder(), Path(tempfile.gettempdir()) / "turnaround"):
        folder = base / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            os.utime(folder)
        except OSError:
            continue
        _prune(base, keep=folder)
        return folder
    return Path(tempfile.mkdtemp(prefix="turnaround-"))


def _prune(base: Path, keep: Path) -> None:
    """Delete compiled code that no process has used for a month."""
    oldest = time.time() - DAYS_KEPT * 86400
    for folder in base.glob("compiled-*"):
        try:
            if folder != keep and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


def is_first_compile() -> bool:
    """Whether these sources have not been compiled on this machine yet (then say so and be patient)."""
    return not numba.config.DISABLE_JIT and not any(cache_folder().rglob("engine.*.nbi"))


def _compile(function: Function, inline: str) -> Function:
    previous = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        # Nobody calls these from C, and a way in for C would have to be compiled for each.
        compiler = numba.njit(nogil=True, cache=True, error_model="numpy", inline=inline, no_cfunc_wrapper=True)
        result: Function = compiler(function)
        return result
    finally:
        numba.config.CACHE_DIR = previous


def compiled(function: Function) -> Function:
    """Compile ``function`` with Numba: serial, without the interpreter's lock, cached on disk.

    Nothing is reordered (no fastmath). A division by nil gives infinity instead of raising, as NumPy's
    does; rules guard theirs. Numba reads its cache folder when a function is decorated; it is put back
    at once, so other packages' caches stay where their users want them.
    """
    return _compile(function, "never")


def compiled_inside(function: Function) -> Function:
    """The same, and written into its compiled callers: for the stages of a quarter.

    A stage takes a whole run's arrays, and Numba counts a reference to each of them at every call that
    stays a call. The bits are the same.
    """
    return _compile(function, "always")


@compiled
def total(values: np.ndarray) -> float:
    """Sum ``values`` (any length, one axis) from left to right: the only way this package sums.

    NumPy's own sum adds in pairs, so its bits differ from a loop's; both drivers call this one.
    """
    result = 0.0
    for value in values:
        result += value
    return result
