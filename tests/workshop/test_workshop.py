"""A session as the server holds it: from joining to the close, through restarts, latecomers and lost phones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulation.game import Game, RoundOrders
from simulation.workshop import RefusedError, Workshop, deciding
from simulation.workshop import commands as c
from simulation.workshop.exporting import session_export
from simulation.workshop.games import course_of
from tests.workshop.small import PATIENCE, HandClock, at_station, go_to, held, let_pass, seated, shown, small, until


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def workshop(tmp_path: Path, clock: HandClock) -> Iterator[Workshop]:
    with held(tmp_path, clock=clock) as workshop:
        yield workshop


def orders(view: Any, action: str = "inspect", count: int = 1) -> dict[str, Any]:
    return {"cases": [{"organisation": row.organisation, "action": action} for row in view.play.organisations[:count]]}


def refusal(future: Any) -> RefusedError:
    error = future.exception(PATIENCE)
    assert isinstance(error, RefusedError)
    return error


def decided(workshop: Workshop, seat: int, message: str, action: str = "inspect", count: int = 1) -> None:
    view = shown(workshop, seat)
    asked = workshop.decide(seat, message, view.station.id, view.draft.revision, orders(view, action, count))
    assert asked.result(PATIENCE).revision == view.draft.revision + 1


def test_a_whole_session_runs_from_joining_to_the_close(workshop: Workshop, clock: HandClock) -> None:
    first, second, third = seated(workshop, 3)
    for station in ("practice", "round-1", "round-2"):
        go_to(workshop, clock, station)
        decided(workshop, first, f"{station}-first")
        decided(workshop, second, f"{station}-second", "peer_review", 2)
        assert workshop.wall_view().progress.saved == 2
        assert workshop.wall_view().screen is None
    go_to(workshop, clock, "predict")
    assert len(shown(workshop, first).predict.organisations) == 14
    workshop.predict(first, "marks-of-first", 0, (0, 1, 2), 3).result(PATIENCE)
    workshop.predict(second, "marks-of-second", 0, (4, 5, 6), None).result(PATIENCE)
    go_to(workshop, clock, "reveal")
    keys = []
    for number in range(1, 7):
        workshop.act(c.GoToScreen(number)).result(PATIENCE)
        wall, own = workshop.wall_view().screen, shown(workshop, first).screen
        assert wall is not None
        assert (wall.number, wall.of, wall.own) == (number, 6, None)
        assert wall.question.endswith("?")
        assert own.room == wall.room
        assert own.own is not None
        keys.append(wall.key)
        json.dumps(shown(workshop, first).as_data())
        json.dumps(workshop.facilitator_view().as_data())
    assert keys == ["seen-and-true", "votes", "dip", "waiting", "harm-and-cost", "change"]
    assert refusal(workshop.wish(first, "wish-first", 0, "abolish")).code == "unknown"
    workshop.wish(first, "wish-first", 0, "candour").result(PATIENCE)
    assert workshop.wall_view().screen.room.voters == 1  # type: ignore[union-attr]
    assert len(shown(workshop, third).screen.own.__dict__) == 1
    go_to(workshop, clock, "over")
    assert refusal(workshop.join(workshop.code, "Too late")).code == "closed"


def test_what_is_saved_at_the_bell_counts_and_standing_orders_do_the_rest(
    workshop: Workshop, clock: HandClock
) -> None:
    decides, silent = seated(workshop, 2)
    go_to(workshop, clock, "round-1")
    view = shown(workshop, decides)
    wanted = orders(view)
    workshop.decide(decides, "first-thought", "round-1", 0, orders(view, "peer_review")).result(PATIENCE)
    workshop.decide(decides, "second-thought", "round-1", 1, wanted).result(PATIENCE)
    let_pass(workshop, clock, 124.0)  # the bell rang four seconds ago
    assert shown(workshop, decides).clock.is_grace
    assert workshop.decide(decides, "just-in-time", "round-1", 2, wanted).result(PATIENCE).revision == 3
    let_pass(workshop, clock, 2.0)
    at_station(workshop, "round-2")
    assert refusal(workshop.decide(decides, "late-thought", "round-1", 3, wanted)).code == "closed"
    for seat, played in ((decides, RoundOrders.model_validate(wanted)), (silent, RoundOrders())):
        alone = Game(small().game, workshop._table._seed_of(1), "alone")
        alone.play(played, strict=False)
        assert shown(workshop, seat).play.organisations == alone.view().organisations


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({"cases": [{"organisation": 99, "action": "inspect"}]}, "unknown", "there is no 99"),
        ({"cases": [{"organisation": 0, "action": "bribe"}]}, "unknown", "no action"),
        ({"cases": [{"organisation": 0}]}, "unknown", "nothing is decided"),
        ({"cases": [{"organisation": 0, "action": "inspect"}] * 2}, "unknown", "twice"),
        ({"cases": [{"organisation": k, "action": "central_intervention"} for k in range(9)]}, "refused", ""),
        ({"cases": [{"organisation": k, "action": "improvement_board"} for k in range(9)]}, "refused", "board"),
        ({"cases": "all"}, "unknown", "load the page again"),
        ({"policy": "ladder"}, "unknown", "load the page again"),
        ({"cases": [], "seed": 1}, "unknown", "load the page again"),
    ],
)
def test_orders_that_cannot_be_are_told_and_what_was_saved_stays(
    workshop: Workshop, clock: HandClock, given: dict[str, Any], code: str, said: str
) -> None:
    seat = seated(workshop, 1)[0]
    go_to(workshop, clock, "round-1")
    decided(workshop, seat, "message-1")
    before = workshop.room
    error = refusal(workshop.decide(seat, "message-2", "round-1", 1, given))
    assert error.code == code
    assert said in " ".join(error.sentences)
    assert workshop.room is before
    for odd in ("", "short", "x" * 65, "with blank", "../../x"):
        assert refusal(workshop.decide(seat, odd, "round-1", 1, {})).code == "unknown"
    for what in ("\ud800", None, 3, [], {}):
        for future in (
            workshop.decide(seat, what, "round-1", 1, {}),  # type: ignore[arg-type]
            workshop.decide(seat, "message-4", what, 1, {}),  # type: ignore[arg-type]
            workshop.decide(seat, "message-5", "round-1", 1, {"cases": [{"organisation": 0, "action": what or "?"}]}),
            workshop.preview(seat, {"cases": [what]}),
            workshop.predict(seat, "message-6", 0, what, what),  # type: ignore[arg-type]
            workshop.wish(seat, "message-7", 0, what),  # type: ignore[arg-type]
        ):
            assert refusal(future).code in ("unknown", "closed")
    assert refusal(workshop.card(seat, [])).code == "unknown"  # type: ignore[arg-type]
    assert refusal(workshop.decide(99, "message-3", "round-1", 0, {})).code == "not-seated"
    assert workshop.room is before


def test_one_phone_cannot_hold_up_the_others_nor_fill_the_disk(
    workshop: Workshop, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "MOST_REVISIONS", 20)
    greedy, other = seated(workshop, 2)
    go_to(workshop, clock, "round-1")
    asked = [workshop.preview(greedy, {}) for _ in range(200)]
    assert workshop.preview(other, {}).result(PATIENCE).round == 1
    errors = [future.exception(PATIENCE) for future in asked]
    assert sum(error is None for error in errors) >= 20
    assert {error.code for error in errors if isinstance(error, RefusedError)} <= {"busy"}
    revision = 0
    while revision < 20:
        revision = workshop.decide(greedy, f"message-{revision}", "round-1", revision, {}).result(PATIENCE).revision
    assert refusal(workshop.decide(greedy, "once-too-often", "round-1", revision, {})).code == "refused"


def test_a_second_tab_is_told_and_the_first_goes_on(workshop: Workshop, clock: HandClock) -> None:
    seat = seated(workshop, 1)[0]
    go_to(workshop, clock, "round-1")
    decided(workshop, seat, "first-tab-1")
    assert refusal(workshop.decide(seat, "second-tab", "round-1", 0, {})).code == "elsewhere"
    decided(workshop, seat, "first-tab-2")
    assert shown(workshop, seat).draft.revision == 2


def test_a_restart_in_mid_round_goes_on_where_it_was(tmp_path: Path, clock: HandClock) -> None:
    with held(tmp_path, clock=clock) as workshop:
        cookie = workshop.join(workshop.code, "Ada").result(PATIENCE).cookie
        go_to(workshop, clock, "round-1")
        decided(workshop, 1, "message-1")
        go_to(workshop, clock, "round-2")
        let_pass(workshop, clock, 30.0)
        decided(workshop, 1, "message-2", "peer_review")
        before, room, code = shown(workshop, 1), workshop.room, workshop.code
    clock.turn(600.0)
    with Workshop.open(tmp_path / "workshop.db", now=clock) as workshop:
        at_station(workshop, "round-2")
        after = shown(workshop, 1)
        assert (after.play, after.draft, after.clock) == (before.play, before.draft, before.clock)
        assert (workshop.room.closed, workshop.room.seats, workshop.code) == (room.closed, room.seats, code)
        who = workshop.who_is(cookie)
        assert who is not None
        assert who.seat == 1
        assert "stood still for 600 seconds" in workshop.facilitator_view().log[-1].text
        assert workshop.decide(1, "message-2", "round-2", 0, {}).result(PATIENCE).revision == 1


def test_a_restart_in_mid_reveal_opens_it_at_once_with_the_same_screens(tmp_path: Path, clock: HandClock) -> None:
    with held(tmp_path, clock=clock) as workshop:
        seated(workshop, 2)
        go_to(workshop, clock, "round-1")
        decided(workshop, 1, "message-1")
        go_to(workshop, clock, "predict")
        workshop.predict(1, "message-2", 0, (0, 1, 2), 3).result(PATIENCE)
        go_to(workshop, clock, "reveal")
        workshop.act(c.GoToScreen(2)).result(PATIENCE)
        own, material = shown(workshop, 1).screen, workshop.reveals.material(workshop.room)
    with Workshop.open(tmp_path / "workshop.db", now=clock) as workshop:
        until(lambda: workshop.reveals.is_prepared(workshop.room))
        assert shown(workshop, 1).screen == own
        again = workshop.reveals.material(workshop.room)
        assert again is not None
        assert material is not None
        assert [seat.total for seat in again.seats] == [seat.total for seat in material.seats]
        assert workshop._table._values  # kept, not worked out again
        assert set(workshop._table._kept) >= {course_of(workshop.room, 1).name(k) for k in (1, 2)}


def test_a_latecomer_waits_for_a_yes_and_takes_over_from_standing_orders(workshop: Workshop, clock: HandClock) -> None:
    seated(workshop, 1)
    go_to(workshop, clock, "round-2")
    late = workshop.join(workshop.code, "Late").result(PATIENCE)
    assert not late.is_admitted
    view = shown(workshop, late.seat)
    assert view.play is None
    assert "let you in" in view.notice
    assert refusal(workshop.decide(late.seat, "message-1", "round-2", 0, {})).code == "not-seated"
    workshop.act(c.Admit(late.seat)).result(PATIENCE)
    view = until(lambda: (v := shown(workshop, late.seat)).play and v)
    assert view.play.round == 2
    assert view.play.organisations == shown(workshop, 1).play.organisations  # nobody decided anything yet
    decided(workshop, late.seat, "message-1")


def test_one_browser_holds_one_seat_and_a_lost_phone_is_seated_again(workshop: Workshop) -> None:
    first = workshop.join(workshop.code.lower(), "Ada").result(PATIENCE)
    assert workshop.join("whatever", "Eve", first.cookie).result(PATIENCE) == first
    assert len(workshop.room.seats) == 1
    card = workshop.make_card(first.seat).result(PATIENCE)
    assert len(card.split()) == 4
    again = workshop.take_card(card.upper().replace(" ", "-")).result(PATIENCE)
    assert again.seat == first.seat
    assert workshop.who_is(first.cookie) is None
    assert workshop.who_is(again.cookie) is not None
    assert refusal(workshop.take_card(card)).code == "unknown"


def test_a_card_lapses(workshop: Workshop, clock: HandClock) -> None:
    seat = seated(workshop, 1)[0]
    card = workshop.make_card(seat).result(PATIENCE)
    let_pass(workshop, clock, 601.0)
    assert refusal(workshop.take_card(card)).code == "unknown"


def test_the_facilitators_link_works_once_and_moves_to_another_laptop(workshop: Workshop) -> None:
    lapsed, link = workshop.new_link().result(PATIENCE), workshop.new_link().result(PATIENCE)
    assert refusal(workshop.claim(lapsed)).code == "unknown"
    cookie = workshop.claim(link).result(PATIENCE)
    assert workshop.who_is(cookie).role == "facilitator"  # type: ignore[union-attr]
    assert refusal(workshop.claim(link)).code == "unknown"
    other = workshop.claim(workshop.new_link().result(PATIENCE)).result(PATIENCE)
    assert workshop.who_is(cookie) is None
    assert workshop.who_is(other).role == "facilitator"  # type: ignore[union-attr]


def test_a_hundred_join_at_once_while_failed_tries_are_limited(workshop: Workshop, clock: HandClock) -> None:
    joined = [workshop.join(workshop.code, "Ada") for _ in range(100)]
    assert sorted(one.result(60).seat for one in joined) == list(range(1, 101))
    assert len(set(workshop.room.names.values())) == 100
    codes = [refusal(workshop.join("AAAAAA", "Eve")).code for _ in range(60)]
    assert codes[:39] == ["unknown"] * 39
    assert codes[-1] == "limited"
    limited = refusal(workshop.join(workshop.code, "Bo"))
    assert 0 < limited.wait <= 60
    assert workshop.who_is(joined[0].result(PATIENCE).cookie) is not None
    assert workshop.is_wall(workshop.wall_key)
    let_pass(workshop, clock, 61.0)
    assert workshop.join(workshop.code, "Bo").result(PATIENCE).seat == 101


def test_one_round_back_plays_it_again_from_what_was_decided(workshop: Workshop, clock: HandClock) -> None:
    seat = seated(workshop, 1)[0]
    go_to(workshop, clock, "round-1")
    before = shown(workshop, seat).play
    decided(workshop, seat, "message-1")
    go_to(workshop, clock, "round-2")
    first = shown(workshop, seat).play
    workshop.act(c.BackOneRound()).result(PATIENCE)
    at_station(workshop, "round-1")
    again = shown(workshop, seat)
    assert again.play == before
    assert again.draft.revision == 1
    assert len(again.draft.orders["cases"]) == 1
    go_to(workshop, clock, "round-2")
    assert shown(workshop, seat).play == first
    assert "went back" in " ".join(line.text for line in workshop.facilitator_view().log)


def test_back_from_the_curtain_and_the_same_again_comes_to_the_same_reveal(
    workshop: Workshop, clock: HandClock
) -> None:
    seat = seated(workshop, 1)[0]
    go_to(workshop, clock, "round-2")
    decided(workshop, seat, "message-1")
    go_to(workshop, clock, "predict")
    workshop.predict(seat, "first-marks", 0, (0, 1, 2), None).result(PATIENCE)
    game = workshop._table.game(seat, 1)
    assert game is not None
    told = until(lambda: game.reveal(course_of(workshop.room, seat)))
    workshop.act(c.BackOneRound()).result(PATIENCE)
    at_station(workshop, "round-2")
    assert len(shown(workshop, seat).draft.orders["cases"]) == 1
    go_to(workshop, clock, "predict")
    workshop.predict(seat, "second-marks", 0, (3, 4, 5), None).result(PATIENCE)
    go_to(workshop, clock, "reveal")
    workshop.act(c.GoToScreen(2)).result(PATIENCE)
    assert len(shown(workshop, seat).screen.own.marks) == 3
    assert game.reveal(course_of(workshop.room, seat)) == told


def test_whoever_is_let_in_at_the_last_moment_is_told_too(workshop: Workshop, clock: HandClock) -> None:
    seated(workshop, 1)
    go_to(workshop, clock, "predict")
    late = workshop.join(workshop.code, "Late").result(PATIENCE).seat
    workshop.act(c.EndRound("predict")).result(PATIENCE)
    let_pass(workshop, clock, 5.0)
    workshop.act(c.Admit(late)).result(PATIENCE)
    let_pass(workshop, clock, 1.0)
    at_station(workshop, "reveal")
    until(lambda: workshop.reveals.is_prepared(workshop.room))
    assert shown(workshop, late).screen.own is not None


def test_an_event_hits_every_game_and_every_policy(workshop: Workshop, clock: HandClock) -> None:
    seats = seated(workshop, 2)
    go_to(workshop, clock, "round-1")
    calm = Game(small().game, workshop._table._seed_of(1), "calm")
    calm.play(RoundOrders(), strict=False)
    workshop.act(c.PlayEvent("cut")).result(PATIENCE)
    workshop.act(c.PlayEvent("scandal", 2)).result(PATIENCE)
    workshop.act(c.PlayEvent("whistleblower", 3)).result(PATIENCE)
    go_to(workshop, clock, "round-2")
    for seat in seats:
        rows = shown(workshop, seat).play.organisations
        assert rows != calm.view().organisations
        assert rows == shown(workshop, seats[0]).play.organisations
    events = workshop._table._events(workshop.room)
    assert events is not None
    assert [(event.kind, event.quarter) for event in events] == [("pressure", 1), ("scandal", 1), ("whistleblower", 1)]
    assert workshop.facilitator_view().played[0].startswith("Round 1 of 2: A funding cut")


def test_a_pause_stands_and_a_sleeping_laptop_is_not_counted(workshop: Workshop, clock: HandClock) -> None:
    seated(workshop, 1)
    go_to(workshop, clock, "round-1")
    workshop.act(c.Pause()).result(PATIENCE)
    let_pass(workshop, clock, 9.0)
    assert shown(workshop, 1).clock.seconds_left == 120
    decided(workshop, 1, "while-paused")
    workshop.act(c.Continue()).result(PATIENCE)
    clock.turn(3600.0)  # asleep
    until(lambda: "stood still" in workshop.facilitator_view().log[-1].text)
    assert workshop.room.station.id == "round-1"
    assert 110 <= shown(workshop, 1).clock.seconds_left <= 121


def test_cards_previews_and_advice_come_from_ones_own_game(tmp_path: Path, clock: HandClock) -> None:
    with held(tmp_path, small(advice=True), clock) as workshop:
        seat = seated(workshop, 1)[0]
        go_to(workshop, clock, "round-1")
        view = shown(workshop, seat)
        drafted = workshop.preview(seat, orders(view, "improvement_board")).result(PATIENCE)
        assert drafted.purse.drafted > view.play.purse.drafted
        assert workshop.card(seat, 3).result(PATIENCE).row == view.play.organisations[3]
        assert workshop.advise(seat, 3).result(PATIENCE).endswith(".")
        assert refusal(workshop.advise(seat, 3, "ladder:peers_below=44.123")).code == "unknown"
        assert refusal(workshop.preview(seat, {"standing": {"peers_below": 44.123}})).code == "unknown"
        assert refusal(workshop.card(seat, 99)).code == "unknown"
        assert workshop.room.seats[seat].draft.revision == 0


def test_no_advice_where_the_workshop_has_none(workshop: Workshop, clock: HandClock) -> None:
    seat = seated(workshop, 1)[0]
    go_to(workshop, clock, "round-1")
    assert refusal(workshop.advise(seat, 3)).code == "no-advice"
    assert shown(workshop, seat).play.advisers == ()


def test_marks_change_exactly_when_something_shown_does(workshop: Workshop, clock: HandClock) -> None:
    first, second = seated(workshop, 2)
    go_to(workshop, clock, "round-1")

    def marks() -> tuple[str, str, str]:
        return shown(workshop, first).mark, shown(workshop, second).mark, workshop.wall_view().mark

    before = marks()
    let_pass(workshop, clock, 5.0)
    workshop.seen(first)
    assert marks() == before
    decided(workshop, first, "message-1")
    after = marks()
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True, False]
    workshop.act(c.Extend(60.0)).result(PATIENCE)
    assert all(old != new for old, new in zip(after, marks(), strict=True))


def test_whoever_watches_is_told_of_changes(workshop: Workshop) -> None:
    seen: list[int] = []
    unwatch = workshop.watch(seen.append)
    seated(workshop, 1)
    until(lambda: seen)
    unwatch()
    count = len(seen)
    seated(workshop, 1)
    assert seen == sorted(seen)
    assert len(seen) - count <= 1


def test_a_restart_after_the_reveal_still_knows_what_was_true(tmp_path: Path, clock: HandClock) -> None:
    with held(tmp_path, clock=clock) as workshop:
        seated(workshop, 1)
        go_to(workshop, clock, "over")
        told = session_export(workshop, names=True)
    with Workshop.open(tmp_path / "workshop.db", now=clock) as workshop:
        until(lambda: workshop.reveals.is_prepared(workshop.room))
        assert session_export(workshop, names=True).rows == told.rows


def test_after_a_restart_a_decision_is_tried_again_until_the_games_are_there(tmp_path: Path, clock: HandClock) -> None:
    with held(tmp_path, clock=clock) as workshop:
        seated(workshop, 1)
        go_to(workshop, clock, "round-2")
    workshop = Workshop.open(tmp_path / "workshop.db", now=clock)
    try:
        workshop._writer.start()  # the games are not played on yet
        view = shown(workshop, 1)
        assert view.play is None
        assert view.station.is_settling
        assert refusal(workshop.decide(1, "message-1", "round-2", 0, {})).code == "busy"
        workshop._director.start()
        workshop._is_open = True
        assert until(lambda: not shown(workshop, 1).station.is_settling)
        assert workshop.decide(1, "message-1", "round-2", 0, {}).result(PATIENCE).revision == 1
    finally:
        workshop.close()
