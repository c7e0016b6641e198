"""The example of the how-to works as it stands, and does what the page says."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from simulation.agents import Organisation
from simulation.model import PublicSector

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "change-one-behaviour.md").read_text("utf-8")


def test_the_example_runs_and_reports_are_bent(capsys) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    names: dict[str, object] = {}
    exec(compile(code, "change-one-behaviour.md", "exec"), names)
    assert "saves face" in capsys.readouterr().out
    outcomes = names["outcomes"]
    usual, changed = (outcomes.loc[kind].iloc[0] for kind in ("usual", "saves face"))
    assert changed["reporting_gap"] > usual["reporting_gap"]


def test_the_table_names_methods_and_what_they_set() -> None:
    rows = re.findall(r"^\| (`.*?) \|.*\| (`.*?) \|$", PAGE, re.MULTILINE)
    assert len(rows) > 8
    made = PublicSector(seed=1, collect=False).organisations[0]
    for methods, attributes in rows:
        assert all(inspect.isfunction(getattr(Organisation, m)) for m in re.findall(r"`(\w+)`", methods))
        assert all(hasattr(made, a) for a in re.findall(r"`(\w+)`", attributes))
