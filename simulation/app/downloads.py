"""What can be taken away from the explore page, as bytes: the scenario, tables, pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from simulation.analysis.made_by import shown_scenario
from simulation.analysis.sector_map import SectorSnapshot, links_of, places_of
from simulation.analysis.titles import title_of
from simulation.app.address import Choice, policy_in
from simulation.app.catalogue import catalogue
from simulation.app.pool import POOL
from simulation.app.replay import Played, Replay, play, replay_of, thresholds_of
from simulation.app.setting import Setting
from simulation.errors import InputError, did_you_mean, one_of
from simulation.log import log_frame
from simulation.output.run_files import counts_of, panel_of
from simulation.plots.one_future import OneFuture, draw_one_future
from simulation.plots.png import png_of
from simulation.plots.saving import stamp, svg_text
from simulation.plots.sector import draw_sector
from simulation.policies import spec_of
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["FILES", "Download", "download", "played_for", "replay_for", "scenario_file"]


@dataclass(frozen=True)
class Download:
    """A file to be taken away: its name, what it is, and its content."""

    name: str
    kind: str
    content: bytes


def played_for(setting: Setting) -> Played:
    """The future of a setting, played here; ask for it through the pool.

    Raises:
        InputError: where the setting's scenario cannot be used.
    """
    offered = catalogue()
    scenario = offered.opened(setting.choice)
    return play(
        scenario,
        policy_in(setting.policy),
        seed=setting.choice.seed,
        future=setting.future,
        real_names=offered.real_names,
    )


def replay_for(setting: Setting) -> Replay:
    """The same as a browser takes it.

    Raises:
        InputError: where the setting's scenario cannot be used.
    """
    return replay_of(played_for(setting))


def scenario_file(choice: Choice) -> Download:
    """The scenario that an address chooses, with its changes; nothing in it tells of this server's folders.

    Raises:
        InputError: where the scenario cannot be used.
    """
    offered = catalogue()
    scenario = offered.opened(choice)
    text = shown_scenario(scenario, scenario.sector(real_names=offered.real_names), to_give_away=True)
    return Download(f"{scenario.name}.toml", "application/toml", text.encode())


def download(name: str, setting: Setting, quarter: int) -> Download:
    """A file of the future that a setting chooses.

    Args:
        name: one of ``FILES``.
        setting: which future.
        quarter: which quarter a picture of the sector shows.

    Raises:
        InputError: where there is no such file, or the setting cannot be used.
    """
    if name not in FILES:
        raise InputError(f"there is no file {name[:40]} here; there is {one_of(FILES)}{did_you_mean(name, FILES)}")
    kind, make = FILES[name]
    if name == "scenario.toml":
        return scenario_file(setting.choice)
    played = POOL.ask(setting.played, lambda: played_for(setting)).result()
    session = played.session
    about = f"{session.scenario.name}-{session.policy.name}-future-{setting.future}"
    return Download(f"{about}-{name}", kind, make(played, setting, min(quarter, session.history.quarters - 1)))


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, lineterminator="\n").encode()


def _table_csv(played: Played, setting: Setting, quarter: int) -> bytes:
    return _csv(panel_of(played.session, setting.future))


def _table_parquet(played: Played, setting: Setting, quarter: int) -> bytes:
    buffer = io.BytesIO()
    panel_of(played.session, setting.future).to_parquet(buffer, index=False)
    return buffer.getvalue()


def _log_csv(played: Played, setting: Setting, quarter: int) -> bytes:
    return _csv(log_frame(played.session.log))


def _sector_figure(played: Played, setting: Setting, quarter: int) -> Figure:
    return _stamped(played, draw_sector(_snapshot(played, setting, quarter)))


def _years_figure(played: Played, setting: Setting, quarter: int) -> Figure:
    session = played.session
    unit = session.scenario.organisations_word
    future = OneFuture(title_of(session.policy), setting.future, setting.choice.seed, unit, counts_of(session))
    return _stamped(played, draw_one_future(future))


def _stamped(played: Played, figure: Figure) -> Figure:
    return stamp(figure) if played.session.sector.shows_real_names else figure


def _snapshot(played: Played, setting: Setting, quarter: int) -> SectorSnapshot:
    """The sector at the end of a quarter, as the pictures take it."""
    session, history = played.session, played.session.history
    sector, bounds = session.sector, thresholds_of(session.scenario)
    places, names, is_map = places_of(sector)
    ties, dependencies = links_of(session.scenario, sector, run=setting.future, seed=setting.choice.seed)
    columns = {"true": "quality", "reported": "reported", "believed": "belief"}
    table = pd.DataFrame(
        {"name": sector.names, "region": [sector.region_names[region] for region in sector.region]}
        | {shown: history[name][quarter].astype(float) for shown, name in columns.items()}
        | {name: history[name][quarter].astype(int) for name in ("designated", "instrument", "helper")}
        | {"x": places[:, 0], "y": places[:, 1]}
    )
    return SectorSnapshot(
        policy=spec_of(session.policy),
        title=title_of(session.policy),
        organisations=session.scenario.organisations_word,
        run=setting.future,
        year=(quarter + 1) / QUARTERS_A_YEAR,
        grade_bounds=(bounds["failing"], bounds["good"], bounds["outstanding"]),
        instruments=session.scenario.tools()[0],
        is_map=is_map,
        table=table,
        ties=ties,
        dependencies=dependencies,
        regions=pd.DataFrame(
            {"name": sector.region_names[: len(names)], "x": names[:, 0], "y": names[:, 1]}
        ),
    )


Make = Callable[[Played, Setting, int], bytes]


def _svg(draw: Callable[[Played, Setting, int], Figure]) -> Make:
    return lambda played, setting, quarter: svg_text(draw(played, setting, quarter)).encode()


def _png(draw: Callable[[Played, Setting, int], Figure]) -> Make:
    return lambda played, setting, quarter: png_of(draw(played, setting, quarter))


def _nothing(played: Played, setting: Setting, quarter: int) -> bytes:
    return b""


FILES: dict[str, tuple[str, Make]] = {
    "scenario.toml": ("application/toml", _nothing),
    "organisations.csv": ("text/csv", _table_csv),
    "organisations.parquet": ("application/vnd.apache.parquet", _table_parquet),
    "log.csv": ("text/csv", _log_csv),
    "sector.png": ("image/png", _png(_sector_figure)),
    "sector.svg": ("image/svg+xml", _svg(_sector_figure)),
    "years.png": ("image/png", _png(_years_figure)),
    "years.svg": ("image/svg+xml", _svg(_years_figure)),
}
"""What a link can ask for: its kind, and what makes it."""
