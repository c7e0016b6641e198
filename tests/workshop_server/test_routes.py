"""Routes: who may do what, what is refused in a sentence, and that nothing true is told before the reveal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from simulation.workshop.keys import futures_seed
from simulation.workshop_server.addresses import Own
from simulation.workshop_server.application import application
from simulation.workshop_server.guard import Guard
from simulation.workshop_server.rendering import STATIC, content_of
from tests.workshop_server.client import Client
from tests.workshop_server.running import Held, held, small

WITHOUT_RIGHTS = {
    "GET /": (303, "/join"),
    "GET /join": (200, ""),
    "GET /join/{code}": (200, ""),
    "POST /join": (400, ""),
    "POST /card": (400, ""),
    "GET /play": (303, "/join"),
    "GET /play/live": (200, '{"to":"/join"}'),
    "POST /play/decide": (403, ""),
    "POST /play/stand": (403, ""),
    "POST /play/done": (403, ""),
    "POST /play/call": (403, ""),
    "POST /play/advise": (403, ""),
    "POST /play/predict": (403, ""),
    "POST /play/wish": (403, ""),
    "POST /play/mate": (403, ""),
    "POST /play/chair": (403, ""),
    "GET /wall": (403, ""),
    "GET /wall/live": (403, '{"to":"/wall"}'),
    "GET /wall/{key}": (403, ""),
    "GET /facilitate/{secret}": (403, ""),
    "GET /facilitator": (403, ""),
    "GET /facilitator/live": (403, '{"to":"/facilitator"}'),
    "POST /facilitator/act": (403, ""),
    "POST /facilitator/card": (403, ""),
    "POST /facilitator/link": (403, ""),
    "GET /facilitator/debrief.html": (403, ""),
    "GET /facilitator/tables.zip": (403, ""),
    "GET /static/{digest}/{name}": (404, ""),
}
"""What everybody gets who has neither seat nor link, at every address that there is: status, and where to or what."""
FOR_ALL = {key for key in WITHOUT_RIGHTS if key.split()[1].startswith(("/join", "/card", "/static"))} | {"GET /"}


def addresses(site: Any) -> list[tuple[str, str]]:
    """Every method and path of the application."""
    guard = application(site, Own("127.0.0.1", 1))
    assert isinstance(guard, Guard)
    assert isinstance(guard.app, Starlette)
    routes = [route for route in guard.app.routes if isinstance(route, Route)]
    assert len(routes) == len(guard.app.routes)  # no mount, no socket
    return [(method, route.path) for route in routes for method in sorted((route.methods or set()) - {"HEAD"})]


def filled(path: str) -> str:
    return (
        path.format(code="ABCDEF", key="0" * 32, secret="x" * 22, digest="0", name="pyproject.toml")
        if "{" in path
        else path
    )


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A session in its first round, with three at their desks."""
    with held(tmp_path_factory.mktemp("room") / "session.db", small()) as found:
        facilitator = found.facilitator()
        for name in ("Amina", "Bo", "Cem"):
            found.participant(name)
        found.go_to(facilitator, "round-1")
        yield found


@pytest.fixture
def desk(room: Held) -> Client:
    """The first participant."""
    return room.clients[1]


def shown(client: Client) -> str:
    return client.data("/play/live?mark=")["html"]


def an_order(client: Client, **fields: object) -> dict[str, object]:
    """A decision as the page would send it: the first action of the first card."""
    html = shown(client)
    form = re.search(r'<form id="(case-\d+)"', html)
    assert form is not None
    return {**client.hidden(html, form[1]), "action": "inspect", "stance": "", **fields}


def test_nobody_does_anything_without_rights(room: Held) -> None:
    told = {}
    for method, path in addresses(room.site):
        answer = Client(room.port).ask(method, filled(path), b"" if method == "POST" else None)
        told[f"{method} {path}"] = (answer.status, answer.header("location") or (answer.text if "live" in path else ""))
    assert told == WITHOUT_RIGHTS


