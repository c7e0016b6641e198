"""Every block of code on the site runs, and prints what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.outputs import difference
from tests.site.pages import CLONE, Page, pages

NOT_RUN = {
    "CONTRIBUTING.md": 1,
    "README.md": 3,
    "docs/app.md": 1,
    "docs/how-to/sweep-on-a-cluster.md": 3,
    "docs/how-to/validate.md": 1,
    "docs/tutorials/first-comparison.md": 1,
}
"""How many blocks of a page cannot run here; each has its reason beside it."""


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(CLONE)))
def test_every_block_runs(path: Path, tmp_path: Path) -> None:
    page = Page(path, tmp_path)
    page.run()
    assert len(page.skipped) == NOT_RUN.get(str(path.relative_to(CLONE)), 0), page.skipped
    assert all(len(reason) > 10 for reason in page.skipped)


def written(folder: Path, text: str) -> Page:
    (folder / "page.md").write_text(text, encoding="utf-8")
    return Page(folder / "page.md", folder)


def test_blocks_share_names_and_files_and_show_what_is_printed(tmp_path: Path) -> None:
    page = written(
        tmp_path,
        '```toml title="kept.toml"\na = 7\n```\n\n```python\nimport tomllib\nfrom pathlib import Path\n'
        'held = tomllib.loads(Path("kept.toml").read_text())\n```\n\n'
        '```python\nprint("holds", held["a"])\n```\n\n```output\nholds 7\n```\n',
    )
    page.run()
    assert page.ran == 3
    assert [shown.printed for shown in page.shown] == ["holds 7\n"]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("```python\n1 / 0\n```", "division by zero"),
        ("```sh\nturnaround compare --futures 3\n```", "No such option"),
        ("```sh\nturnaround app --prot 80\n```", "No such option"),
        ("```sh\npip install 'turnaround[moon]'\n```", "no extra is called moon"),
        ("```sh\npython -m docs.moon\n```", "no module is called docs.moon"),
        ("```sh\nrm -r results\n```", "no command that this test knows"),
        ("```toml\na = b\n```", "Invalid value"),
        ("```\nof no kind\n```", "line 1: a block is one of"),
        ("```python\nprint(1)\n```\n\n```output\n2\n```", "this was printed"),
    ],
)
def test_a_block_that_fails_is_found(tmp_path: Path, block: str, told: str) -> None:
    with pytest.raises(Exception, match=told):
        written(tmp_path, block + "\n").run()


def test_what_cannot_run_is_counted_with_its_reason(tmp_path: Path) -> None:
    page = written(tmp_path, '<!-- skip: next "it divides by nil" -->\n\n```python\n1 / 0\n```\n')
    page.run()
    assert (page.skipped, page.ran) == (["it divides by nil"], 0)


def test_outputs_are_compared_by_words_and_about_by_numbers() -> None:
    assert difference("mean 10.0 of 20\n", "mean  10.3 of 20 \n") is None
    assert difference("one\n...\nfour\n", "one\ntwo\nthree\nfour\n") is None
    assert difference("one\n...\n", "one\ntwo\n") is None
    assert difference("−5.9 ±0.8", "-5.8 ±0.8") is None
    for shown, printed in [("mean 10", "mean 13"), ("mean 10", "mode 10"), ("one", "one\ntwo"), ("one\ntwo", "one")]:
        assert difference(shown, printed) is not None, shown
