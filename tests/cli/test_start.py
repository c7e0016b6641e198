"""Help comes at once: the command imports nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("matplotlib", "mesa", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy", "tomlkit")


def test_the_command_starts_without_heavy_packages() -> None:
    script = f"import sys, simulation.cli.main; print([name for name in {HEAVY} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_wrong_input_ends_a_process_with_2() -> None:
    script = (
        "import sys; from simulation.cli.main import main; sys.argv = ['turnaround', 'check', 'nowhere.toml']; main()"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr.strip() == "nowhere.toml does not exist"
