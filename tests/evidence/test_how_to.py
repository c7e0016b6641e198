"""The how-to describes every target."""

from __future__ import annotations

import re
from pathlib import Path

from simulation.evidence.computing import estimate
from tests.evidence.made import made

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "targets-and-panels.md").read_text("utf-8")


def test_every_target_is_on_the_page() -> None:
    described = set(re.findall(r"`([a-z_]+)[.<`]", PAGE))
    for name in estimate(made([[(3, 1), (40, 3)]])).names:
        assert name.split(".")[0] in described, name
