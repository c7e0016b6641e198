"""What every test shares: a cache of compiled code for each worker, hypothesis' profiles, a cluster and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


@pytest.fixture(scope="module")
def cluster_address() -> Iterator[str]:
    """A Dask scheduler's, with two workers, each a process."""
    distributed = pytest.importorskip("distributed", reason="needs the extra cluster")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=60
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(scope="session")
def chromium() -> Path:
    from simulation.report.chromium import find_chromium

    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine: no page is printed or looked at")
    return found


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One for all tests: Playwright runs only once in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()
