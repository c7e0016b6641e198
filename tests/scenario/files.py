"""Scenario files and lists that tests write, and where the real lists lie."""

from __future__ import annotations

from pathlib import Path

import pytest

REAL = Path(__file__).parents[3] / "shared" / "data"
needs_real_lists = pytest.mark.skipif(not REAL.is_dir(), reason="the real lists (../shared/data) are not here")

SMALL = """\
schema_version = 1
title = "A small sector"
purpose = "Something to test with."
use = "Tests."
regime = "inspection-led"
plan = "rota"
regions = [{name = "North", organisations = 20}, {name = "South", organisations = 30}]
"""

LISTED = """\
schema_version = 1
title = "A real list"
purpose = "Something to test with."
use = "Tests."
regime = "inspection-led"
plan = "rota"

[organisations]
file = "places.csv"
identifier = "code"
name = "name"
region = "region"
size = "people"

[ties]
file = "links.csv"
from = "from"
to = "to"

[ratings]
file = "grades.csv"
identifier = "code"
grade = "grade"
date = "date"
"""

PLACES = """\
code,name,region,people
A,Ambleton,North,100
B,Beechford,North,200
C,Corby Green,South,300
D,Dunley,South,400
"""

LINKS = """\
from,to,weight
A,B,0.5
C,A,0.2
B,A,0.9
"""

GRADES = """\
code,date,grade
A,2024-01-31,good
A,2025-01-31,inadequate
B,2023-06-30,Requires improvement
B,2025-06-30,
"""


def write(folder: Path, text: str, name: str = "small.toml") -> Path:
    """Write a scenario file, in a folder that also holds the lists above."""
    for file, content in (("places.csv", PLACES), ("links.csv", LINKS), ("grades.csv", GRADES)):
        if not (folder / file).exists():
            (folder / file).write_text(content, encoding="utf-8")
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
