"""Simulated inspections as a table, in the columns of the real panel of children's services."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.evidence.inspections import Inspections
from simulation.vocabulary import Grade, words

__all__ = ["COLUMNS", "inspections_frame"]

COLUMNS = (
    "ons_code", "local_authority", "region", "publication_date", "inspection_start", "framework", "length", "overall",
    "leadership", "help_protection", "in_care", "care_leavers", "note", "run",
)  # fmt: skip
"""Those of the real panel, and the run."""


def inspections_frame(inspections: Inspections, runs: list[int] | None = None) -> pd.DataFrame:
    """A row an inspection, in order of panel, organisation and report.

    Codes are invented, and what the model does not have (length, the other judgements) is empty.

    Args:
        inspections: simulated panels.
        runs: the panels' run numbers; counted from 0 where there are none.
    """
    numbers = np.arange(inspections.panels) if runs is None else np.asarray(runs)
    who = inspections.organisation
    codes = np.array([f"SIM{place:05d}" for place in range(1, inspections.organisations + 1)])
    said = np.array([words(grade) for grade in Grade])
    columns = {
        "ons_code": codes[who],
        "local_authority": np.array(inspections.names)[who],
        "region": np.array(inspections.region_names)[inspections.region[who]],
        "publication_date": inspections.reported.astype("datetime64[D]").astype(str),
        "inspection_start": inspections.visited.astype("datetime64[D]").astype(str),
        "framework": "simulated",
        "overall": said[inspections.grade],
        "run": numbers[inspections.panel],
    }
    return pd.DataFrame(columns, index=range(len(inspections))).reindex(columns=list(COLUMNS))
