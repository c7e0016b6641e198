"""The package as a package: one version, one entry point, pins that hold, and the shape of its files."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "simulation"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300
TEXT = {".cff", ".csv", ".css", ".html", ".ipynb", ".js", ".json", ".md", ".py", ".svg", ".toml", ".txt", ".yml"}


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def is_module(name: str) -> bool:
    return (PACKAGE / f"{name}.py").exists() or (PACKAGE / name / "__init__.py").exists()


def tracked_files() -> list[Path]:
    """Files under version control and those about to be, or, in an unpacked archive, all."""
    if not (ROOT / ".git").exists():
        return [f for f in ROOT.rglob("*") if f.is_file() and not any(part.startswith(".") for part in f.parts)]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pins}


def requirements() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    found = [Requirement(text) for text in [*PROJECT["dependencies"], *(r for extra in extras for r in extra)]]
    # An extra may take in another of our own; what that needs is listed there.
    return [r for r in found if r.name != PROJECT["name"]]


# One version, one command


def test_version_is_written_once():
    import simulation

    assert simulation.__version__ == PROJECT["version"] == importlib.metadata.version("turnaround")
    repeated = [name_of(m) for m in MODULES if f'"{PROJECT["version"]}"' in m.read_text(encoding="utf-8")]
    assert not repeated


def test_citation_and_changelog_know_the_version():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE).group(1) == PROJECT["version"]
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_command_exists():
    (entry,) = importlib.metadata.entry_points(group="console_scripts", name="turnaround")
    assert entry.value == PROJECT["scripts"]["turnaround"]
    assert callable(entry.load())


def test_the_command_answers():
    command = Path(sysconfig.get_path("scripts")) / "turnaround"
    answer = subprocess.run([command, "--help"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stderr
    assert "compare" in answer.stdout


# Versions that were tried


def test_constraints_are_exact_versions_and_nothing_else():
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==\d[A-Za-z0-9.]*", line), line


@pytest.mark.parametrize("requirement", requirements(), ids=lambda r: r.name)
def test_every_requirement_has_a_pin_within_its_range(requirement):
    pin = constraints()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(pin, prereleases=True)


# The shape of the files


def test_modules_are_short():
    lines = {name_of(m): len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES}
    assert not {name: count for name, count in lines.items() if count >= LONGEST}


def test_modules_say_what_they_are():
    assert not [name_of(m) for m in MODULES if not ast.get_docstring(tree_of(m))]


def test_modules_import_siblings_by_name():
    """No star, and from inside the package never what only its root gathers (an import cycle in waiting)."""
    found = []
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Import) and any(alias.name == "simulation" for alias in node.names):
                found.append(f"{name_of(module)}:{node.lineno} imports the package's root")
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if alias.name == "*":
                        found.append(f"{name_of(module)}:{node.lineno} imports *")
                    elif node.module == "simulation" and not is_module(alias.name):
                        found.append(f"{name_of(module)}:{node.lineno} imports {alias.name} from the package's root")
    assert not found, "\n".join(found)


def test_the_top_level_is_laid_out():
    for folder in ("benchmarks", "docs", "notebooks", "scenarios", "simulation", "tests"):
        assert (ROOT / folder).is_dir(), folder
    for file in ("CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "README.md", "constraints.txt"):
        assert (ROOT / file).stat().st_size > 0, file


def test_no_file_names_a_machine():
    """No path of somebody's machine, no host that packages are fetched from."""
    folders = "|".join(("work", "root", "home/\\w+", "Users/\\w+", "tmp/\\w+"))
    hosts = "|".join(("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs.org", "deb." + "debian.org"))
    forbidden = re.compile(rf"(?<![\w.}})>-])/(?:{folders})/|{hosts}")
    found = []
    for file in tracked_files():
        if file.suffix in TEXT or file.parent.name == ".ci":
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if match := forbidden.search(line):
                    found.append(f"{file.relative_to(ROOT)}:{number}: {match.group()}")
    assert not found, "\n".join(found)


def test_readme_gives_the_two_commands_in_one_line_each():
    readme = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    start = "python3.11 -m venv .venv && .venv/bin/pip install -c constraints.txt"
    assert f"{start} . && .venv/bin/turnaround compare" in readme
    assert f"{start} -e '.[test]' && .venv/bin/python -m pytest" in readme
