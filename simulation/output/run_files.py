"""The files of one future in full: every organisation in every quarter, the log, the outcomes, a picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.titles import title_of
from simulation.log import log_frame
from simulation.output.manifest import write_manifest
from simulation.panel import Panel
from simulation.parameters import REGISTER
from simulation.plots.one_future import OneFuture, draw_one_future
from simulation.plots.saving import save, stamp
from simulation.policies import spec_of
from simulation.session import Session
from simulation.vocabulary import Examination, Grade, Stance, words

__all__ = ["counts_of", "panel_of", "write_run"]


def panel_of(session: Session, run: int) -> pd.DataFrame:
    """Every organisation in every quarter that is settled, codes in words.

    Returns:
        A row a quarter and organisation; columns run, quarter, organisation (its shown name), region,
        then the variables of ``Session.history``: points, shares, quarters; helper is the helper's
        shown name, empty where there is none.
    """
    sector = session.sector
    history = {name: values[np.newaxis] for name, values in session.history.items()}
    frame = Panel((run,), history).frame(sector.names)
    quarters = session.history.quarters
    frame.insert(3, "region", _in_words(pd.Series(np.tile(sector.region, quarters)), sector.region_names))
    names, _ = session.scenario.tools()
    frame["instrument"] = _in_words(frame["instrument"], [name.replace("_", " ") for name in names])
    frame["grade"] = _in_words(frame["grade"], [words(grade) for grade in Grade])
    frame["stance"] = _in_words(frame["stance"] - min(Stance), [words(stance) for stance in Stance])
    frame["look_kind"] = _in_words(frame["look_kind"], [words(look) for look in Examination])
    frame["helper"] = _in_words(frame["helper"], sector.names)
    return frame


def _in_words(codes: pd.Series, said: list[str] | tuple[str, ...]) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(codes.to_numpy().astype(np.int64), pd.Index(said)))


def counts_of(session: Session) -> pd.DataFrame:
    """Organisations that fail, are seen to and are helped: a row a quarter, columns as in ``OneFuture``."""
    history = session.history
    line = session.scenario.parameters.get("failing_threshold", REGISTER["failing_threshold"].default)
    return pd.DataFrame(
        {
            "failing": (history["quality"] < line).sum(axis=1),
            "reported_failing": (history["reported"] < line).sum(axis=1),
            "designated": (history["designated"] > 0).sum(axis=1),
            "treated": (history["instrument"] > 0).sum(axis=1),
        }
    )


def write_run(session: Session, folder: Path, *, run: int, seed: int, command: str, seconds: float) -> None:
    """Write one future into an empty folder.

    ``panel.parquet`` has a row a quarter and organisation; ``log.csv`` what the regulator came to know
    and did, where and why; ``outcomes.csv`` the measures; ``future`` the picture; ``manifest.json``
    what made them.

    Args:
        session: a future played to its end.
        folder: where to write; see ``folder.staged``.
        run, seed: which future.
        command: what repeats it.
        seconds: how long it took.
    """
    panel_of(session, run).to_parquet(folder / "panel.parquet", index=False)
    log_frame(session.log).to_csv(folder / "log.csv", index=False, lineterminator="\n")
    session.outcomes().to_csv(folder / "outcomes.csv", lineterminator="\n")
    future = OneFuture(title_of(session.policy), run, seed, session.scenario.organisations_word, counts_of(session))
    figure = draw_one_future(future)
    save(stamp(figure) if session.sector.shows_real_names else figure, folder / "pictures", "future")
    write_manifest(
        folder,
        command=command,
        seconds=seconds,
        scenario=session.scenario,
        sector=session.sector,
        more={"seed": seed, "run": run, "policy": spec_of(session.policy)},
    )
