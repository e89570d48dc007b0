"""Events in the browser and beneath it: coming, waiting, the next in turn, the last place, wrong people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from app.surfaces.console.forms import local_moment
from app.wiring import Platform, event_handlers
from chain.clock import JST, unix
from chain.errors import Invalid
from chain.events import route_pending
from dao.errors import EventClosed, EventUnknown, NotInvited
from dao.models.events import Audience, ReplyState
from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.events.conftest import Planned
from wallet import Role

MUKAWA = "015865"


def tell(platform: Platform) -> None:
    route_pending(platform.db, event_handlers(platform), platform.clock.now())


def test_the_line_moves_by_itself(planned: Planned, board: Board) -> None:
    reply, number = planned.events.reply, planned.write()
    first, second, third, pair = (board.person(one) for one in (1, 2, 3, 4))
    assert [reply.come(number, one) for one in (first, second, third)] == ["going", "going", "waiting"]
    assert reply.come(number, pair, 1) is ReplyState.WAITING
    with pytest.raises(Invalid):
        reply.come(number, first, 1)  # there is no room, and what they had stays
    assert planned.state(number, first) == "going"
    reply.withdraw(number, first)
    assert planned.state(number, third) == "offered"
    assert reply.come(number, first) is ReplyState.WAITING  # an offered place is taken
    board.clock.advance(timedelta(hours=24))
    with pytest.raises(EventClosed):
        reply.confirm(number, third)
    assert planned.events.places.offer_all() == 2  # one lapsed, one offered
    assert [planned.state(number, one) for one in (third, pair, first)] == ["lapsed", "waiting", "offered"]
    reply.confirm(number, first)
    reply.confirm(number, first)
    view = planned.events.pages.event(number, pair).view
    assert (view.taken, view.waiting, view.state) == (2, 1, "full")
    planned.events.write.change(number, UDA, planned.draft(capacity=4))
    assert planned.state(number, pair) == "offered"
    with pytest.raises(Invalid):
        planned.events.write.change(number, UDA, planned.draft(capacity=3))


def test_two_at_once_for_the_last_place(planned: Planned, board: Board) -> None:
    number = planned.write(capacity=1)
    people = [board.person(one) for one in range(1, 7)]
    with ThreadPoolExecutor(6) as pool:
        states = list(pool.map(lambda one: planned.events.reply.come(number, one), people))
    assert sorted(states) == ["going", *["waiting"] * 5]
    assert planned.events.pages.event(number, None).view.taken == 1


def test_who_may_come(planned: Planned, board: Board) -> None:
    reply, stranger = planned.events.reply, board.person(7)
    members = planned.write(audience=Audience.MEMBERS)
    with pytest.raises(NotInvited):
        reply.come(members, stranger)
    assert not reply.is_invited(members, stranger)
    assert reply.come(members, board.member(8)) is ReplyState.GOING
    with pytest.raises(NotInvited):
        reply.come(planned.write(audience=Audience.CARD), stranger)
    for wrong in (None, board.person(9)):
        with pytest.raises(Invalid):
            planned.write(audience=Audience.SERIES, series=wrong)
    club = planned.write(audience=Audience.SERIES, series=planned.holders.series.address)
    with pytest.raises(NotInvited):
        reply.come(club, stranger)
    planned.holders.holder = stranger
    assert reply.come(club, stranger) is ReplyState.GOING
    with pytest.raises(Invalid):
        reply.come(planned.write(), stranger, home="131016")
    board.clock.advance(timedelta(days=8))
    with pytest.raises(EventClosed):
        reply.come(members, board.person(8))


def test_a_tier_of_the_token_is_asked_for_when_somebody_books(planned: Planned, board: Board) -> None:
    reply, fan, now = planned.events.reply, board.person(7), unix(board.clock.now())
    for wrong in (None, "7:2", "8:1"):
        with pytest.raises(Invalid):
            planned.write(audience=Audience.TIER, tier=wrong)
    number = planned.write(audience=Audience.TIER, tier="7:10", capacity=9)
    any_holder = planned.write(audience=Audience.TIER, tier="")
    member = board.member(8)
    for wrong_person, missing in ((fan, 10), (member, 10)):
        with pytest.raises(NotInvited) as refused:
            reply.come(number, wrong_person)
        assert refused.value.missing == missing
    planned.holders.bought.append((fan, 4, now))
    asked = reply.tier_of(number, fan)
    assert asked is not None
    assert (asked.held, asked.least, asked.missing) == (4, 10, 6)
    assert not reply.is_invited(number, fan)
    assert reply.come(any_holder, fan) is ReplyState.GOING
    planned.holders.bought.append((fan, 6, now))
    assert reply.come(number, fan) is ReplyState.GOING, "bought after the event was written"
    planned.events.write.change(number, UDA, planned.draft(capacity=9))
    assert reply.come(number, member) is ReplyState.GOING, "for everybody now"
    assert reply.tier_of(number, member) is None


def test_called_off_is_told_to_all_with_the_reason(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    number, path = planned.write(capacity=1), "/console/292125/events"
    planned.events.reply.come(number, board.person(1))
    waiting = sign_in()
    assert client.post(f"/events/{number}/reply").status_code == 303
    assert "キャンセル待ち" in client.get(f"/events/{number}").text
    assert client.post(f"{path}/{number}/calling-off", data={"reason": "大雨"}).status_code == 403
    sign_in(board.person(50), [(Role.OFFICER, MUKAWA)])
    assert client.get(f"/console/{MUKAWA}/events/{number}").status_code == 404
    assert client.post(f"/console/{MUKAWA}/events/{number}/calling-off", data={"reason": "x"}).status_code == 404
    with pytest.raises(EventUnknown):
        planned.events.pages.event(10_000, None)
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])
    assert client.post(f"{path}/{number}/calling-off", data={"reason": ""}).location.endswith(f"/events/{number}")
    assert client.post(f"{path}/{number}/calling-off", data={"reason": "大雨のため"}).location == path
    tell(platform)
    sign_in(waiting.address)
    notices = client.get("/notices").text
    assert "「ゆずの収穫」は中止になりました" in notices
    assert "大雨のため" in notices
    assert "中止になりました" in client.get(f"/events/{number}").text
    assert client.post(f"/events/{number}/reply").status_code == 303
    assert planned.state(number, waiting.address) == "waiting"


def test_from_the_desk_to_a_confirmed_place(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    assert "いまお知らせできるイベントはありません" in client.get("/events").text
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])
    desk, begins = f"/console/{UDA}/events", board.clock.now() + timedelta(days=3)
    typed = {
        "community": "uda", "kind": "tour", "title_ja": "四町合同ツアー", "title_en": "Tour of four towns",
        "body_ja": "歩きます。", "place_ja": "宇陀駅", "begins_at": local_moment(begins),
        "ends_at": local_moment(begins + timedelta(days=2)), "capacity": "2", "most_companions": "1",
        "confirm_hours": "24", "audience": "everybody",
    }  # fmt: skip
    assert client.get(f"{desk}/new").status_code == 200
    for wrong in (
        {"ends_at": typed["begins_at"]},
        {"capacity": "0"},
        {"kind": "war"},
        {"survey_id": "9"},
        {"audience": "series", "series": "x"},
        {"ticket_service": "7"},
    ):
        refused = client.post(desk, data=typed | wrong)
        assert refused.status_code == 422
        assert "四町合同ツアー" in refused.text
    address = client.post(desk, data=typed).location
    number = int(address.rsplit("/", 1)[1])
    assert "四町合同ツアー" in client.get(desk).text
    assert client.get(f"{desk}/{number}").status_code == 200
    planned.events.reply.come(number, board.person(1), 1)
    me = sign_in()
    assert client.post(f"{address}/reply", data={"companions": "たくさん"}).status_code == 422
    assert client.post(f"{address}/reply", data={"companions": "2"}).status_code == 422
    assert client.post(f"{address}/reply", data={"companions": "0", "home": "abroad"}).status_code == 303
    assert "前に0組" in client.get(address).text
    planned.events.reply.withdraw(number, board.person(1))
    tell(platform)
    assert "「四町合同ツアー」に空きが出ました" in client.get("/notices").text
    assert "参加を確定する" in client.get(address).text
    assert client.post(f"{address}/confirmation").status_code == 303
    assert planned.state(number, me.address) == "going"
    assert "入口で見せてください" in client.get(address).text
    assert "Tour of four towns" in client.get("/events?lang=en").text
    assert "Tour of four towns" in client.get("/communities/uda").text
    assert client.get(f"/events?town={UDA}").status_code == 200
    client.delete_cookie("musubi_lang")
    moved = typed | {"place_ja": "大月駅"}
    sign_in(board.person(51))
    assert client.post(f"{desk}/{number}", data=moved).status_code == 303
    tell(platform)
    sign_in(me.address)
    assert "「四町合同ツアー」の予定が変わりました" in client.get("/notices?lang=ja").text
    assert client.post(f"{address}/withdrawal").status_code == 303
    assert planned.state(number, me.address) == "withdrawn"
    client.set_cookie("musubi_lang", "en")
    assert client.get(address).status_code == 200


def test_the_calendar_shows_every_day_of_an_event_and_feeds_phones(
    planned: Planned, board: Board, client: FlaskClient
) -> None:
    begins = datetime(2026, 11, 28, 10, tzinfo=JST)
    two_days = {"begins_at": unix(begins), "ends_at": unix(begins + timedelta(days=1))}
    assert board.clock.now() < begins
    number = planned.write(**two_days)
    off = planned.write(**two_days, title_ja="中止の会")
    planned.events.write.call_off(off, UDA, "大雨")
    month = client.get("/events/calendar?month=2026-11").text
    assert month.count(f'href="/events/{number}"') == 3  # two days and the list
    assert "2026年11月" in month
    assert "November 2026" in client.get("/events/calendar?month=2026-11&lang=en").text
    assert "この月のイベントはありません" in client.get("/events/calendar?month=2030-01&lang=ja").text
    for strange in ("month=0001-01", "month=x", "town=%22", "month=9999-12"):
        assert client.get(f"/events/calendar?{strange}").status_code == 200
    assert f'/events/{number}"' not in client.get(f"/events/calendar?month=2026-11&town={MUKAWA}").text
    entries = {str(one["uid"]).split("@")[0]: one for one in feed_of(client, "/events/calendar.ics")}
    assert str(entries[f"events-{number}"]["summary"]) == "ゆずの収穫"
    assert str(entries[f"events-{off}"]["status"]) == "CANCELLED"
    assert len(feed_of(client, f"/events/calendar.ics?town={MUKAWA}")) == 0


def feed_of(client: FlaskClient, address: str) -> list[Event]:
    return list(Calendar.from_ical(client.get(address).text).events)
