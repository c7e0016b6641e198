"""What the Mesa face collects every quarter: the sector's figures, and what each organisation is."""

from __future__ import annotations

from functools import partial
from typing import Any

from mesa.datacollection import DataCollector

from simulation.agents.organisation import Organisation
from simulation.series import SERIES

__all__ = ["new_collector"]

_SHOWN = ("name", "quality", "capability", "reported", "honesty", "openness", "blame", "instrument", "designated")


def _figure(model: Any, name: str) -> float:
    """One of the sector's figures."""
    return model.figures[name]


def _believed(organisation: Organisation) -> float:
    """What the regulator believes of the organisation's quality, points."""
    return organisation.model.regulator.believed[organisation.index]


def new_collector() -> DataCollector:
    """A collector of the sector's figures and of its organisations.

    ``get_model_vars_dataframe()`` has the columns of the engine's series (``series.Series``), a row a
    quarter, the first for the state in which the policy took over;
    ``get_agenttype_vars_dataframe(Organisation)`` has a row a quarter and organisation.
    """
    return DataCollector(
        model_reporters={name: partial(_figure, name=name) for name in SERIES},
        agenttype_reporters={Organisation: {**{name: name for name in _SHOWN}, "belief": _believed}},
    )
