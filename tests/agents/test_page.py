"""The how-to names what the agents have."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from simulation.agents import Organisation
from simulation.model import PublicSector

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "change-one-behaviour.md").read_text("utf-8")


def test_the_table_names_methods_and_what_they_set() -> None:
    rows = re.findall(r"^\| (`.*?) \|.*\| (`.*?) \|$", PAGE, re.MULTILINE)
    assert len(rows) > 8
    made = PublicSector(seed=1, collect=False).organisations[0]
    for methods, attributes in rows:
        assert all(inspect.isfunction(getattr(Organisation, m)) for m in re.findall(r"`(\w+)`", methods))
        assert all(hasattr(made, a) for a in re.findall(r"`(\w+)`", attributes))
