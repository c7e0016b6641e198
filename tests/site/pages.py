"""Runs the blocks of a page as its reader would: in order, in one folder, each seeing what came before.

What a block is, its first word says:

=========== ======================================================================================================
``python``  is run; the page's blocks share their names. With a title it is saved under that name too.
``sh``      each line is a command. ``turnaround`` runs, in this process; what it installs or calls must exist.
``toml``,   are saved under their title, so that later blocks find them; TOML must at least be TOML.
``csv``
``output``  is what the block before printed: the same words, about the same numbers; a line ``...`` stands for any.
``text``    is no code.
``nginx``   has a test of its own.
=========== ======================================================================================================

A command whose output the page shows runs as it stands. Any other plays less than a reader would: fewer futures, a
shorter horizon, a few points of a sweep, no pictures (`smaller.py`). A block that cannot run here follows a comment
that says why, ``<!-- skip: next "reason" -->``.
"""

from __future__ import annotations

import importlib.util
import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from unittest import SkipTest

import typer
from sybil import Document, Example, Region
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import SkipParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from typer.testing import CliRunner

from simulation.cli.main import app
from tests.site.given import GIVEN
from tests.site.outputs import difference
from tests.site.smaller import less_in_python, smaller

__all__ = ["CLONE", "Page", "Shown", "pages"]

CLONE = Path(__file__).parents[2]
SERVERS = {"app", "workshop"}
"""Commands that go on until they are stopped: here only their options are read; tests of their own start them."""

_BLOCK = FencedCodeBlockLexer(r"[^\n]*?", mapping={"language": "info", "source": "source"})
_TITLE = re.compile(r'title="([^"]+)"')


def pages() -> list[Path]:
    """Every page that holds a block: of the site, and of what else is read first."""
    read = [*sorted((CLONE / "docs").rglob("*.md")), CLONE / "README.md", CLONE / "CONTRIBUTING.md"]
    return [path for path in read if "```" in path.read_text("utf-8")]


@dataclass(frozen=True)
class Shown:
    """An ``output`` of a page and what was printed in its place; ``start`` and ``end`` are places in the page."""

    start: int
    end: int
    text: str
    printed: str


@dataclass
class Page:
    """A page and what has come of its blocks so far; ``compares`` says whether outputs are to be as it shows."""

    path: Path
    folder: Path
    compares: bool = True
    printed: str = ""
    ran: int = 0
    only_parsed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)

    def run(self) -> None:
        """Run every block, in order.

        Raises:
            SybilFailure: where a block does not do what the page says; other errors as the block raises them.
        """
        place = str(self.path.relative_to(CLONE)) if self.path.is_relative_to(CLONE) else ""
        GIVEN.get(place, lambda _: None)(self.folder)
        document = Document.parse(str(self.path), self._blocks, SkipParser())
        with chdir(self.folder):
            for example in document.examples():
                try:
                    example.evaluate()
                except SkipTest as reason:
                    self.skipped.append(str(reason))

    def _blocks(self, document: Document) -> Iterator[Region]:
        found = list(_BLOCK(document))
        evaluators = {
            "python": self._run_python, "sh": self._run_commands, "toml": self._keep, "csv": self._keep,
            "output": self._compare, **dict.fromkeys(("nginx", "text"), lambda _: None),
        }  # fmt: skip
        for region, following in zip_longest(found, found[1:]):
            info = region.lexemes["info"]
            language = info.split(" ")[0]
            if language not in evaluators:
                line = document.text.count("\n", 0, region.start) + 1
                raise ValueError(f"{document.path}, line {line}: a block is one of {', '.join(evaluators)}")
            title = _TITLE.search(info)
            region.lexemes["title"] = title[1] if title else ""
            region.lexemes["is_shown"] = following is not None and following.lexemes["info"].startswith("output")
            region.parsed = region.lexemes["source"]
            region.evaluator = evaluators[language]
            yield region

    def _keep(self, example: Example) -> None:
        if example.region.lexemes["info"].startswith("toml"):
            tomllib.loads(example.parsed)
        if example.region.lexemes["title"]:
            Path(example.region.lexemes["title"]).write_text(example.parsed, encoding="utf-8")
        self.ran += 1

    def _run_python(self, example: Example) -> None:
        self._keep(example)
        with redirect_stdout(io.StringIO()) as printed, less_in_python(keep=example.region.lexemes["is_shown"]):
            PythonEvaluator()(example)
        self.printed = printed.getvalue()

    def _run_commands(self, example: Example) -> None:
        self.printed = ""
        for line in example.parsed.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words:
                self._run_command(words, is_shown=example.region.lexemes["is_shown"])
        self.ran += 1

    def _run_command(self, words: list[str], *, is_shown: bool) -> None:
        match words:
            case ["turnaround", command, *_] if command in SERVERS and "--help" not in words:
                _read_options(words[1:])
                self.only_parsed.append(shlex.join(words))
            case ["turnaround", *arguments]:
                self._run_turnaround(arguments, is_shown=is_shown)
            case [("python" | "python3"), "-m", module, *_]:
                assert importlib.util.find_spec(module), f"no module is called {module}"
            case ["pip", "install", *wanted]:
                _must_be_known(wanted)
            case _:
                raise AssertionError(f"{shlex.join(words)} is no command that this test knows")

    def _run_turnaround(self, arguments: list[str], *, is_shown: bool) -> None:
        with smaller(arguments, keep=is_shown) as less:
            result = CliRunner().invoke(app, less, env={"COLUMNS": "80"})
        if is_shown and result.exit_code == 2:  # a page that shows what is said of a mistake
            self.printed += result.output
            return
        told = f"turnaround {shlex.join(less)}: exit code {result.exit_code}\n{result.output}"
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise AssertionError(told) from result.exception
        assert result.exit_code == 0, told
        self.printed += result.stdout

    def _compare(self, example: Example) -> str | None:
        region = example.region
        self.shown.append(Shown(region.start, region.end, example.parsed, self.printed))
        return difference(example.parsed, self.printed) if self.compares else None


def _read_options(arguments: list[str]) -> None:
    group = typer.main.get_command(app)
    command = group.get_command(typer.Context(group), arguments[0])  # type: ignore[attr-defined]
    command.make_context(arguments[0], arguments[1:])


def _must_be_known(wanted: list[str]) -> None:
    """What a page has a reader install: this package with extras that it has, or another by its name."""
    project = tomllib.loads((CLONE / "pyproject.toml").read_text("utf-8"))["project"]
    for name in wanted:
        for extra in re.findall(r"^(?:turnaround|\.)\[(.+)\]$", name):
            assert set(extra.split(",")) <= set(project["optional-dependencies"]), f"no extra is called {extra}"
