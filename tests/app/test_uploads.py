"""A scenario that a visitor brings: checked, held by a link, and never a way to the server's files."""

from __future__ import annotations

import base64
import zlib

import pytest

from simulation.app.address import Choice
from simulation.app.catalogue import Catalogue
from simulation.app.uploads import MOST_BYTES, PACKED, packed, sent, unpacked, uploaded
from simulation.errors import InputError, ScenarioError
from simulation.scenario import Scenario, shipped_files
from tests.session.small import small

TEXT = small().to_toml()


@pytest.mark.parametrize("name", list(shipped_files()))
def test_a_link_holds_every_scenario_that_ships(name: str) -> None:
    scenario = Scenario.load(name)
    link = packed(scenario)
    assert unpacked(link) == scenario
    assert len(link) < 2_000


def test_what_is_brought_is_what_is_opened() -> None:
    scenario = uploaded("mine.toml", TEXT.encode())
    assert scenario == small()
    assert Catalogue.of().opened(Choice(packed(scenario))) == scenario


def test_a_file_without_a_name_gets_that_of_the_file() -> None:
    lines = [line for line in TEXT.splitlines() if not line.startswith("name = ")]
    assert uploaded("a-new-one.toml", "\n".join(lines).encode()).name == "a-new-one"


@pytest.mark.parametrize("part", ["organisations", "ties", "dependencies", "ratings"])
def test_nothing_brought_names_a_file(part: str) -> None:
    text = f'[{part}]\nfile = "secrets.csv"\n' + ""
    with pytest.raises(ScenarioError, match=f"{part} names a file"):
        uploaded("reader.toml", text.encode())


def bomb() -> str:
    return PACKED + base64.urlsafe_b64encode(zlib.compress(b"#" * 50_000_000, 9)).decode().rstrip("=")


@pytest.mark.parametrize("link", [PACKED, "~!!!", "~AAAA", packed(small())[:-9], "~é", bomb()], ids=range(6))
def test_a_link_that_was_altered_is_told(link: str) -> None:
    with pytest.raises(ScenarioError, match="cut off or was altered"):
        unpacked(link)


def test_too_large_is_told_with_both_numbers() -> None:
    with pytest.raises(ScenarioError, match=rf"huge.toml has 64,001 bytes; a scenario file has at most {MOST_BYTES:,}"):
        uploaded("huge.toml", b"#" * (MOST_BYTES + 1))


def test_what_a_browser_sends_is_read_and_cut_where_it_is_far_too_long() -> None:
    data = base64.b64encode(b"x" * 1_000).decode()
    assert sent({"data": data}, 1_000) == b"x" * 1_000
    assert 100 < len(sent({"data": data}, 100)) <= 300
    assert sent({}, 100) == b""
    with pytest.raises(InputError, match="did not arrive whole"):
        sent({"data": "no base64!"}, 100)


def test_a_name_is_shown_as_text_only() -> None:
    with pytest.raises(ScenarioError) as told:
        uploaded("C:\\folder\\a\x1b[31m.toml", b"= 3")
    assert str(told.value).startswith("a[31m.toml is not valid TOML")


def test_the_catalogue_refuses_what_it_does_not_offer() -> None:
    offered = Catalogue.of()
    for choice, message in (
        (Choice("englsh-councils"), "did you mean english-councils?"),
        (Choice("../../etc/passwd"), "is not a scenario here"),
        (Choice("schools"), "too many to look at one by one"),
        (Choice(changes=(("linkge", 1.0),)), "did you mean linkage?"),
        (Choice(changes=(("linkage", 99.0),)), "linkage is 99; it must lie between"),
    ):
        with pytest.raises(InputError, match=message.replace("?", r"\?")):
            offered.opened(choice)


@pytest.mark.parametrize("name", ["/etc/passwd", "/somewhere/else.parquet"])
def test_an_uploaded_scenario_names_no_file_as_its_posterior(name: str) -> None:
    with pytest.raises(ScenarioError, match=r"posterior names a file|is not a posterior"):
        uploaded("mine.toml", f'posterior = "{name}"\n{TEXT}'.encode())


def test_own_files_are_offered_first(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "small.toml"
    file.write_text(TEXT, encoding="utf-8")
    offered = Catalogue.of([file])
    assert offered.offers()[0].size == "16 organisations"
    assert offered.opened(Choice("small", changes=(("years", 5),))).years == 5
