"""``turnaround sweep``: many scenarios, many policies, many futures, into one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli.commands import typed
from simulation.cli.compare import DEFAULT_FOLDER
from simulation.cli.executors import executor_of
from simulation.cli.exits import Exit
from simulation.cli.progress import announce, announce_compiling, told_progress
from simulation.cli.tables import console, print_json
from simulation.errors import InputError

if TYPE_CHECKING:
    from simulation.experiments.running import SweepDone
    from simulation.experiments.sweep import Sweep

__all__ = ["sweep"]

_REASONS_TOLD = 3


def sweep(
    file: Annotated[str, typer.Argument(help="A sweep that ships, or a file.", metavar="SWEEP")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write; turnaround-output/sweeps/NAME by default.", metavar="DIR")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="How many threads; results don't depend on it.", metavar="N", min=1)
    ] = None,
    dask: Annotated[
        str | None, typer.Option(help="A Dask scheduler's address, in place of threads (extra: cluster).")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what the folder holds.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Play a little, and say how long it will take and how much disk.")
    ] = False,
    policies: Annotated[
        str | None,
        typer.Option(help="More policies, with commas between; also path/to/file.py:ClassName.", metavar="A,B,..."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed than the file's.", metavar="S", min=0)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")] = False,
) -> None:
    """Run a sweep: every alternative at every design point, in the same futures, into one table."""
    from simulation.experiments.sweep import Sweep

    if dask is not None and workers is not None:
        raise InputError("--workers is for threads here; a Dask cluster has its own: leave one of the two out")
    chosen = Sweep.load(file)
    if policies is not None:
        chosen = chosen.with_policies(_specs(policies))
    if seed is not None:
        chosen = chosen.changed(seed=seed)
    folder = out or DEFAULT_FOLDER / "sweeps" / chosen.name
    if dry_run:
        _estimate(chosen, folder, workers, dask, as_json=as_json)
        return
    command = typed("sweep", [file], [("--out", out), ("--policies", policies), ("--seed", seed)])
    try:
        done = _run(chosen, folder, workers, dask, resume=resume, command=command)
    except KeyboardInterrupt:
        again = typed("sweep", [file], [("--out", out), ("--policies", policies), ("--seed", seed), ("--resume", True)])
        typer.echo(f"Stopped; what is done is kept. Go on with: {again}", err=True)
        raise typer.Exit(Exit.FAILED) from None
    if as_json:
        print_json(vars(done) | {"folder": str(done.folder), "seconds": round(done.seconds, 1)})
    else:
        _print_done(chosen, done)
    if done.failures:
        raise typer.Exit(Exit.DONE_IN_PART)


def _specs(text: str) -> list[str]:
    """The policies of ``--policies``, files by their whole path, so that workers elsewhere find them."""
    from simulation.policies import load_policies, spec_of

    specs = []
    for policy, spec in zip(load_policies(text), _pieces(text), strict=True):
        file, dot, rest = spec.partition(".py")
        specs.append(f"{Path(file + dot).expanduser().absolute()}{rest}" if dot else spec_of(policy))
    return specs


def _pieces(text: str) -> list[str]:
    """The specs of a text with commas: a piece that only sets a lever belongs to the one before."""
    pieces: list[str] = []
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        if pieces and "=" in piece and ":" not in piece:
            pieces[-1] += f",{piece}"
        else:
            pieces.append(piece)
    return pieces


def _run(
    chosen: Sweep, folder: Path, workers: int | None, dask: str | None, *, resume: bool, command: str
) -> SweepDone:
    from simulation.experiments.running import play_sweep

    with executor_of(workers, dask) as who, told_progress() as tell:
        return play_sweep(
            chosen,
            folder,
            **who,
            resume=resume,
            command=command,
            progress=lambda done, rows: tell(chosen.name, done, rows),
        )


def _estimate(chosen: Sweep, folder: Path, workers: int | None, dask: str | None, *, as_json: bool) -> None:
    """Say what a sweep would take; a sweep that would not fit is refused as it would be for good."""
    from simulation.experiments.estimating import bytes_at_most, refuse_what_does_not_fit, shown_bytes, space_in
    from simulation.experiments.running import estimate_sweep

    refuse_what_does_not_fit(chosen, folder, bytes_at_most(chosen, len(chosen.scenario.sector())))
    announce_compiling()
    announce("Playing a little of it.")
    with executor_of(workers, dask) as who:
        estimate = estimate_sweep(chosen, **who)
    free = space_in(folder)
    if as_json:
        print_json(
            {
                "name": chosen.name, "points": chosen.points, "alternatives": len(chosen.alternatives),
                "replications": chosen.content.replications, "futures": chosen.rows, "seconds": estimate.seconds,
                "futures_a_second": estimate.a_second, "disk_bytes": estimate.disk, "free_bytes": free,
            }
        )  # fmt: skip
        return
    out = console()
    out.print(chosen.content.question, style="bold")
    out.print(f"  {chosen.size_in_words}")
    out.print(f"  {chosen.design_in_words}")
    out.print(
        f"  About {_shown_time(estimate.seconds)}, at {estimate.a_second:,.0f} futures a second"
        f" (measured on {estimate.tried} of them)."
    )
    out.print(f"  About {shown_bytes(estimate.disk)} in {folder}; {shown_bytes(free)} are free.", soft_wrap=True)


def _shown_time(seconds: float) -> str:
    for unit, length in (("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 1.5 * length:
            return f"{seconds / length:.1f} {unit}"
    whole = max(1, round(seconds))
    return f"{whole} second{'' if whole == 1 else 's'}"


def _print_done(chosen: Sweep, done: SweepDone) -> None:
    out = console()
    out.print(chosen.content.question, style="bold")
    for name in done.damaged:
        out.print(f"  {name} was missing or had changed since it was written; it was made again.", soft_wrap=True)
    out.print(f"  {chosen.size_in_words}")
    if done.played:
        out.print(
            f"  {done.played:,} simulated in {_shown_time(done.seconds)},"
            f" {done.played / max(done.seconds, 0.001):,.0f} a second."
        )
    else:
        out.print("  All of them were there.")
    if done.failures:
        _print_failures(out.print, done)
    out.print(f"\nThe table, and what made it: {done.folder}", soft_wrap=True)
    out.print(f"What it says: {typed('analyse', [done.folder.as_posix()], [])}", soft_wrap=True)


def _print_failures(tell: Callable[..., None], done: SweepDone) -> None:
    """How many simulations failed, and the commonest reasons."""
    from simulation.experiments.loading import load_failures

    failures = load_failures(done.folder)
    assert failures is not None
    one = done.failures == 1
    tell(
        f"  {done.failures:,} simulation{'' if one else 's'} failed; the rest is whole."
        f" failures.csv says where and why:"
    )
    for reason, count in failures["reason"].value_counts().head(_REASONS_TOLD).items():
        tell(f"    {count:,} times: {reason}")
