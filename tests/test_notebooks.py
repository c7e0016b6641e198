"""The notebooks run as they stand, and their stored outputs are of the kind that a run gives."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from notebooks.refresh import executed, notebooks

NOTEBOOKS = notebooks()


def kinds(notebook: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    """What each code cell shows: kinds of outputs, and of what."""
    return [
        (cell.id, sorted({kind for output in cell.outputs for kind in output.get("data", {output.output_type: ""})}))
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01-first-comparison", "02-honest-reporting-looks-worse", "03-a-sweep-and-its-analysis", "04-your-own-policy",
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning:jupyter_client", "ignore::DeprecationWarning:zmq")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path, tmp_path: Path) -> None:
    stored = nbformat.read(path, as_version=4)
    fresh = executed(path, tmp_path)
    assert kinds(fresh) == kinds(stored), f"refresh it: python -m notebooks.refresh {path.stem}"
    assert not any(output.get("name") == "stderr" for cell in fresh.cells for output in cell.get("outputs", []))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_can_be_read_without_running(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert prose[0].startswith("# ")
    assert "**What this cannot tell.**" in prose[-1]
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert all(cell.outputs for cell in notebook.cells if cell.cell_type == "code")
    for output in outputs:
        if "image/png" in output.get("data", {}):
            assert len(output.metadata["image/png"]["alt"]) > 40
    assert path.stat().st_size < 500_000
