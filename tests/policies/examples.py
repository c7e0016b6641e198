"""The user's policies that the how-to shows, as files that can be loaded."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from simulation.policies import load_policy
from simulation.regulation.policy import Policy

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "your-own-policy.md"


def code_of_page() -> list[str]:
    """The page's blocks that hold a policy."""
    blocks = re.findall(r"^```python[^\n]*\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [code for code in blocks if "(Policy)" in code]


def policies_of_page() -> list[type[Policy]]:
    """The classes that the page shows, each loaded from a file as a user would."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number, code in enumerate(code_of_page()):
            path = Path(folder) / f"example_{number}.py"
            path.write_text(code, "utf-8")
            (name,) = re.findall(r"^class (\w+)\(Policy\)", code, re.MULTILINE)
            found.append(type(load_policy(f"{path}:{name}")))
    return found
