"""Progress on standard error: what is being done, how fast, and how long it will take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

__all__ = ["announce", "announce_compiling", "told_progress"]


class _Rate(ProgressColumn):
    """Futures a second, so far."""

    def render(self, task: Task) -> Text:
        """The rate, once it is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} a second" if speed else "", style="dim")


def _console() -> Console:
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def announce(sentence: str) -> None:
    """Say what is being done."""
    _console().print(sentence, style="dim")


def announce_compiling(out: Console | None = None) -> None:
    """Say so, where the model has to be compiled for this machine before anything can run."""
    from simulation.compiled import is_first_compile

    if is_first_compile():
        (out or _console()).print("Compiling the model for this machine, once: about half a minute.", style="dim")


@contextmanager
def told_progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for everything that is told of, where standard error is a terminal; silence elsewhere.

    The first thing told is that the model has to be compiled, where it has.

    Yields:
        A function to tell what is being simulated, the futures finished of it, and how many there are.
    """
    out = _console()
    bar = Progress(
        TextColumn("{task.description:<25}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("futures"),
        _Rate(),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=out,
        disable=not out.is_terminal,
    )
    tasks: dict[str, int] = {}

    def tell(what: str, done: int, total: int) -> None:
        if not tasks:
            announce_compiling(out)
        # A phase that begins again (more futures for a precision) has its bar set back.
        if what not in tasks:
            tasks[what] = int(bar.add_task(what.capitalize(), total=total))
        bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

    with bar:
        yield tell
