"""What a comparison shows of itself, in a notebook and by its methods."""

from __future__ import annotations

import pickle
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document
from matplotlib.figure import Figure
from openpyxl import load_workbook

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.errors import InputError
from simulation.plots.pictures import PICTURES
from simulation.plots.saving import STAMP
from tests.analysis.small import SMALL_SECTOR


class Seen(HTMLParser):
    """Tags that were opened and closed, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.heads: list[tuple[str | None, str]] = []
        self.text = ""
        self.tags: set[str] = set()
        self._scope: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        if tag == "th":
            self.heads.append((dict(attrs)["scope"], ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and self.open[-1] == "th":
            scope, said = self.heads[-1]
            self.heads[-1] = (scope, said + data)


def test_a_notebook_shows_question_answer_and_an_accessible_table(small: Comparison) -> None:
    shown = small._repr_html_()
    seen = Seen(shown)
    assert not seen.open
    headline = small.headline()
    for text in (headline.question, *headline.sentences, "Fewer than 80 of 100 is no clear difference."):
        assert text in seen.text
    columns = [text for scope, text in seen.heads if scope == "col"]
    assert columns[0] == "Policy"
    assert all("(councils)" in text or "(of 100" in text for text in columns[1:])
    rows = [text for scope, text in seen.heads if scope == "row"]
    assert len(rows) == len(small.labels)
    assert "caption" in seen.tags
    assert not seen.tags & {"script", "img", "link", "style", "iframe"}
    assert "http" not in shown
    assert len(shown) < 20_000


def test_without_draws_the_table_has_no_column_for_them() -> None:
    fixed = compare(SMALL_SECTOR, "last-resort,hands-off", runs=2, uncertain=False)
    assert "draws" not in fixed._repr_html_()


def test_one_policy_alone_shows_no_table() -> None:
    alone = compare(SMALL_SECTOR, "last-resort", runs=1, uncertain=False)
    assert "<table>" not in alone._repr_html_()
    assert "nothing to compare" in alone._repr_html_()


def test_names_are_escaped_and_real_ones_stamped(small: Comparison) -> None:
    assert STAMP not in small._repr_html_()
    scenario = SMALL_SECTOR.changed(organisations_word="<b>councils")
    sector = replace(small.sector, shows_real_names=True)
    odd = replace(small, scenario=scenario, simulations=tuple(replace(s, sector=sector) for s in small.simulations))
    assert "<b>" not in odd._repr_html_()
    assert STAMP in odd._repr_html_()


def test_its_text_is_short(small: Comparison) -> None:
    assert repr(small) == "<Comparison: 4 policies in 24 futures of small, against last-resort>"


@pytest.mark.parametrize("name", ["differences", "failing"])
def test_a_picture_shows_itself_with_its_alternative(small: Comparison, name: str) -> None:
    figure = small.plot(name)
    assert isinstance(figure, Figure)
    data, metadata = figure._repr_mimebundle_()  # type: ignore[attr-defined]
    assert set(data) == {"image/png", "text/plain"}
    assert len(metadata["image/png"]["alt"]) > 40
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert pickle.loads(pickle.dumps(figure)) is not None


def test_every_picture_can_be_asked_for_by_name(small: Comparison) -> None:
    named = Comparison.plot.__doc__ or ""
    for name in PICTURES:
        assert name in named


def test_no_such_picture_says_which_there_are(small: Comparison) -> None:
    with pytest.raises(InputError, match=r"diferences is not a picture; did you mean differences\?"):
        small.plot("diferences")
    with pytest.raises(InputError, match=r"xyz is not a picture; it may be failing, quality, .* or sector"):
        small.plot("xyz")


def test_nothing_to_draw_is_said() -> None:
    short = compare(SMALL_SECTOR, "nobody-designated", runs=1, uncertain=False)
    with pytest.raises(InputError, match="nothing to draw in the picture designation"):
        short.plot("designation")


def test_files_are_written_by_name(small: Comparison, tmp_path: Path) -> None:
    page = small.to_docx(tmp_path / "new" / "page.docx", full=False)
    tables = small.to_xlsx(str(tmp_path / "tables.xlsx"), full=False)
    assert Document(str(page)).tables
    assert load_workbook(tables).sheetnames[0] == "Notes"
