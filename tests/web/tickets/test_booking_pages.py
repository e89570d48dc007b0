"""From a service's page to a ticket with a code, and what stands in the way."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from chain.contracts.ticket_inventory import ticket_id
from chain.ids import Address
from marketplace.models import Kind
from marketplace.services.tickets.book import BookingWish
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import Harbour, address


def booked(harbour: Harbour, number: int, guest: Address, adults: int = 2) -> int:
    """A booking of departure 1 that the chain has taken; the id of its adults' tickets."""
    harbour.give_yen(guest, 50_000)
    adult, _ = harbour.fares(number)
    asked = harbour.tickets.book.prepare(BookingWish(number, {adult: adults}, 1), guest)
    harbour.tickets.book.complete(asked.subject, b"\x01" * 65)
    harbour.arrive(int(asked.subject))
    return ticket_id(adult, 1)


def test_visitors_see_days_prices_what_is_left_and_what_comes_back(client: FlaskClient, harbour: Harbour) -> None:
    number = harbour.open(capacity=3)
    page = client.get(f"/tickets/{number}").text
    for words in (
        "駿河湾フェリー",
        "残り3",
        "1,560",
        "開始の1日前まで: 料金の80%を返します",
        "お客さまのご都合では返金できません",
        "ほかの人にはゆずれません",
    ):
        assert words in page
    english = client.get(f"/tickets/{number}?lang=en").text
    assert "Suruga Bay Ferry" in english and "¥2,600" in english and "Ferry company" in english
    assert client.get("/tickets/1").status_code == 404
    assert client.get(f"/tickets/{number}/bookings/new").status_code in (302, 303)  # to sign in


def test_what_cannot_be_booked_is_said_and_what_was_chosen_stays(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn
) -> None:
    number = harbour.open(capacity=3)
    adult, child = harbour.fares(number)
    account = sign_in()
    new = f"/tickets/{number}/bookings/new"
    for query, status, words in (
        (f"fare-{adult}=2", 409, "日時を選んでください。"),
        (f"slot=1&fare-{adult}=3&fare-{child}=1", 409, "残りは3です"),
        ("slot=1", 422, "1以上にしてください"),
        (f"slot=1&fare-{adult}=ten", 422, "1以上にしてください"),
        (f"slot=1&fare-{adult}=99", 422, "一度に32枚まで"),
        ("slot=1&fare-7=1", 409, "画面を読み込み直してください"),
    ):
        answer = client.get(f"{new}?{query}")
        assert (answer.status_code, words in answer.text) == (status, True), query
    kept = client.get(f"{new}?slot=1&fare-{adult}=3&fare-{child}=1").text
    assert 'value="1" checked' in kept and 'value="3"' in kept

    review = client.get(f"{new}?slot=2&fare-{adult}=1&fare-{child}=１").text
    assert "4,680" in review and "残高があと4,680円足りません" in review
    harbour.give_yen(account.address, 4_680)
    posted = client.post(f"/tickets/{number}/bookings", data={"slot": "2", f"fare-{adult}": "1", f"fare-{child}": "1"})
    assert posted.status_code == 303 and "/sign/" in posted.location
    asked = client.get(posted.location).text
    assert all(words in asked for words in ("駿河湾フェリー", "おとな × 1", "こども × 1"))


def test_a_ticket_shows_its_code_and_is_handed_on_by_its_holder_alone(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn
) -> None:
    number = harbour.open()
    account = sign_in()
    assert "使えるチケットはありません" in client.get("/collection/tickets").text
    token, foreign = booked(harbour, number, account.address), booked(harbour, harbour.open(), address("other"))
    assert "駿河湾フェリー" in client.get("/collection/tickets").text
    shelf = client.get("/collection").text
    assert f"/collection/tickets/{token}" in shelf and f"/collection/tickets/{foreign}" not in shelf
    page = client.get(f"/collection/tickets/{token}").text
    code = harbour.tickets.codes.code(token, account.address)
    assert code in page and "<svg" in page and "1枚につき2,080円が戻ります" in page and "灯台" in page
    assert client.get(f"/collection/tickets/{foreign}").status_code == 404
    assert client.post(f"/collection/tickets/{foreign}/return", data={"quantity": "1"}).status_code == 404

    few = client.post(f"/collection/tickets/{token}/return", data={"quantity": "3"})
    assert few.status_code == 409 and "まだ使っていない2枚まで" in few.text and 'value="3"' in few.text
    asked = client.post(f"/collection/tickets/{token}/return", data={"quantity": "1"})
    assert "2,080円が戻ります" in client.get(asked.location).text
    unknown = client.post(f"/collection/tickets/{token}/gift", data={"to": "0000-0000", "quantity": "1"})
    assert unknown.status_code in (409, 422) and 'value="0000-0000"' in unknown.text
    assert client.get("/bookings/999").status_code == 404


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_inn_asks_for_nights(client: FlaskClient, harbour: Harbour, sign_in: SignIn, language: str) -> None:
    number = harbour.open(kind=Kind.STAY, capacity=2)
    account = sign_in()
    harbour.give_yen(account.address, 50_000)
    adult, _ = harbour.fares(number)
    client.get(f"/tickets/{number}?lang={language}")
    short = client.get(f"/tickets/{number}/bookings/new?slot=0&slots=1&fare-{adult}=1")
    assert short.status_code == 422 and ("2泊から" if language == "ja" else "2 nights") in short.text
    review = client.get(f"/tickets/{number}/bookings/new?slot=1&slots=2&fare-{adult}=1").text
    assert "5,720" in review and "15:00" in review


def test_who_keeps_the_key_signs_the_admission_on_the_phone(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = harbour.open()
    token = booked(harbour, number, sign_in().address)
    assert "入場の署名をする" not in client.get(f"/collection/tickets/{token}").text  # the platform signs
    monkeypatch.setattr(type(harbour.platform.wallet), "is_managed", lambda *_: False)
    assert "入場の署名をする" in client.get(f"/collection/tickets/{token}").text
    where = f"/collection/tickets/{token}/admission"
    few = client.post(where, data={"leg": "0", "count": "3"})
    assert few.status_code == 409 and "まだ使っていない2枚まで" in few.text
    assert client.post(where, data={"leg": "9", "count": "1"}).status_code == 404
    asked = client.get(client.post(where, data={"leg": "1", "count": "2"}).location).text
    assert "入場に署名します" in asked and "灯台" in asked
    sign_in(email="stranger@example.jp")
    assert client.post(where, data={"leg": "0", "count": "1"}).status_code == 404
