"""The extra that these files need, and what to do where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from simulation.errors import InputError

__all__ = ["need_office"]

_PACKAGES = {"docx": "python-docx", "openpyxl": "openpyxl"}
"""Modules, and the packages that bring them."""


def need_office(*modules: str) -> None:
    """See that what writes these files is installed.

    Args:
        modules: ``docx``, ``openpyxl``, or both; both where there is none.

    Raises:
        InputError: where one is missing; the message says how to install it.
    """
    missing = [_PACKAGES[module] for module in modules or _PACKAGES if find_spec(module) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise InputError(
            f"{' and '.join(missing)} {verb} not installed, which office files need;"
            " install the extra with: pip install 'turnaround[office]'"
        )
