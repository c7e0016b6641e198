"""The commands of a page, with less to play where the page does not show what they print."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import simulation
from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.experiments.sweep import Sweep
from simulation.optimising.search import Search, shipped_searches
from simulation.policies.shipped import POLICIES

__all__ = ["less_in_python", "smaller"]

_LESS: dict[str, dict[str, int | str]] = {
    "calibrate": {"--panels": 600, "--vectors": 10, "--numbers": "capability_base,inspection_sd"},
    "compare": {"--runs": 4, "--years": 5},
    "optimise": {"--trials": 2},
    "run": {"--years": 5},
}
_POINTS = {
    "latin-hypercube": {"samples": 3},
    "morris": {"trajectories": 2},
    "sobol": {"samples": 2},
    "full-factorial": {"levels": 2},
}
_UNDRAWN = {"comparison_pictures": lambda *_: [], "write_report": lambda *_, **__: None}
"""Drawing takes longer than all else, prints nothing, and has tests of its own."""
_load = Sweep.load


@contextmanager
def smaller(arguments: list[str], *, keep: bool) -> Iterator[list[str]]:
    """A command's arguments with the sizes that the page leaves open set small, and no pictures while it runs.

    Args:
        arguments: of ``turnaround``.
        keep: whether its sizes are to stay.
    """
    with ExitStack() as changes:
        for name, nothing in _UNDRAWN.items():
            changes.enter_context(patch(f"simulation.output.comparison_files.{name}", nothing))
        more = list(arguments)
        if not keep and more and "--help" not in more:
            changes.enter_context(patch.object(Sweep, "load", staticmethod(_few_points)))
            changes.enter_context(patch.object(Search, "load", staticmethod(_few_futures)))
            if more[0] == "compare" and "--no-report" not in more:
                more.append("--no-report")
            for option, most in _LESS.get(more[0], {}).items():
                if option not in more:
                    more += [option, str(most)]
                elif isinstance(most, int) and int(more[more.index(option) + 1]) > most:
                    more[more.index(option) + 1] = str(most)
        yield more


@contextmanager
def less_in_python(*, keep: bool) -> Iterator[None]:
    """The same for a block of Python, for what it has from ``simulation`` itself.

    Args:
        keep: whether it is to run as it stands.
    """
    if keep:
        yield
        return
    with patch.object(Sweep, "load", staticmethod(_few_points)), patch.object(simulation, "compare", _compared):
        yield


def _compared(scenario: Any, policies: Any = None, *, runs: int = 0, **more: Any) -> Comparison:
    """A comparison over four futures at most, of four policies where none are named."""
    return compare(scenario, list(POLICIES)[:4] if policies is None else policies, runs=min(runs or 4, 4), **more)


def _few_futures(name: str) -> Search:
    """A search that ships, with few futures and no limits, which so few trials might all break."""
    data = tomllib.loads(shipped_searches()[name].read_text("utf-8"))
    objective = {**data["objective"], "limits": {}}
    return Search.from_data({**data, "objective": objective, "futures": 4, "held_out": 20, "settings": {"years": 5}})


def _few_points(name_or_path: Any) -> Sweep:
    """A sweep of the same question with a few points, one future at each, and a short horizon."""
    sweep = _load(name_or_path)
    design = dict(sweep.data["design"])
    design |= _POINTS.get(design["kind"], {})
    settings = {**sweep.data.get("settings", {}), "years": 5}
    return sweep.changed(design=design, replications=2, settings=settings)
