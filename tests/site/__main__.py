"""Outputs of pages, written anew: ``python -m tests.site PAGE...``, from the clone's top folder.

An output of which the page shows a part, with a line ``...``, is left to whoever wrote it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.site.pages import Page


def refresh(path: Path) -> int:
    """Write a page's outputs anew; how many have changed."""
    with tempfile.TemporaryDirectory() as folder:
        page = Page(path.resolve(), Path(folder), compares=False)
        page.run()
    text = path.read_text("utf-8")
    changed = 0
    for shown in reversed(page.shown):
        block = text[shown.start : shown.end]
        if "..." in shown.text.split("\n"):
            continue
        new = f"```output\n{shown.printed.strip(chr(10))}\n```"
        new = "\n".join(line.rstrip() for line in new.split("\n"))
        if new != block:
            text = text[: shown.start] + new + text[shown.end :]
            changed += 1
    path.write_text(text, encoding="utf-8")
    return changed


def main(names: list[str]) -> None:
    """Refresh the pages named."""
    for name in names:
        print(f"{name}: {refresh(Path(name))} outputs have changed")


if __name__ == "__main__":
    main(sys.argv[1:])