def test_a_seat_opens_no_other_door(room: Held, desk: Client) -> None:
    before = room.workshop.facilitator_view().mark
    for method, path in addresses(room.site):
        if path.startswith(("/facilitat", "/wall")):
            answer = desk.ask(method, filled(path), b"act=pause" if method == "POST" else None)
            assert answer.status == 403, path
    assert room.workshop.facilitator_view().mark == before


def test_the_wall_s_link_and_the_facilitator_s_open_no_seat(room: Held) -> None:
    for client in (room.wall(), room.clients[0]):
        for method, path in addresses(room.site):
            if path.startswith("/play") and method == "POST":
                assert client.ask(method, path, b"message=aaaaaaaa&base=0").status == 403, path
    wall = room.clients[-1]
    assert wall.post("/facilitator/act", {"act": "pause"}).status == 403
    assert not room.workshop.wall_view().clock.is_paused


def test_a_decision_is_saved_once(room: Held, desk: Client) -> None:
    order = an_order(desk)
    first = desk.send("/play/decide", order)
    assert (first.status, first.data["said"]) == (200, "Saved")
    assert desk.send("/play/decide", order).data == first.data
    html = shown(desk)
    assert "1 decision<" in html
    assert "Inspect" in html
    again = desk.send("/play/decide", {**order, "message": "f" * 16})
    assert again.status == 409
    assert "another tab" in again.data["said"]
    assert "1 decision<" in shown(desk)


def test_without_a_script_forms_are_answered_with_pages(desk: Client) -> None:
    answer = desk.post("/play/decide", an_order(desk, action=""))
    assert (answer.status, answer.header("location")) == (303, "/play")
    page = desk.get("/play")
    assert page.text.startswith("<!doctype html>")
    assert "0 decisions" in page.text
    refused = desk.post("/play/decide", an_order(desk, action="nothing such"))
    assert refused.status == 400
    assert "there is no action" in refused.text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"organisation": 99}, 400, "there is no 99"),
        ({"organisation": "x"}, 400, "must be a whole number"),
        ({"organisation": "-1"}, 400, "must be a whole number"),
        ({"organisation": "١"}, 400, "must be a whole number"),
        ({"action": "abolish"}, 400, 'no action "abolish"'),
        ({"action": "x" * 100}, 400, "too long"),
        ({"stance": "fury"}, 400, "page"),
        ({"station": "round-2"}, 409, "too late"),
        ({"station": "practice"}, 409, "too late"),
        ({"base": 7}, 409, "another tab"),
        ({"base": ""}, 400, "must be a whole number"),
        ({"message": "short"}, 400, "page"),
        ({"message": "<script>alert(1)</script>"}, 400, "page"),
        ({"message": "a\0bcdefgh"}, 400, "cannot be read"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    room: Held, desk: Client, fields: dict[str, object], status: int, words: str
) -> None:
    before = shown(desk)
    answer = desk.send("/play/decide", an_order(desk, **fields))
    assert (answer.status, words in answer.data["said"]) == (status, True), answer.text
    assert _lasting(shown(desk)) == _lasting(before)


