"""``turnaround app``: pages to look inside a future."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]


def app(
    scenarios: Annotated[
        list[Path] | None, typer.Argument(help="Scenario files of your own to offer beside those that ship.")
    ] = None,
    host: Annotated[str, typer.Option(help="Which address to listen on; 0.0.0.0 lets others in.", metavar="HOST")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="Which port; 0 takes any free one.", metavar="PORT")] = 8765,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser there.")] = True,
    prefix: Annotated[str, typer.Option(help="The path under which a proxy shows it.", metavar="/PATH")] = "",
    real_names: Annotated[bool, typer.Option("--real-names", help="Show a real list's own names.")] = False,
) -> None:
    """Open the app: look inside one future, organisation by organisation, in a browser."""
    from simulation.app.launching import address_of, bound_socket, need_app, set_up_solara

    need_app()
    listening = bound_socket(host, port)
    typer.echo("Starting; this takes a few seconds.")
    set_up_solara(prefix)
    from simulation.app.catalogue import Catalogue, offer
    from simulation.app.serving import serve

    offer(Catalogue.of(scenarios or [], real_names=real_names))
    serve(
        listening,
        address_of(listening, prefix),
        open_browser=browser,
        prefix=prefix,
        tell=lambda address: typer.echo(f"The app is at {address} (stop it with Ctrl+C)"),
    )
