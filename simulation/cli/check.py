"""``turnaround check``: whether a scenario can be used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli.tables import console, print_json
from simulation.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from simulation.scenario import Scenario
    from simulation.sector import Sector

__all__ = ["check"]


def _sentences(scenario: Scenario, sector: Sector) -> list[str]:
    """What the scenario holds, a sentence a line."""
    regions = len(sector.region_names)
    origin = "from a real list" if sector.is_real else "drawn"
    lines = [
        f"{len(sector):,} {scenario.organisations_word} in {regions} region{'s' if regions != 1 else ''}, {origin}.",
        f"{scenario.years} years after {scenario.run_in.quarters} quarters of run-in under {scenario.run_in.response}.",
        f"{scenario.regime.capitalize()}; inspections: {scenario.plan}.",
    ]
    if sector.ties is not None:
        lines.append(f"{len(sector.ties.first):,} possible ties from a list.")
    if sector.dependencies is not None:
        lines.append(f"{len(sector.dependencies.first):,} dependencies from a list.")
    if sector.grade is not None:
        lines.append(f"{int((sector.grade > 0).sum()):,} {scenario.organisations_word} have a real grade.")
    changes = len(scenario.parameters) + sum(len(values) for values in scenario.instruments.values())
    if changes:
        lines.append(
            f"{changes} number{'s' if changes != 1 else ''} differ{'s' if changes == 1 else ''} from the defaults."
        )
    lines.append(_how_sure(scenario))
    if scenario.events:
        lines.append(f"{len(scenario.events)} prepared event{'s' if len(scenario.events) != 1 else ''}.")
    return lines


def _how_sure(scenario: Scenario) -> str:
    """How many numbers rest on what."""
    from simulation.analysis.assumed import instrument_table, parameter_table

    counts = parameter_table(scenario)["confidence"].value_counts()
    order = ("calibrated", "published", "seed", "assumed")
    said = ", ".join(f"{counts.get(word, 0)} {word}" for word in order)
    return f"Numbers of the model: {said}; all {len(instrument_table(scenario))} of the instruments are assumed."


def check(
    file: Annotated[
        str,
        typer.Argument(help="A scenario, sweep, search, game or workshop: its file, or its name.", metavar="FILE"),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Check a scenario and every list that it names, a sweep, a search, a game or a workshop; say what it holds."""
    from simulation.cli.check_played import checks_game, checks_workshop
    from simulation.experiments.shipped import is_sweep
    from simulation.optimising.search import is_search
    from simulation.scenario import Scenario

    _check_that_it_is_there(file)
    if checks_game(file, as_json=as_json) or checks_workshop(file, as_json=as_json):
        return
    if is_search(file):
        _check_search(file, as_json=as_json)
        return
    if is_sweep(file):
        _check_sweep(file, as_json=as_json)
        return
    scenario = Scenario.load(file)
    sector = scenario.sector()
    if as_json:
        print_json({"name": scenario.name, "organisations": len(sector), "hash": scenario.hash})
        return
    out = console()
    out.print(f"{scenario.name} can be used.", style="bold")
    for sentence in _sentences(scenario, sector):
        out.print(f"  {sentence}")


def _check_that_it_is_there(file: str) -> None:
    """A name that ships with nothing is told with the nearest of all kinds; what may be a path is left to them."""
    from simulation.experiments.shipped import shipped_sweeps
    from simulation.game import game_files
    from simulation.optimising.search import shipped_searches
    from simulation.scenario.shipped import shipped_files
    from simulation.workshop import workshop_files

    kinds = (shipped_files(), shipped_sweeps(), shipped_searches(), game_files(), workshop_files())
    names = [name for files in kinds for name in files]
    path = Path(file)
    if file in names or path.suffix or len(path.parts) != 1 or path.exists():
        return
    raise InputError(
        f"{file} is no scenario, sweep, search, game or workshop that ships{did_you_mean(file, names)};"
        f" those that ship are {', '.join(names)}; a file of your own is named with its ending, as in {file}.toml"
    )


def _check_sweep(file: str, *, as_json: bool) -> None:
    from simulation.experiments.sweep import Sweep

    sweep = Sweep.load(file)
    if as_json:
        print_json({"name": sweep.name, "futures": sweep.rows, "hash": sweep.hash})
        return
    out = console()
    out.print(f"{sweep.name} can be run.", style="bold")
    out.print(f"  {sweep.size_in_words}")
    out.print(f"  {sweep.design_in_words}")
    for label in sweep.alternatives_frame.index:
        out.print(f"  {label}{' (the baseline)' if label == sweep.baseline else ''}")


def _check_search(file: str, *, as_json: bool) -> None:
    from simulation.optimising.search import Search

    search = Search.load(file)
    content = search.content
    if as_json:
        print_json({"name": content.name, "trials": content.trials, "hash": search.hash})
        return
    out = console()
    out.print(f"{content.name} can be searched.", style="bold")
    out.print(
        f"  {content.trials:,} trials of {content.policy} in {content.futures:,} futures each, for the least"
        f" {content.objective.aim} {content.objective.outcome}; {content.held_out:,} other futures say what the best is"
        " worth."
    )
    for lever in search.levers:
        out.print(f"  {lever.name}: {lever.low:g} to {lever.high:g}{', whole numbers' if lever.whole else ''}")
