"""What the browser is told: the regulator's view before the curtain, the truth after it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulation.app.playing.desk import Desk
from simulation.app.playing.telling import desk_told, reveal_told, rows_told, values_told
from simulation.app.pool import Pool
from simulation.errors import InputError
from simulation.game import GameStore, total_value, value_of
from tests.game.small import begun, with_other_truth

SEED = 918_273_645_564_738_291


def laid_out(folder: Path) -> Desk:
    return Desk(begun(seed=SEED), GameStore(folder), Pool(1))


def told(desk: Desk) -> str:
    view = desk.view()
    return desk_told(desk, view).text + rows_told(view).text


def test_before_the_curtain_nothing_depends_on_the_truth(tmp_path: Path) -> None:
    desk = laid_out(tmp_path)
    desk.end_round(0)
    desk.call(1)
    desk.advise(1, "ladder")
    desk.order({"organisation": 1, "action": "inspect"})
    before = told(desk)
    with_other_truth(desk.game)
    assert told(desk) == before


def test_before_the_curtain_the_seed_is_not_told(tmp_path: Path) -> None:
    desk = laid_out(tmp_path)
    while desk.game.phase != "curtain":
        assert str(SEED) not in told(desk)
        assert '"true"' not in told(desk)
        desk.end_round(len(desk.game.stages))
    assert str(SEED) not in told(desk)
    with pytest.raises(InputError):
        reveal_told(desk, GameStore(tmp_path))


def test_the_desk_tells_docket_draft_and_cards(tmp_path: Path) -> None:
    desk = laid_out(tmp_path)
    view = desk.view()
    other = next(i for i in range(12) if i not in {case.row.organisation for case in view.cases})
    desk.call(other)
    desk.call(view.cases[0].row.organisation)  # which is on the docket already
    desk.order({"organisation": other, "action": "peer_review"})
    shown = json.loads(desk_told(desk, desk.view()).text)
    assert len(shown["cases"]) == len(view.cases) <= 6
    assert [card["row"]["organisation"] for card in shown["called"]] == [other]
    assert shown["draft"] == [{"organisation": other, "action": "peer_review", "stance": None}]
    assert shown["purse"]["drafted"] == pytest.approx(0.05)
    assert "organisations" not in shown


def test_the_table_is_the_same_whatever_is_drafted(tmp_path: Path) -> None:
    desk = laid_out(tmp_path)
    before = rows_told(desk.view()).text
    desk.order({"organisation": 0, "action": "inspect"})
    assert rows_told(desk.view()).text == before
    assert len(json.loads(before)["rows"]) == 12


def test_after_the_curtain_truth_values_and_earlier_attempts_are_told(tmp_path: Path) -> None:
    desk, store = laid_out(tmp_path), GameStore(tmp_path)
    while desk.game.phase != "curtain":
        desk.end_round(len(desk.game.stages))
    desk.predict({"worse": [0, 1, 2], "good_news": 3})
    desk.valuing.total(60)
    shown = json.loads(reveal_told(desk, store).text)
    history = desk.game.session.history
    for surprise in shown["surprises"]:
        story = shown["stories"][str(surprise["organisation"])]
        truth = history["quality"][:, surprise["organisation"]]
        assert story["true"] == [round(float(value), 1) for value in truth]
    assert [mark["organisation"] for mark in shown["marks"]] == [0, 1, 2]
    assert shown["goodNews"]["organisation"] == 3
    assert shown["player"]["harm"] == pytest.approx(desk.reveal().player.harm, abs=0.06)
    assert {one["name"] for one in shown["policies"]} == set(shown["looks"])
    assert shown["attempts"] == []  # its own attempt is none of the earlier ones
    assert str(SEED) not in json.dumps(shown)
    values = json.loads(values_told(desk).text)
    wanted = total_value([value_of(task) for task in desk.game.tasks])
    assert values["wanted"] == len(values["values"]) == 3
    assert values["total"]["value"] == pytest.approx(wanted.value, abs=0.001)
