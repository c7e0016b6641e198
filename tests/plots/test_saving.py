"""Files: the same bytes for the same figure, text as text, and several pictures on one page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib as mpl
import pytest

from simulation.plots.saving import STAMP, inline_svg, save, stamp, svg_text
from tests.plots.drawn import DRAWN


@pytest.mark.parametrize("name", DRAWN)
def test_equal_figures_give_equal_text(name: str) -> None:
    first, second = (svg_text(DRAWN[name]()) for _ in range(2))
    assert first == second
    assert "<dc:date>" not in first


def test_text_is_text() -> None:
    svg = svg_text(DRAWN["cost-and-harm"]())
    for said in ("Cost a year against harm", "Hands off (100)", "15,000"):
        assert f">{said}</text>" in svg


def test_others_settings_change_nothing_and_stay() -> None:
    usual = svg_text(DRAWN["recovery"]())
    with mpl.rc_context({"svg.fonttype": "path", "font.family": ["serif"], "svg.hashsalt": None}):
        assert svg_text(DRAWN["recovery"]()) == usual
        assert mpl.rcParams["svg.fonttype"] == "path"


def test_threads_draw_the_same() -> None:
    names = list(DRAWN)[:4]
    alone = [svg_text(DRAWN[name]()) for name in names]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: svg_text(DRAWN[name]()), names)) == alone


def test_pictures_share_a_page() -> None:
    pictures = [inline_svg(DRAWN[name](), name, f'What "{name}" shows & says') for name in ("failing", "recovery")]
    page = f"<body>{''.join(pictures)}</body>"
    root = ET.fromstring(page.replace("xlink:href", "href"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), "identifiers are the page's own"
    for target in re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', page):
        assert next(filter(None, target)) in ids
    for picture, name in zip(root, ("failing", "recovery"), strict=True):
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == f"{name}-alternative"
        assert picture[0].text == f'What "{name}" shows & says'


def test_nothing_is_asked_of_the_network() -> None:
    svg = inline_svg(DRAWN["failing"](), "failing", "x")
    outside = [u for u in re.findall(r'(?:href|src)="([^"]+)"', svg) if not u.startswith(("#", "data:"))]
    assert outside == []


def test_both_files_are_written(tmp_path: Path) -> None:
    paths = save(DRAWN["recovery"](), tmp_path / "deep" / "er", "recovery")
    assert [path.name for path in paths] == ["recovery.svg", "recovery.png"]
    assert all(path.stat().st_size > 1000 for path in paths)


def test_a_stamp_is_written_out() -> None:
    assert f">{STAMP}</text>" in svg_text(stamp(DRAWN["recovery"]()))
