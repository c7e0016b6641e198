"""What the command needs before a workshop starts: its extra, a file, an address, and what is announced."""

from __future__ import annotations

import ipaddress
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from simulation.errors import InputError

__all__ = ["DEFAULT_PORT", "address_for", "announcement", "file_for", "need_workshop"]

DEFAULT_PORT = 8770
_PACKAGES = ("jinja2", "psutil", "segno", "starlette", "uvicorn")


def need_workshop() -> None:
    """See that what workshops need is installed.

    Raises:
        InputError: where something is missing; the message says how to install it.
    """
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise InputError(
            f"{' and '.join(missing)} {verb} not installed, which workshops need;"
            " install the extra with: pip install 'turnaround[workshop]'"
        )


def file_for(scenario: str, today: date, *, is_rehearsal: bool) -> Path:
    """The session's file where none is named: one a scenario and day, so that the same command goes on after a crash.

    >>> file_for("honest-council", date(2026, 3, 2), is_rehearsal=True).name
    'rehearsal-honest-council-2026-03-02.db'
    """
    return Path(f"{'rehearsal' if is_rehearsal else 'workshop'}-{Path(scenario).stem}-{today.isoformat()}.db")


def address_for(host: str, port: int) -> str:
    """The joining address: the host itself or, where the server listens everywhere, the likeliest for phones."""
    from simulation.workshop_server.addresses import reachable, written

    if host in ("0.0.0.0", "::"):
        found = reachable()
        return written(found[0].host if found else "127.0.0.1", port)
    return written(host, port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def announcement(host: str) -> str:
    """Who can reach the server, in plain words; what is sent over the network can be read there."""
    if _is_loopback(host):
        return (
            "Only this machine can reach it. To let a room in, name one of this machine's addresses with --host"
            " (turnaround workshop --check lists them)."
        )
    return (
        f"Everybody on the network of {host} can reach it.\n" if host not in ("0.0.0.0", "::")
        else "Everybody on every network of this machine can reach it.\n"
    ) + (
        "Pages travel as plain HTTP: others on that network could read names and decisions on their way.\n"
        "Use a network of your own (a hotspot, a router), and first names or invented ones."
    )  # fmt: skip
