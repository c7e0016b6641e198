"""Names erased from a workshop's file, so that no byte of it holds one any more."""

from __future__ import annotations

from pathlib import Path

from simulation.workshop.store import Store

__all__ = ["forget"]


def forget(path: Path | str) -> int:
    """Erase all names from a workshop's file and from what lies beside it; decisions and results stay.

    Args:
        path: the file; no server may have it open.

    Returns:
        How many names there were.

    Raises:
        StoreError: where it is no workshop's, is open elsewhere or cannot be written.
    """
    store = Store(Path(path))
    try:
        return store.erase_names()
    finally:
        store.close()
