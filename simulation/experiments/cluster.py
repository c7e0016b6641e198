"""A Dask cluster as an executor: its workers play cells, this machine writes what they send back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from simulation.errors import InputError, SweepStoppedError

__all__ = ["dask_executor"]

_SECONDS = 15


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """Connect to a cluster.

    Args:
        address: of its scheduler, such as ``tcp://127.0.0.1:8786``.

    Yields:
        The executor, and a function that says how many tasks the cluster does at a time, by now: a
        batch system may start its workers one by one.

    Raises:
        InputError: where the extra is not installed, or nothing answers at the address.
    """
    try:
        from distributed import Client
    except ImportError:
        raise InputError("--dask needs the extra cluster: pip install 'turnaround[cluster]'") from None
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            f"no Dask scheduler answers at {address} ({type(error).__name__}); start one with"
            " `dask scheduler` and give its address, as in tcp://127.0.0.1:8786"
        ) from None

    def threads() -> int:
        return int(sum(client.nthreads().values()))

    try:
        with client:
            yield client.get_executor(pure=False), threads
    except OSError as error:
        raise SweepStoppedError(
            f"the cluster at {address} was lost ({error}); what is done is kept: go on with --resume"
        ) from None