def _lasting(html: str) -> str:
    """A page without its clock and the ids that are made anew each time."""
    return re.sub(r'name="message" value="\w+"|data-clock>[\d:]+', "", html)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"id=%ff%fe", "application/x-www-form-urlencoded"),
        (b"&".join(b"x=1" for _ in range(200)), "application/x-www-form-urlencoded"),
        (b"id=a&id=b", "application/x-www-form-urlencoded"),
        (b'{"id": 1}', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
@pytest.mark.parametrize("path", ["/play/decide", "/play/stand", "/play/done", "/play/call", "/join", "/card"])
def test_a_body_that_is_no_form_is_told(desk: Client, body: bytes, kind: str, path: str) -> None:
    answer = desk.ask("POST", path, body, {"Content-Type": kind, "Accept": "application/json"})
    assert answer.status == 400
    assert answer.data["said"].endswith(".")


def test_money_and_capacity_bind(tmp_path: Path) -> None:
    with held(tmp_path / "poor.db", small(budget=0.15)) as found:
        facilitator, desk = found.facilitator(), found.participant()
        found.go_to(facilitator, "practice")
        answer = desk.send("/play/decide", an_order(desk, action="central_intervention"))
        assert answer.status == 409
        assert len(answer.data["said"]) > 20
        assert "0 decisions" in shown(desk)
        assert facilitator.send("/facilitator/act", {"act": "extend", "seconds": "x"}).status == 400


def test_cards_are_called_up_and_standing_orders_changed(room: Held, desk: Client) -> None:
    html = shown(desk)
    call = re.search(r'<button form="call" name="organisation" value="(\d+)"', html)
    assert call is not None
    station = desk.hidden(html, "call")
    assert desk.send("/play/call", {**station, "organisation": call[1]}).status == 200
    html = shown(desk)
    assert "Called up by you" in html
    changed = {**desk.hidden(html, "stand"), "plan": "none", "peers_below": "30", "patience": "4"}
    assert desk.send("/play/stand", changed).status == 200
    assert "no inspections but those you ask for; peers below 30; review after 4 quarters" in shown(desk)
    assert desk.send("/play/stand", {**changed, "message": "s" * 12, "plan": "all"}).status == 400
    refused = desk.send("/play/advise", {**station, "organisation": call[1]})
    assert refused.status == 403
    assert "no advice" in refused.data["said"].lower()


def test_done_is_shown_to_the_room_without_names(room: Held, desk: Client) -> None:
    assert desk.send("/play/done", {**desk.hidden(shown(desk), "done"), "is_done": "yes"}).status == 200
    wall = room.wall()
    html = wall.data("/wall/live?mark=")["html"]
    assert "<strong>1</strong> of 3" in html
    assert not any(name in html for name in ("Amina", "Bo", "Cem"))
    assert desk.send("/play/done", {**desk.hidden(shown(desk), "done"), "is_done": "no"}).status == 200


def test_an_unchanged_page_is_not_sent_again(desk: Client) -> None:
    told = desk.data("/play/live?mark=")
    assert set(desk.data(f"/play/live?mark={told['mark']}")) == {"left"}


def test_joining(room: Held) -> None:
    code = room.workshop.code
    guest = Client(room.port)
    assert f'value="{code}"' in guest.get(f"/join/{code}").text
    wrong = guest.post("/join", {"code": "AAAAAA", "name": "Dora"})
    assert wrong.status == 409
    assert "not the code on the wall" in wrong.text
    assert not guest.cookies
    assert guest.post("/join", {"code": code, "name": "x" * 60}).status == 409
    assert guest.post("/join", {"code": code, "name": "  "}).status == 409
    name = "<img src=x onerror=alert(1)>"[:24]
    joined = guest.post("/join", {"code": code.lower(), "name": name})
    assert joined.status == 303
    cookie = joined.header("set-cookie").lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    seats = room.workshop.facilitator_view().seats
    again = guest.post("/join", {"code": code, "name": "Another"})
    assert again.status == 303
    assert len(room.workshop.facilitator_view().seats) == len(seats)  # one browser, one seat
    room.until(lambda: "You are" in guest.get("/play").text)  # its game is played on first
    page = guest.get("/play").text
    assert "<img" not in page
    assert "&lt;img src=x" in page
    desk = room.clients[0].get("/facilitator").text
    assert "<img" not in desk
    seat = seats[-1].number
    assert room.act(room.clients[0], "remove", seat=seat).status == 200
    assert guest.data("/play/live?mark=").get("to") == "/join" or "taken" in guest.get("/play").text


def test_the_facilitator_s_link_works_once(tmp_path: Path) -> None:
    with held(tmp_path / "links.db") as found:
        secret = found.workshop.new_link().result()
        first, second = found.client(), found.client()
        assert second.ask("HEAD", f"/facilitate/{secret}").status == 403
        for name, value in (("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"), ("X-Moz", "prefetch")):
            assert second.get(f"/facilitate/{secret}", **{name: value}).status == 403
        assert not second.cookies
        assert first.get(f"/facilitate/{secret}").header("location") == "/facilitator"
        assert first.get("/facilitator").status == 200
        assert secret not in first.get("/facilitator").text
        assert first.get(f"/facilitate/{secret}").header("location") == "/facilitator"  # opened again where it was
        refused = second.get(f"/facilitate/{secret}")
        assert refused.status == 403
        moved = first.send("/facilitator/link").data["said"].rpartition("/")[2]
        assert second.get(f"/facilitate/{moved}").status == 303
        assert second.get("/facilitator").status == 200
        assert first.get("/facilitator").status == 403  # the laptop before has lost its rights


def test_a_lost_phone_is_seated_again_with_four_words(room: Held) -> None:
    old, new = room.participant("Eve"), room.client()
    seat = room.workshop.facilitator_view().seats[-1]
    said = room.clients[0].send("/facilitator/card", {"seat": seat.number}).data["said"]
    words = re.search(r"owner: ([\w -]+)\.", said)
    assert words is not None
    assert len(words[1].split()) == 4
    assert new.post("/card", {"words": "one two three four"}).status == 409
    assert new.post("/card", {"words": words[1]}).header("location") == "/play"
    assert "/join" in old.get("/play").header("location")
    assert new.get("/play").status == 200
    assert room.client().post("/card", {"words": words[1]}).status == 409  # once
    assert room.act(room.clients[0], "rename", seat=seat.number, name="Evelyn").status == 200
    assert room.workshop.facilitator_view().seats[-1].name == "Evelyn"
    room.act(room.clients[0], "remove", seat=seat.number)


def test_files_are_those_and_no_others(room: Held) -> None:
    client = Client(room.port)
    for name in STATIC:
        answer = client.get(f"/static/x/{name}")
        assert (answer.status, answer.body) == (200, content_of(name))
        assert "immutable" in answer.header("cache-control")
    for path in ("../guard.py", "..%2fguard.py", "%2e%2e/%2e%2e/pyproject.toml", "..\\guard.py", "/etc/passwd"):
        answer = client.get(f"/static/x/{path}")
        assert answer.status == 404
        assert b"import" not in answer.body


def test_wrong_addresses_and_hosts(room: Held, desk: Client) -> None:
    assert desk.get("/nowhere").status == 404
    assert desk.get("/explore").status == 404
    assert desk.get("/compare").status == 404
    assert desk.get("/files/play/x.json").status == 404
    assert desk.get("/play/decide").status == 405
    assert desk.get("/play", Host=f"evil.example:{room.port}").status == 421
    assert desk.post("/play/done", {}, Origin="http://evil.example").status == 403
    assert desk.post("/play/done", {}, Origin=None).status == 403


def test_a_page_with_all_it_needs_is_below_100_kilobytes(room: Held, desk: Client) -> None:
    html = shown(desk)
    station = desk.hidden(html, "call")
    for organisation in range(14):
        desk.send("/play/call", {**station, "organisation": organisation})
    for path, client in (("/play", desk), ("/wall", room.wall())):
        page = client.get(path)
        needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
        assert len(needed) >= 2
        whole = len(page.body) + sum(len(client.get(address).body) for address in needed)
        assert whole <= 100_000, path
        assert not re.findall(r'(?:href|src)="(?:https?:)?//', page.text)
        assert "<script>" not in page.text
        assert "style=" not in page.text


def test_nothing_true_and_no_number_finer_than_shown_is_told_before_the_reveal(room: Held) -> None:
    for client in room.clients[1:4]:
        client.get("/play")
    room.wall().get("/wall")
    received = [answer for client in room.clients[1:] for answer in client.received]
    text = "\n".join([answer.text for answer in received] + [str(answer.headers) for answer in received])
    assert len(text) > 100_000
    for future in (0, 1, 2):
        seed = futures_seed(room.workshop._key, future)
        assert seed.bit_length() > 64
        for told in (str(seed), f"{seed:x}", room.workshop._key.hex()):
            assert told not in text
    assert not re.findall(r"(?<![\d.])\d+\.\d{3,}(?![\d.])", text)
    assert "seed" not in text.lower()
    for word in ("most_flattered", "surprise", "honest dip", "true quality", "what was true"):
        assert word not in text.lower(), word


def test_the_facilitator_sets_what_is_played_before_the_start(tmp_path: Path) -> None:
    with held(tmp_path / "set.db") as found:
        facilitator = found.facilitator()
        assert 'value="2"' in facilitator.get("/facilitator").text
        wanted = {"rounds": 3, "budget": "1.25", "capacity-improvement_board": 4, "minutes-round": "1.5"}
        told = found.act(facilitator, "configure", **wanted, advice="yes", news="no", second="no")
        assert (told.status, told.data["said"]) == (200, "The setting is taken over.")
        setting = found.workshop.facilitator_view().setting
        assert (setting.rounds, setting.budget, setting.advice, setting.news) == (3, 1.25, True, False)
        assert {name: places for name, _, places in setting.capacities}["improvement_board"] == 4
        assert setting.minutes["round"] == 1.5
        for wrong in ({"rounds": 99}, {"budget": "much"}, {"budget": "nan"}, {"minutes-round": "-1"}):
            assert found.act(facilitator, "configure", **wrong).status in (400, 409), wrong
        assert found.workshop.facilitator_view().setting == setting
        desk = found.participant()
        found.go_to(facilitator, "practice")
        assert found.act(facilitator, "configure", rounds=2).status == 403
        html = shown(desk)
        assert "Ask for advice" in html
        assert "<strong>News</strong>" not in html
        case = re.search(r'form="ask" name="organisation" value="(\d+)"', html)
        assert case is not None
        assert desk.send("/play/advise", {**desk.hidden(html, "ask"), "organisation": case[1]}).status == 200
        assert "<strong>Advice</strong>" in shown(desk)


def test_events_pauses_and_names(room: Held) -> None:
    facilitator, desk, wall = room.clients[0], room.clients[1], room.wall()
    assert room.act(facilitator, "pause").status == 200
    assert "the clock stands still" in shown(desk)
    assert room.act(facilitator, "continue").status == 200
    assert room.act(facilitator, "event", key="whistleblower", organisation=3).status == 200
    assert room.act(facilitator, "event", key="comet").status == 400
    assert "histleblower" in facilitator.data("/facilitator/live?mark=")["html"].partition('id="played"')[2][:200]
    assert room.act(facilitator, "names", shown="yes").status == 200
    assert room.workshop.wall_view().names
    assert room.act(facilitator, "names", shown="no").status == 200
    assert room.act(facilitator, "nothing such").status == 400
    assert room.act(facilitator, "screen", number=1).status in (403, 409)
    assert wall.get("/wall").status == 200


def test_wrong_codes_are_limited_and_who_is_in_is_not(tmp_path: Path) -> None:
    with held(tmp_path / "tries.db") as found:
        desk = found.participant()
        guest = Client(found.port)
        for _ in range(200):
            answer = guest.post("/join", {"code": "AAAAAA", "name": "Eve"})
            if answer.status == 429:
                break
        assert answer.status == 429
        assert "tries" in answer.text
        assert desk.get("/play").status == 200
        assert desk.post("/join", {"code": "", "name": "x"}).header("location") == "/play"


def test_a_page_that_another_site_led_to_asks_once_more_by_itself(room: Held) -> None:
    # The cookie is not sent where the way led from another site; the page's own second try sends it.
    for path in ("/wall", "/facilitator"):
        told = Client(room.port).get(path)
        assert told.status == 403
        assert f'content="1; url={path}?again=1"' in told.text
        assert "refresh" not in Client(room.port).get(f"{path}?again=1").text
