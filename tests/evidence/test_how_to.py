"""The how-to runs as it stands, on a smaller sector."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulation.evidence.computing import estimate
from tests.evidence.made import made

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "targets-and-panels.md").read_text("utf-8")


def test_the_example_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    exec(compile(code, "targets-and-panels.md", "exec"), {})
    first, nearest = capsys.readouterr().out.splitlines()
    assert "inspections: [0 0 0]" in first
    # No panel is nearer to the first than the first itself.
    assert nearest == "0"


def test_every_target_is_on_the_page() -> None:
    described = set(re.findall(r"`([a-z_]+)[.<`]", PAGE))
    for name in estimate(made([[(3, 1), (40, 3)]])).names:
        assert name.split(".")[0] in described, name
