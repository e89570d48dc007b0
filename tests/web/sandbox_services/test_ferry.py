"""The ferry's pier: what is sold is counted, a ticket boards its own departure once, one given back never."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.sandbox_services.common.visitors import OPENID
from app.sandbox_services.ferry.sailings import TOKYO, coming
from chain.clock import FixedClock
from tests.fixtures.services import FakeMusubi, OpenService

TOKEN = "at-1"
SAILING = datetime(2026, 11, 25, 8, 0, tzinfo=TOKYO)


@pytest.fixture
def clock() -> FixedClock:
    """Boarding for the first departure of the day is open."""
    return FixedClock(SAILING - timedelta(minutes=30))


@pytest.fixture
def pier(open_service: Callable[[str], OpenService]) -> OpenService:
    return open_service("ferry")


def ticket(
    count: int = 2, at: datetime = SAILING, name: str = "tk_1", *, called_off: bool = False, **more: Any
) -> dict[str, Any]:
    return {
        "ticket": name, "ticket_service": 3, "name": "乗船券", "fare": "おとな", "fare#en": "Adult", "slot": 1,
        "starts_at": at.isoformat(), "ends_at": None, "count": count, "unused": count, "is_called_off": called_off,
    } | more  # fmt: skip


def signs_in(pier: OpenService, musubi: FakeMusubi, *held: dict[str, Any], subject: str = "sub_1") -> FlaskClient:
    """With the Musubi ID, which lets the pier read these tickets."""
    token, client, site = f"{TOKEN}-{subject}", pier.browser(), pier.site
    assert musubi.claims is not None
    musubi.claims[token] = {"sub": subject, "tickets": list(held)}
    visitor = site.visitors.known(subject, OPENID)
    for do in site.on_sign_in:
        do(visitor, token)
    with client.session_transaction() as session:
        session["visitor"] = visitor.id
    return client


def boards(client: FlaskClient, at: datetime = SAILING) -> str:
    return client.post("/boarding", data={"sailing": at.isoformat()}, follow_redirects=True).text


def crew(pier: OpenService, code: str, at: datetime = SAILING) -> str:
    return pier.browser().post("/crew", data={"code": code, "sailing": at.isoformat()}, follow_redirects=True).text


def number_of(client: FlaskClient) -> str:
    found = re.search(r"(\d{3} \d{3})</strong>", client.get("/boarding").text)
    assert found is not None
    return found[1]


def test_a_party_boards_with_one_phone_once_and_it_is_told(pier: OpenService, musubi: FakeMusubi) -> None:
    phone = signs_in(pier, musubi, ticket(2))
    assert "2名さま、ご乗船" in boards(phone)
    assert "もう乗船しています" in boards(phone) and "2名 乗船済み" in phone.get("/boarding").text
    pier.site.outbox.send_due()
    told = {"route": "shimizu-toi", "sailing": SAILING.isoformat(), "port": "清水港", "ticket": "tk_1"}
    assert musubi.told == [("sub_1", "boarded", told)]


def test_the_ticket_of_who_boards_is_reported_to_be_cancelled_once(pier: OpenService, musubi: FakeMusubi) -> None:
    """As long as Musubi has not heard of it, it says that both are left."""
    phone = signs_in(pier, musubi, ticket(2, to_check_in=2), ticket(1, name="tk_2", to_check_in=1))
    assert "3名さま、ご乗船" in boards(phone) and "もう乗船しています" in boards(phone)
    pier.site.outbox.send_due()
    assert [(kind, data) for _, kind, data in musubi.told] == [
        ("used", {"ticket": "tk_1", "count": 2}),
        ("used", {"ticket": "tk_2", "count": 1}),
        ("boarded", {"route": "shimizu-toi", "sailing": SAILING.isoformat(), "port": "清水港", "ticket": "tk_1"}),
    ]


def test_what_another_door_has_cancelled_does_not_board(pier: OpenService, musubi: FakeMusubi) -> None:
    phone = signs_in(pier, musubi, ticket(2, to_check_in=1, unused=1))
    assert "1名さま、ご乗船" in boards(phone)
    used = signs_in(pier, musubi, ticket(1, name="tk_3", to_check_in=0, unused=0), subject="sub_2")
    assert "もう使われています" in used.get("/boarding").text and "もう使われています" in boards(used)
    unsigned = signs_in(pier, musubi, ticket(1, name="tk_4", to_check_in=0), subject="sub_3")
    assert "署名をして" in unsigned.get("/boarding").text and "署名をして" in boards(unsigned)
    assert "this ticket" in used.get("/boarding?lang=en").text.lower()


def test_a_boarding_without_a_line_is_told_later_and_what_musubi_did_not_cancel_is_shown_to_the_crew(
    pier: OpenService, musubi: FakeMusubi
) -> None:
    phone = signs_in(pier, musubi, ticket(2, to_check_in=2))
    number, musubi.claims = number_of(phone), None
    musubi.answers.extend([503, 503])
    assert "最後に確かめた券で" in crew(pier, number) and "消し込めなかった券" not in pier.client.get("/crew").text
    pier.site.outbox.send_due()
    with pier.site.book.write() as rows:
        rows.execute("update sent set due_at = 0")
    pier.site.outbox.send_due()
    used = next(one for one in musubi.events if one["type"].endswith(".used"))
    assert (used["data"]["count"], len(musubi.events)) == (2, 2)
    pier.tell("musubi.event.put_aside", "m1", event=used["id"], event_type=used["type"], reason="ticket_used")
    page = pier.client.get("/crew").text
    assert "消し込めなかった券" in page and "2名: もう使われた券です" in page
    assert "もう使われた券です" in pier.client.get("/log").text


def test_who_buys_one_more_after_boarding_boards_the_rest(pier: OpenService, musubi: FakeMusubi) -> None:
    phone = signs_in(pier, musubi, ticket(1))
    boards(phone)
    assert musubi.claims is not None
    musubi.claims[f"{TOKEN}-sub_1"]["tickets"] = [ticket(3)]
    assert "2名さま、ご乗船" in boards(phone)


def test_a_ticket_that_was_given_back_or_away_meanwhile_does_not_board(pier: OpenService, musubi: FakeMusubi) -> None:
    phone = signs_in(pier, musubi, ticket(1))
    assert musubi.claims is not None
    musubi.claims[f"{TOKEN}-sub_1"]["tickets"] = []
    assert "この便の券をお持ちではありません" in boards(phone)
    assert pier.site.book.number("select count(*) from sent") == 0


def test_another_departures_ticket_boards_neither_here_nor_before_its_hour(
    pier: OpenService, musubi: FakeMusubi
) -> None:
    later = SAILING.replace(hour=10, minute=45)
    phone = signs_in(pier, musubi, ticket(1, later))
    assert "この便の券をお持ちではありません" in boards(phone)
    assert "出港の60分前からです" in boards(phone, later)
    assert "この券は11/25 10:45の便です" in crew(pier, number_of(phone))


def test_who_comes_late_is_refused_and_the_crew_still_notes_who_is_on_board(
    pier: OpenService, musubi: FakeMusubi, clock: FixedClock
) -> None:
    phone = signs_in(pier, musubi, ticket(1))
    clock.advance(timedelta(minutes=30))
    assert "出港しました" in boards(phone) and "出港後の控え" in pier.client.get("/crew").text
    number = number_of(phone)
    assert "1名さま、乗船です" in crew(pier, number)
    clock.advance(timedelta(hours=3))
    assert "いま乗船を受け付けていません" in crew(pier, number)


def test_a_called_off_departure_boards_nobody(pier: OpenService, musubi: FakeMusubi) -> None:
    phone = signs_in(pier, musubi, ticket(1, called_off=True))
    assert "欠航です" in phone.get("/boarding").text and "欠航です" in boards(phone)


def test_without_an_answer_nobody_boards_alone_and_the_crew_goes_by_what_was_known(
    pier: OpenService, musubi: FakeMusubi
) -> None:
    phone = signs_in(pier, musubi, ticket(2))
    musubi.claims = None
    assert "いま券を確かめられません" in boards(phone)
    number = number_of(phone)
    assert "最後に確かめた券で" in crew(pier, number)
    assert "もう乗船しています" in crew(pier, number)
    assert pier.site.book.number("select count(*) from boarding where way = 'unchecked'") == 1


def test_an_access_that_is_over_asks_for_the_check_again(pier: OpenService, musubi: FakeMusubi) -> None:
    phone = signs_in(pier, musubi, ticket(1))
    musubi.claims = {}
    assert "券を確かめ直す" in boards(phone) and pier.site.book.number("select count(*) from boarding") == 0


def test_a_card_at_the_sign_in_shows_no_tickets(pier: OpenService) -> None:
    pier.sign_in("C-123-456-786")
    assert "カードの番号では、券は見えません" in pier.client.get("/boarding").text
    assert "結びのIDでサインインしてください" in boards(pier.client)


def test_sales_and_returns_are_counted_once_for_their_departure(pier: OpenService, musubi: FakeMusubi) -> None:
    at = SAILING.astimezone(TOKYO).isoformat()
    pier.tell("musubi.ticket.returned", "m1", count=1, starts_at=at, tickets=[])  # before its sale
    for _ in range(2):
        pier.tell("musubi.ticket.sold", "m2", count=3, starts_at=at, tickets=[], sub="sub_1")
    pier.tell("musubi.ticket.sold", "m5", count=1, starts_at=at, tickets=[], reason="handed_on")  # before it was given
    pier.tell("musubi.ticket.returned", "m6", count=1, starts_at=at, tickets=[], reason="handed_on")
    pier.tell("musubi.ticket.sold", "m3", count=5, starts_at=None, tickets=[])  # an open ticket
    pier.tell("musubi.ticket.sold", "m4", count=5, starts_at="soon", tickets=[])
    boards(signs_in(pier, musubi, ticket(1)))
    row = re.search(r"11/25 8:00</td>(.*?)</tr>", pier.client.get("/").text.replace("08:00", "8:00"), re.DOTALL)
    assert row is not None and re.findall(r"\d+名", row[1]) == ["2名", "1名"]
    assert pier.site.book.number("select count(*) from sale") == 1
    assert "11/25" in pier.client.get("/crew?lang=en").text and "Refunded" in pier.client.get("/crew").text
    assert "sub_1" not in pier.client.get("/log").text


def test_a_departure_that_is_called_off_says_so_to_everybody(pier: OpenService) -> None:
    at = SAILING.isoformat()
    pier.tell("musubi.ticket.sold", "m1", count=3, starts_at=at, tickets=[], reason="bought")
    assert 'badge--error">欠航' not in pier.client.get("/crew").text
    named = {"name": "乗船券", "name#en": "Ferry Ticket"}
    pier.tell("musubi.ticket.returned", "m2", count=3, starts_at=at, tickets=[], reason="called_off", **named)
    assert "Ferry Ticket ×3: called off" in pier.client.get("/log?lang=en").text
    assert "乗船券 3枚：中止になった" in pier.client.get("/log?lang=ja").text
    assert 'badge--error">欠航' in pier.client.get("/").text and 'badge--error">欠航' in pier.client.get("/crew").text
    assert pier.site.book.number("select sold - returned from sale") == 0


def test_withdrawing_the_consent_takes_tickets_and_number_away(pier: OpenService, musubi: FakeMusubi) -> None:
    phone = signs_in(pier, musubi, ticket(1), ticket(1, SAILING + timedelta(days=1), "tk_2"))
    number = number_of(phone)
    boards(phone)
    pier.tell("musubi.consent.withdrawn", "m1", sub="sub_1")
    assert "見つかりません" in crew(pier, number)
    assert pier.site.book.number("select count(*) from pass") == pier.site.book.number("select count(*) from code") == 0
    assert pier.site.book.number("select count(*) from boarding where visitor is null") == 1


def test_two_people_keep_their_own_numbers_and_departures_follow_each_other(
    pier: OpenService, musubi: FakeMusubi
) -> None:
    one, other = (signs_in(pier, musubi, ticket(1, name=f"tk_{who}"), subject=who) for who in ("sub_a", "sub_b"))
    assert number_of(one) != number_of(other)
    assert "1名さま、乗船です" in crew(pier, number_of(one)) and "1名さま、乗船です" in crew(pier, number_of(other))
    hours = [(one.at.day, one.at.hour) for one in coming(SAILING, 5)]
    assert hours == [(25, 10), (25, 14), (26, 8), (26, 10), (26, 14)]
