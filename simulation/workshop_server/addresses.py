"""Where this machine can be reached: its addresses, which of them a phone may use, and which names are its own."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass

import psutil

__all__ = ["Own", "Reach", "reachable", "written"]

_EVERY = 10.0
"""Seconds that a look at the network is good for: a hotspot may be switched on while the server runs."""
_INNER = {"docker", "veth", "br-", "virbr", "vmnet", "vboxnet", "tun", "tap", "wg", "utun", "zt", "tailscale"}
_BY_DEFAULT = 80


@dataclass(frozen=True)
class Reach:
    """An address of this machine.

    Attributes:
        host: the address.
        interface: the network card's name.
        is_loopback: whether only this machine finds it.
        is_inner: whether it leads to virtual machines or a private tunnel, hardly to a phone.
    """

    host: str
    interface: str
    is_loopback: bool
    is_inner: bool

    @property
    def words(self) -> str:
        """What it is, for the one who chooses."""
        if self.is_loopback:
            return "this machine alone"
        if self.is_inner:
            return f"{self.interface}: hardly of use to phones (virtual machines, a tunnel)"
        return f"{self.interface}: for phones on the same network"


def reachable() -> tuple[Reach, ...]:
    """Every IPv4 address of this machine's working network cards: those that a phone may use come first."""
    found = []
    working = psutil.net_if_stats()
    for interface, addresses in psutil.net_if_addrs().items():
        if interface in working and not working[interface].isup:
            continue
        for address in addresses:
            if address.family != socket.AF_INET:
                continue
            place = ipaddress.IPv4Address(address.address)
            if place.is_link_local:
                continue  # given where no network answered
            is_inner = any(interface.lower().startswith(door) for door in _INNER)
            found.append(Reach(address.address, interface, place.is_loopback, is_inner))
    return tuple(sorted(found, key=lambda one: (one.is_loopback, one.is_inner, one.interface, one.host)))


def written(host: str, port: int) -> str:
    """An address as one types it.

    >>> written("192.168.1.5", 8770), written("::1", 80)
    ('http://192.168.1.5:8770', 'http://[::1]')
    """
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}" if port == _BY_DEFAULT else f"http://{shown}:{port}"


class Own:
    """Which names of a host are this server's.

    Args:
        host: what the server listens on.
        port: where.
        named: a name of the teacher's choice that leads here.
    """

    def __init__(self, host: str, port: int, named: str = "") -> None:
        self.port = port
        self.is_open = host in ("0.0.0.0", "::")
        self._always = {"127.0.0.1", "localhost", "[::1]", named.lower()} - {""}
        if self.is_open:
            name = socket.gethostname().lower()
            self._always |= {name, f"{name}.local"}
        else:
            self._always.add(f"[{host}]" if ":" in host else host.lower())
        self._looked = -_EVERY
        self._found: set[str] = set()

    def __call__(self, host: str) -> bool:
        """Whether ``name`` or ``name:port``, in small letters, leads here by right."""
        name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not colon:
            name, port = host, str(_BY_DEFAULT)
        if port != str(self.port):
            return False
        return name in self._always or (self.is_open and name in self._addresses())

    def _addresses(self) -> set[str]:
        if time.monotonic() - self._looked > _EVERY:
            self._found, self._looked = {one.host for one in reachable()}, time.monotonic()
        return self._found
