"""``turnaround workshop``: a room full of people regulates the same sector."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.errors import InputError

if TYPE_CHECKING:
    from simulation.workshop import Workshop

__all__ = ["workshop"]

_FORGET = "forget"
_PLAYERS = 30


def workshop(
    scenario: Annotated[
        str, typer.Argument(help="A workshop that ships or a file of your own; or forget, and then a session's file.")
    ] = "honest-council",
    file: Annotated[Path | None, typer.Argument(help="After forget: the session whose names are erased.")] = None,
    host: Annotated[
        str, typer.Option(help="Which of this machine's addresses to listen on; by default no other machine gets in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Which port; 0 takes any free one.")] = 8770,
    db: Annotated[
        Path | None, typer.Option(help="The session's file; by default one a day. A session that is in it goes on.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Try a phone: addresses, a test page, what to do.")] = False,
    second: Annotated[
        bool,
        typer.Option("--second", help="Play a second future after the talk, with one rule changed (3 hours)."),
    ] = False,
    rehearse: Annotated[bool, typer.Option("--rehearse", help="Fill the room with 30 simulated players.")] = False,
) -> None:
    """Hold a workshop: one facilitator, up to 100 participants on phones and laptops, no internet."""
    if scenario == _FORGET:
        _forget(file)
        return
    if file is not None:
        raise InputError(f'"{file}" is one argument too many; name one workshop, or: turnaround workshop forget FILE')
    from simulation.workshop_server.launching import need_workshop

    need_workshop()
    if check:
        _check(host, port)
        return
    from simulation.workshop_server.launching import file_for

    _hold(
        scenario,
        db or file_for(scenario, date.today(), is_rehearsal=rehearse),
        host,
        port,
        rehearse=rehearse,
        second=second,
    )


def _forget(file: Path | None) -> None:
    if file is None:
        raise InputError("which session's names are to be erased? Name its file: turnaround workshop forget FILE")
    from simulation.workshop.forgetting import forget

    count = forget(file)
    typer.echo(f"{count} name{'' if count == 1 else 's'} erased from {file}; decisions and results are kept.")


def _hold(scenario: str, file: Path, host: str, port: int, *, rehearse: bool, second: bool) -> None:
    from simulation.app.launching import bound_socket
    from simulation.workshop.rehearsal import Rehearsal
    from simulation.workshop_server.addresses import Own
    from simulation.workshop_server.application import application
    from simulation.workshop_server.launching import address_for, announcement
    from simulation.workshop_server.serving import serve
    from simulation.workshop_server.site import Site

    with bound_socket(host, port) as listening, _opened(scenario, file, second=second) as held:
        bound = listening.getsockname()[1]
        site = Site(held, address_for(host, bound))
        rehearsal = Rehearsal(held, players=_PLAYERS) if rehearse else None

        def up() -> None:
            _welcome(site.address, site.joining, held.code, f"{site.address}/facilitate/{held.new_link().result()}")
            typer.echo(announcement(host))
            if rehearsal is not None:
                typer.echo(f"Rehearsal: {_PLAYERS} simulated players come in and play; you are the facilitator.")
                rehearsal.start()
            typer.echo(f"Everything is kept in {file}. Stop with Ctrl+C; the same command goes on from there.")

        try:
            serve(application(site, Own(host, bound)), listening, up)
        finally:
            if rehearsal is not None:
                rehearsal.stop()


def _opened(scenario: str, file: Path, *, second: bool) -> Workshop:
    """The session of the file, or a new one; what takes long comes with the ``with``."""
    from simulation.workshop import Workshop, WorkshopSetting
    from simulation.workshop_sheets import for_three_hours

    typer.echo("Starting; this takes some seconds, a minute the first time.")
    if Workshop.exists(file):
        return _gone_on_with(Workshop.open(file), file, second=second)
    setting = WorkshopSetting.load(scenario)
    return Workshop.create(file, for_three_hours(setting) if second else setting)


def _gone_on_with(held: Workshop, file: Path, *, second: bool) -> Workshop:
    """A session that was begun before; whoever meant to begin a new one is told how."""
    here = held.room.station
    typer.echo(f'Going on with "{held.setting.title}" in {file}, at: {here.label}.')
    if here.kind == "over":
        typer.echo("It is over: the debrief can be taken home. For a new session, name another file with --db.")
    if second and not held.setting.second:
        typer.echo(
            "It has no second future, and --second changes nothing in a session that has begun: set it on your page"
            " before the brief, or begin a new session in another file with --db."
        )
    return held


def _welcome(address: str, joining: str, code: str, link: str) -> None:
    from simulation.workshop_server.codes import code_in_terminal

    typer.echo(code_in_terminal(joining))
    typer.echo(f"Participants join at  {address}   code  {code}")
    typer.echo(f"Your page, once only:  {link}")


def _check(host: str, port: int) -> None:
    from simulation.app.launching import bound_socket
    from simulation.workshop_server.addresses import Own, reachable, written
    from simulation.workshop_server.checking import IF_IT_FAILS, check_application
    from simulation.workshop_server.codes import code_in_terminal
    from simulation.workshop_server.launching import announcement
    from simulation.workshop_server.serving import serve

    found = reachable()
    typer.echo("This machine's addresses:")
    for number, one in enumerate(found, start=1):
        typer.echo(f"  {number}  {one.host:<16} {one.words}")
    chosen = host if host != "127.0.0.1" else found[_choice(len(found)) - 1].host
    listening = bound_socket(chosen, port)
    bound = listening.getsockname()[1]
    address = written(chosen, bound)

    def up() -> None:
        typer.echo(code_in_terminal(address))
        typer.echo(f"Open this on a phone: {address}")
        typer.echo(announcement(chosen))
        typer.echo("If it does not open there:")
        for line in IF_IT_FAILS:
            typer.echo(f"  - {line}")
        typer.echo(f"If it does, stop this with Ctrl+C and start: turnaround workshop --host {chosen}")

    serve(check_application(Own(chosen, bound), typer.echo), listening, up)


def _choice(count: int) -> int:
    """Which address; the first where nobody can be asked."""
    if count == 1 or not sys.stdin.isatty():
        return 1
    while True:
        chosen: int = typer.prompt("Which one should go into the code that phones read?", default=1, type=int)
        if 1 <= chosen <= count:
            return chosen
        typer.echo(f"Type a number from 1 to {count}.")
