"""What the command needs before the app starts: is its extra there, is the port free, how Solara is set up."""

from __future__ import annotations

import errno
import os
import socket
from importlib.util import find_spec

from simulation.errors import InputError

__all__ = ["DEFAULT_HOST", "DEFAULT_PORT", "address_of", "bound_socket", "need_app", "set_up_solara"]

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8765
_PACKAGES = ("solara", "solara_assets", "ipyvue", "ipyvuetify", "uvicorn")
_LAST_PORT = 65_535
_SETTINGS = {
    # An abandoned page's kernel goes after minutes, not a day; the page rebuilds itself from its address.
    "SOLARA_KERNEL_CULL_TIMEOUT": "5m",
    "SOLARA_STATE_AUTO_REMOUNT": "true",
    "SOLARA_THEME_FORCE_REFRESH": "true",
    # Nothing leaves this machine: no telemetry, and no fetching of scripts that are not installed.
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "0",
    "SOLARA_ASSETS_CDN": "",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_THEME_LOADER": "turnaround",
    "SOLARA_THEME_TITLE": "turnaround",
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_CHECK_HOOKS": "off",
}
"""Solara reads its settings from the environment, once, when it is first imported."""


def need_app() -> None:
    """See that what the app needs is installed.

    Raises:
        InputError: where something is missing; the message says how to install it.
    """
    missing = [name.replace("_", "-") for name in _PACKAGES if find_spec(name) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise InputError(
            f"{' and '.join(missing)} {verb} not installed, which the app needs;"
            " install the extra with: pip install 'turnaround[app]'"
        )


def set_up_solara(prefix: str = "") -> None:
    """Put Solara's settings into the environment, unless the user has set them there.

    Args:
        prefix: the path under which a proxy shows the app, such as ``/turnaround``.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    if prefix:
        os.environ["SOLARA_ROOT_PATH"] = "/" + prefix.strip("/")


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; port 0 takes any free one.

    Raises:
        InputError: where the port is none, or taken, or the host is not this machine's.
    """
    if not 0 <= port <= _LAST_PORT:
        raise InputError(f"--port is {port}; it must lie between 0 and {_LAST_PORT} (0 takes any free one)")
    listening = None
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, UnicodeError) as error:
        if listening is not None:
            listening.close()
        raise InputError(_why_not(host, port, error)) from None
    return listening


def _why_not(host: str, port: int, error: OSError | UnicodeError) -> str:
    """Why nothing can listen there, and what to name instead."""
    if isinstance(error, UnicodeError | socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f'--host is "{host}", which is no address of this machine; name one of its own, such as {DEFAULT_HOST}'
    why = (error.strerror or str(error)).lower()
    return f"cannot listen on {host}, port {port}: {why}; name another port with --port (0 takes any free one)"


def address_of(listening: socket.socket, prefix: str = "") -> str:
    """Where a browser on this machine finds the app that listens there."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}{'/' + prefix.strip('/') if prefix.strip('/') else ''}/"
