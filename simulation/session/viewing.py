"""A view that stays as it is, for whoever keeps it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from simulation.regulation.view import View

__all__ = ["kept_view"]


def kept_view(view: View) -> View:
    """A copy of a view: its arrays no longer follow the state, and stay read-only."""
    copies: dict[str, Any] = {}
    for field in fields(view):
        value = getattr(view, field.name)
        if isinstance(value, np.ndarray):
            copies[field.name] = value.copy()
            copies[field.name].flags.writeable = False
    return replace(view, **copies)
