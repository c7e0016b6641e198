"""The session as pure functions: whatever is asked for, in any order, some things always hold."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulation.workshop import RefusedError
from simulation.workshop import commands as c
from simulation.workshop.arc import GRACE, Kind, arc_of
from simulation.workshop.deciding import happenings_of
from simulation.workshop.happened import after
from simulation.workshop.happenings import from_text, to_text
from simulation.workshop.room import Room, new_room
from tests.workshop.small import small

STATIONS = tuple(station.id for station in arc_of(small().changed(second=True)))


class Session(RuleBasedStateMachine):
    """A facilitator, participants, latecomers and the server's clock, in any order."""

    @initialize(second=st.booleans())
    def begin(self, second: bool) -> None:
        self.now = 1000.0
        self.room: Room = new_room(small().changed(second=True) if second else small(), self.now)
        self.stations = [station.id for station in self.room.arc]
        self.first = self.room
        self.journal: list[tuple[float, tuple[str, str]]] = []
        self.answered: dict[tuple[int, str], int] = {}
        self.messages = 0

    def ask(self, command: c.Command) -> Any:
        """Ask for something: a refusal changes nothing, and what happens goes into the journal."""
        before = self.room
        try:
            happened, answer = happenings_of(self.room, command, self.now)
        except RefusedError as error:
            refused = error
        else:
            for happening in happened:
                self.journal.append((self.now, to_text(happening)))
                self.room = after(self.room, happening, self.now)
            return answer
        assert refused.sentence.endswith((".", "!", "?"))
        assert self.room is before
        return refused

    @rule(seconds=st.floats(0.0, 400.0))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds
        self.ask(c.Tick())

    @rule(name=st.text(max_size=30))
    def join(self, name: str) -> None:
        known, place = set(self.room.seats), self.room.place
        answer = self.ask(c.Join(name, f"key-{len(self.journal)}"))
        if not isinstance(answer, RefusedError):
            assert answer not in known
            is_early = place <= self.stations.index("round-1") and not (place == 3 and self.room.is_settling)
            assert self.room.seats[answer].is_admitted == is_early
            assert 1 <= len(self.room.names[answer]) <= 24
            assert self.room.names[answer].isprintable()

    @precondition(lambda self: self.room.seats)
    @rule(data=st.data(), base=st.integers(-1, 3), delay=st.floats(0.0, 8.0))
    def answer(self, data: st.DataObject, base: int, delay: float) -> None:
        """What is sent is saved exactly when it comes in time, from a seat that plays, upon what it knows."""
        seat = data.draw(st.sampled_from(sorted(self.room.seats)))
        station = data.draw(st.sampled_from([self.room.station.id, "round-1", "predict"]))
        self.messages += 1
        said = {"n": self.messages, "change": "money"}
        held, room, now = self.room.seats[seat], self.room, self.now + delay
        based = held.draft.revision if base < 0 else base
        message = c.Answer(seat, f"message-{self.messages}", station, based, json.dumps(said))
        self.now = now
        answer = self.ask(message)
        left = room.clock.seconds_left(now)
        is_late = room.station.is_timed and left is not None and left < -GRACE
        is_due = held.plays and station == room.station.id and not room.is_settling and not is_late
        assert (answer == held.draft.revision + 1) == (is_due and based == held.draft.revision)
        if not isinstance(answer, RefusedError):
            self.answered[seat, message.id] = answer
            again = self.room
            assert self.ask(message) == answer
            assert self.room is again

    @precondition(lambda self: self.answered)
    @rule(data=st.data())
    def an_old_message_comes_again(self, data: st.DataObject) -> None:
        seat, message = data.draw(st.sampled_from(sorted(self.answered)))
        before = self.room
        answer = self.ask(c.Answer(seat, message, "round-1", 7, '{"n": -1}'))
        assert self.room is before
        assert isinstance(answer, RefusedError) or answer == self.answered[seat, message]

    @rule(station=st.sampled_from(STATIONS))
    def advance(self, station: str) -> None:
        place, settling = self.room.place, self.room.is_settling
        answer = self.ask(c.Advance(station))
        assert self.room.place in (place, place + 1)
        if station != self.stations[place] or settling:
            assert isinstance(answer, RefusedError)
            assert self.room.place == place

    @rule()
    def go_on(self) -> None:
        """What gets a session through: the facilitator goes on, the games are ready."""
        self.ask(c.Advance(self.room.station.id))
        self.now += GRACE + 1
        self.ask(c.Tick())
        self.ask(c.Settled(self.room.station.id))

    @rule(station=st.sampled_from(STATIONS))
    def settled(self, station: str) -> None:
        was = self.room
        self.ask(c.Settled(station))
        assert self.room.is_settling == (was.is_settling and station != was.station.id)

    @rule(command=st.sampled_from([c.Pause(), c.Continue(), c.ShowNames(True), c.ShowNames(False), c.NameTop(True)]))
    def press(self, command: c.Command) -> None:
        left = self.room.clock.seconds_left(self.now)
        self.ask(command)
        if isinstance(command, c.Continue | c.Pause) and left is not None and left >= 0:
            assert abs((self.room.clock.seconds_left(self.now) or 0.0) - left) < 1e-6

    @rule(seconds=st.floats(-100, 4000))
    def extend(self, seconds: float) -> None:
        left, clock = self.room.clock.seconds_left(self.now), self.room.clock
        if not isinstance(self.ask(c.Extend(seconds)), RefusedError):
            assert 10 <= seconds <= 1800
            assert (self.room.clock.seconds_left(self.now) or 0.0) >= (left or 0.0) + seconds - 1e-6
            assert self.room.clock.is_paused == clock.is_paused

    @rule(seconds=st.floats(10, 4000))
    def stand_still(self, seconds: float) -> None:
        """A crash or a closed laptop: a clock that ran goes on where it stood."""
        left = self.room.clock.seconds_left(self.now)
        ran = self.room.clock.ends is not None and left is not None and left > 0
        self.now += seconds
        self.ask(c.StoodStill(seconds))
        if ran:
            assert abs((self.room.clock.seconds_left(self.now) or 0.0) - (left or 0.0)) < 1e-6

    @rule()
    def back(self) -> None:
        before = self.room
        answer = self.ask(c.BackOneRound())
        if isinstance(answer, RefusedError):
            return
        assert before.station.kind in (Kind.ROUND, Kind.PREDICT)
        assert self.room.station.kind == Kind.ROUND
        assert self.room.place < before.place
        assert self.room.is_settling
        counted = before.closed[self.room.station.id]
        for number, seat in self.room.seats.items():
            assert seat.draft.content == counted.get(number, "")

    @precondition(lambda self: self.room.seats)
    @rule(data=st.data(), name=st.text(max_size=26))
    def about_a_seat(self, data: st.DataObject, name: str) -> None:
        seat = data.draw(st.integers(0, max(self.room.seats) + 1))
        cards = [c.MakeCard(seat, f"card-{len(self.journal)}", is_for_mate) for is_for_mate in (False, True)]
        command = data.draw(st.sampled_from([c.Admit(seat), c.Rename(seat, name), c.Remove(seat), *cards]))
        self.ask(command)
        if isinstance(command, c.Remove) and seat in self.room.seats:
            assert seat not in self.room.names
            assert all(key.seat != seat for key in self.room.keys.values())

    @rule(data=st.data())
    def take_card(self, data: st.DataObject) -> None:
        cards = {key: held for key, held in self.room.keys.items() if held.kind in ("card", "mate")}
        before = self.room
        card = data.draw(st.sampled_from([*cards, "nothing"]))
        answer = self.ask(c.TakeCard(card, f"new-{len(self.journal)}"))
        if isinstance(answer, RefusedError):
            held = cards.get(card)
            is_full = held is not None and held.kind == "mate" and len(self.room.devices_of(held.seat)) == 5
            assert held is None or is_full or (held.expires is not None and held.expires < self.now)
        elif cards[card].kind == "mate":
            assert len(self.room.devices_of(answer)) == len(before.devices_of(answer)) + 1
        else:
            mine = [key for key, held in self.room.keys.items() if held.seat == answer]
            assert len(mine) == 1
            assert isinstance(self.ask(c.TakeCard(card, "again")), RefusedError)

    @precondition(lambda self: self.room.seats)
    @rule(data=st.data(), device=st.integers(0, 6), to=st.integers(0, 6))
    def at_a_table(self, data: st.DataObject, device: int, to: int) -> None:
        """Proposals and chairs: only of devices that sit there, only the chair's to give, and only the chair saves."""
        number = data.draw(st.sampled_from(sorted(self.room.seats)))
        seat, devices, here = self.room.seats[number], self.room.devices_of(number), self.room.station.id
        proposed = self.ask(c.Propose(number, device, here, '{"n": 1}'))
        if not isinstance(proposed, RefusedError):
            assert device in devices
            assert self.room.seats[number].proposals[device] == '{"n": 1}'
            assert self.room.seats[number].draft == seat.draft
        passed = self.ask(c.PassChair(number, device, to))
        if not isinstance(passed, RefusedError):
            assert seat.chair == device
            assert self.room.seats[number].chair == to in devices
        self.messages += 1
        said = c.Answer(number, f"message-{self.messages}", here, seat.draft.revision, '{"n": 1, "change": "money"}')
        answer = self.ask(replace(said, device=device or 9))
        if not isinstance(answer, RefusedError):
            assert self.room.seats[number].chair == (device or 9)
            self.answered[number, said.id] = answer

    @invariant()
    def a_table_has_a_chair(self) -> None:
        for number, seat in self.room.seats.items():
            devices = self.room.devices_of(number)
            assert len(devices) <= 5
            assert seat.is_removed or seat.chair in devices

    @rule()
    def move_to_another_laptop(self) -> None:
        self.ask(c.NewLink(f"link-{len(self.journal)}"))
        link = next(key for key, held in self.room.keys.items() if held.kind == "link")
        assert not isinstance(self.ask(c.Claim(link, f"laptop-{len(self.journal)}")), RefusedError)
        assert isinstance(self.ask(c.Claim(link, "thief")), RefusedError)
        assert sum(held.kind == "facilitator" for held in self.room.keys.values()) == 1

    @rule(key=st.sampled_from(["candour", "money", "anarchy"]))
    def choose_a_rule(self, key: str) -> None:
        before = self.room
        if not isinstance(self.ask(c.ChooseRule(key)), RefusedError):
            assert before.station.id == "reveal"
            assert self.room.rule == key != "anarchy"

    @rule(key=st.sampled_from(["scandal", "cut", "whistleblower", "flood"]), place=st.none() | st.integers(-2, 20))
    def event(self, key: str, place: int | None) -> None:
        before = self.room
        answer = self.ask(c.PlayEvent(key, place))
        if not isinstance(answer, RefusedError):
            assert before.station.kind == Kind.ROUND
            assert self.room.played[-1].organisation == (None if key == "cut" else place)

    @rule(number=st.integers(-1, 8))
    def screen(self, number: int) -> None:
        before = self.room
        if not isinstance(self.ask(c.GoToScreen(number)), RefusedError):
            assert before.station.kind == Kind.REVEAL
            assert self.room.screen == number <= before.screens + 1

    @rule(changes=st.sampled_from(({"budget": 3.0}, {"advice": True}, {"budget": -1}, {"seed": 1}, {"rounds": "x"})))
    def configure(self, changes: dict[str, Any]) -> None:
        before = self.room
        if not isinstance(self.ask(c.Configure(changes)), RefusedError):
            assert before.station.kind == Kind.JOIN

    @invariant()
    def what_was_closed_stays(self) -> None:
        """What counted at a station that is over is what was saved there last, unless it was gone back on."""
        assert set(self.room.closed) <= {station.id for station in self.room.arc[: self.room.place]}
        for said in self.room.closed.values():
            for content in said.values():
                assert json.loads(content)["n"] > 0

    @invariant()
    def the_truth_is_not_told_early(self) -> None:
        shown = 0
        for station in ("reveal", "second-reveal"):
            if station in self.stations:
                is_late = self.room.place > self.stations.index(station)
                shown += is_late or (self.room.station.id == station and not self.room.is_settling)
        assert self.room.revealed == shown
        assert all(seat.since <= shown + 1 for seat in self.room.seats.values())

    @invariant()
    def the_rule_of_a_second_future_is_known_before_it_begins(self) -> None:
        assert self.room.setting.second or not self.room.rule
        if self.room.station.future == 2:
            assert self.room.rule in [change.key for change in self.room.setting.changes]

    @invariant()
    def a_clock_runs_exactly_where_there_is_one(self) -> None:
        has_clock = self.room.clock.ends is not None or self.room.clock.is_paused
        assert has_clock == (not self.room.is_settling and self.room.station.kind != Kind.OVER)

    def teardown(self) -> None:
        """The journal makes the session again, and holds no name."""
        room = self.first
        for at, (kind, text) in self.journal:
            room = after(room, from_text(kind, text), at)
        assert room.named(self.room.names) == self.room
        assert all("name" not in json.loads(text) for _, (_, text) in self.journal)


TestSession = Session.TestCase
_PROFILE = settings.default or settings()
TestSession.settings = settings(
    _PROFILE,
    max_examples=_PROFILE.max_examples if _PROFILE.max_examples > 100 else 25,
    stateful_step_count=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
