"""Measure the signatures and keep their sizes, or write the docs page from what is kept.

python -m tests.signatures               says whether measurements still agree with what is kept
python -m tests.signatures --refresh     measures again, keeps the sizes and writes the page
python -m tests.signatures --page        writes the page from what is kept
python -m tests.signatures S4 --refresh  only these signatures
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import tomlkit

from tests.signatures import kept
from tests.signatures.effects import CONFIDENCE, RUNS, SEED
from tests.signatures.page import PAGE, page_of

FOLDER = Path(__file__).parent


def modules() -> list[ModuleType]:
    """The signatures' test modules, in order."""
    names = sorted(path.stem for path in FOLDER.glob("test_s[0-9][0-9]_*.py"))
    return [importlib.import_module(f"tests.signatures.{name}") for name in names]


def measured(module: ModuleType) -> dict:
    """What is kept of one signature; the live effects first, since placebos are held against them."""
    signature = module.SIGNATURE
    entry = asdict(signature)
    del entry["name"]
    entry["live"] = [asdict(e) for e in module.live()]
    if hasattr(module, "unreached"):
        entry["unreached"] = [asdict(e) for e in module.unreached()]
    kept.kept()[signature.name] = entry
    entry["placebo"] = [
        {k: v for k, v in (asdict(p) | {"holds": p.holds}).items() if v is not None} for p in module.placebo()
    ]
    return entry


def refresh(names: list[str]) -> None:
    """Measure signatures and keep their sizes."""
    for module in modules():
        name = module.SIGNATURE.name
        if names and name not in names:
            continue
        begun = time.perf_counter()
        entry = measured(module)
        bad = [e["what"] for e in entry["live"] if not kept.Effect(**e).holds]
        bad += [p["what"] for p in entry["placebo"] if not p["holds"]]
        print(f"{name}: {'does not hold: ' + '; '.join(bad) if bad else 'holds'} ({time.perf_counter() - begun:.0f} s)")
    header = {"runs": RUNS, "seed": SEED, "confidence": CONFIDENCE}
    order = [module.SIGNATURE.name for module in modules()]
    found = {name: kept.kept()[name] for name in order if name in kept.kept()}
    whole = {"protocol": header} | found
    kept.FILE.write_text(f"# Written by {kept.REFRESH}\n{tomlkit.dumps(whole)}", "utf-8")
    kept.kept.cache_clear()


def compare(names: list[str]) -> int:
    """Hold fresh measurements to what is kept; the number of signatures that differ."""
    differing = 0
    for module in modules():
        if names and module.SIGNATURE.name not in names:
            continue
        try:
            kept.check_live(module.SIGNATURE, module.live())
            kept.check_placebo(module.SIGNATURE, module.placebo())
        except AssertionError as error:
            differing += 1
            print(error)
        else:
            print(f"{module.SIGNATURE.name}: as kept")
    return differing


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.signatures", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="signatures, as S4; all by default")
    parser.add_argument("--refresh", action="store_true", help="measure again, keep the sizes and write the page")
    parser.add_argument("--page", action="store_true", help="write the page from what is kept")
    asked = parser.parse_args()
    if not (asked.refresh or asked.page):
        return compare(asked.names)
    if asked.refresh:
        refresh(asked.names)
    PAGE.write_text(page_of(kept.kept()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
