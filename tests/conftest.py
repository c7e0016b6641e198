"""What every test shares: a cache of compiled code for each worker, and hypothesis' profiles."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER")
if WORKER and not os.environ.get("NUMBA_CACHE_DIR", "").endswith(WORKER):
    # Two processes that compile one function at the same moment could mix up its files, so each
    # worker has its own. This has to come before Numba is imported; children inherit it.
    base = os.environ.get("NUMBA_CACHE_DIR") or Path(__file__).parent.parent / ".pytest_cache" / "compiled"
    os.environ["NUMBA_CACHE_DIR"] = str(Path(base) / WORKER)

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
hypothesis.settings.register_profile("long", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default")
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long forms out unless a choice is made with ``-m``."""
    if config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("slow")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
