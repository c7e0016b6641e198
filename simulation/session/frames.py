"""A session's organisations as tables: what the regulator sees of them, and what they truly are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from simulation.regulation.allocation import capacity_of
from simulation.session.desk import Desk
from simulation.state import ORGANISATION
from simulation.vocabulary import Grade, Stance, words

__all__ = ["capacity_frame", "in_hand", "seen_frame", "true_frame"]

_LONG_AGO = 9000
_ACTIONS = ("", "hold", "stop", "start", "start afresh")


def _worded(codes: np.ndarray, names: Sequence[str], *, nothing: int = 0) -> list[str]:
    """Codes in words, empty for the one that means nothing."""
    return ["" if code == nothing else names[code] for code in codes.tolist()]


def _ages(quarters: np.ndarray, is_known: np.ndarray) -> IntegerArray:
    """Quarters since something, empty where it never was."""
    ages = pd.array(quarters.astype(np.int64), dtype="Int64")
    ages[~is_known] = pd.NA
    return ages


def seen_frame(desk: Desk) -> pd.DataFrame:
    """What the regulator knows of each organisation now: a row each, in index order.

    Columns:
        name, region; size where sizes are known.
        belief, belief_sd, bias, trend, reported, finding: points; finding is empty where nobody looked.
        grade in words, quarters_since_grade, quarters_since_look.
        designated, quarters_designated (empty where not), exposed.
        instrument, quarters_in, stance, helper, helping, waiting (quarters), waits_for.
        in_hand: the action of an explicit decision that stands, empty where the policy decides.
    """
    now, sector, tool_names = desk.snapshot(), desk.worlds.sector, desk.worlds.tool_names
    was_looked_at = now.quarters_since_look < _LONG_AGO
    columns: dict[str, object] = {"name": sector.names, "region": [sector.region_names[g] for g in sector.region]}
    if sector.size is not None:
        columns["size"] = sector.size
    columns |= {name: getattr(now, name) for name in ("belief", "belief_sd", "bias", "trend", "reported")}
    columns |= {
        "finding": np.where(was_looked_at, now.finding, np.nan),
        "quarters_since_look": _ages(now.quarters_since_look, was_looked_at),
        "grade": _worded(now.grade, [words(grade) for grade in Grade]),
        "quarters_since_grade": _ages(now.quarters_since_grade, now.grade > 0),
        "designated": now.designated > 0,
        "quarters_designated": _ages(now.quarters_designated, now.designated > 0),
        "exposed": now.exposed > 0,
        "instrument": _worded(now.instrument, tool_names),
        "quarters_in": now.quarters_in,
        "stance": [words(Stance(code)) for code in now.stance.tolist()],
        "helper": _worded(now.helper, sector.names, nothing=-1),
        "helping": now.helping,
        "waiting": now.waiting,
        "waits_for": _worded(now.wanted, tool_names),
        "in_hand": in_hand(desk),
    }
    return pd.DataFrame(columns)


def in_hand(desk: Desk) -> list[str]:
    """The action of the explicit decision that stands at each organisation, empty where the policy decides."""
    return [_ACTIONS[code] for code in desk.hands.action[0].tolist()]


def true_frame(desk: Desk) -> pd.DataFrame:
    """What each organisation truly is now: its name, and every variable of ``ORGANISATION``; a row each."""
    organisations = desk.state.arrays.organisations[0]
    columns: dict[str, object] = {"name": desk.worlds.sector.names}
    return pd.DataFrame(columns | {name: organisations[name].copy() for name in ORGANISATION.names or ()})


def capacity_frame(desk: Desk) -> pd.DataFrame:
    """Each instrument: how many can run at a time, how many run, how many wait for it, cost units a quarter."""
    now, tools, names = desk.snapshot(), desk.worlds.tools[0], desk.worlds.tool_names
    codes = range(1, len(names))
    return pd.DataFrame(
        {
            "instrument": names[1:],
            "capacity": [int(capacity_of(tools[k], len(now))) for k in codes],
            "in_use": [int((now.instrument == k).sum()) for k in codes],
            "waiting": [int((now.wanted == k).sum()) for k in codes],
            "cost": [float(tools[k]["cost"]) for k in codes],
        }
    )
