"""Run the notebooks and store their outputs, so that they can be read without running: ``python -m notebooks.refresh``.

Names of notebooks after the command refresh those alone. What differs between two runs of the same
code (times, the version of Python) is left out, so that a change in a file is a change in a result.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent
TIMEOUT = 600
"""Seconds for one cell: the first run on a machine compiles the model."""


def notebooks() -> list[Path]:
    """All notebooks, in the order of reading."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path, folder: Path) -> nbformat.NotebookNode:
    """A notebook with the outputs of a fresh run.

    Args:
        path: the notebook, which stays as it is.
        folder: where it runs, and where whatever it writes goes.

    Raises:
        CellExecutionError: where a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        coalesce_streams=True,
    )
    client.execute()
    notebook.metadata = nbformat.NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    return notebook


def refresh(path: Path, folder: Path) -> None:
    """Store the outputs of a fresh run."""
    text = nbformat.writes(executed(path, folder)).rstrip("\n")
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def main(names: list[str]) -> None:
    """Refresh notebooks, all of them where none is named."""
    chosen = [path for path in notebooks() if not names or path.name in names or path.stem in names]
    for path in chosen:
        with tempfile.TemporaryDirectory() as folder:
            refresh(path, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
