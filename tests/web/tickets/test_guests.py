"""The guest register of a stay: written by the booker, read by the inn, erased after departure."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.own_data.gathering import gather
from chain.clock import FixedClock
from chain.ids import Address
from marketplace.models import Kind
from marketplace.models.tickets.guests import GuestLine, RegisterView
from marketplace.services.tickets.book import BookingWish
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import MATSUZAKI, Harbour
from wallet import Role

GUESTS = {
    "name_0": "山田 花子", "address_0": "奈良県宇陀市1-2", "phone_0": "090-0000-0000",
    "name_1": "Anna Berg", "address_1": "Storgatan 1, Uppsala", "is_from_abroad_1": "1", "nationality_1": "Sweden",
    "passport_1": "ab 1234567",
}  # fmt: skip


def stay(harbour: Harbour, guest: Address) -> tuple[int, int]:
    """The number of an inn, and a booking of two nights there."""
    number = harbour.open(kind=Kind.STAY)
    harbour.give_yen(guest, 50_000)
    adult, _ = harbour.fares(number)
    asked = harbour.tickets.book.prepare(BookingWish(number, {adult: 1}, 0, 2), guest)
    harbour.tickets.book.complete(asked.subject, b"\x01" * 65)
    return number, int(asked.subject)


def test_from_the_bookers_form_to_the_inn_and_away(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn, clock: FixedClock
) -> None:
    booker = sign_in()
    number, booking = stay(harbour, booker.address)
    page = f"/bookings/{booking}/guests"
    assert client.get(page).status_code == 409  # not booked yet
    harbour.arrive(booking)
    assert page in client.get(f"/bookings/{booking}").text
    assert "旅券番号" in client.get(page).text and '<html lang="en"' in client.get(f"{page}?lang=en").text
    client.get(f"{page}?lang=ja")
    for fault, words in (
        ({"name_0": ""}, "入力してください"),
        ({"passport_1": ""}, "入力してください"),
        ({"passport_1": "12-34"}, "旅券番号は"),
        ({"address_0": "1234 5678 9018"}, "マイナンバー"),
        ({"nationality_1": ""}, "入力してください"),
    ):
        refused = client.post(page, data=GUESTS | fault)
        assert refused.status_code == 422 and words in refused.text and "Storgatan" in refused.text, fault
    assert client.post(page, data={}).status_code == 422
    assert client.post(page, data=GUESTS).status_code == 303
    assert "Anna Berg" in client.get(page).text
    with harbour.platform.db.read() as session:
        sealed = session.scalars(select(GuestLine.sealed)).all()
        assert len(sealed) == 2 and not any(b"Anna" in one or b"AB1234567" in one for one in sealed)
    own = gather(harbour.platform, booker.address)["marketplace"]["guest_register"]
    assert [row["passport"] for row in own] == ["", "AB1234567"]

    inn = f"/console/{MATSUZAKI}/tickets/{number}/slots/1/guests"
    assert client.get(inn).status_code in (403, 404)
    sign_in(roles=[(Role.OFFICER, "016659")], email="else@example.jp")
    assert client.get(inn).status_code in (403, 404)
    assert client.get(page).status_code == 404 and client.post(page, data=GUESTS).status_code == 404
    sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))], email="inn@example.jp")
    shown = client.get(inn).text
    assert all(words in shown for words in ("山田 花子", "Storgatan 1", "AB1234567"))
    assert "Anna Berg" not in client.get(inn.replace("/1/", "/2/")).text  # they left that morning
    with harbour.platform.db.read() as session:
        assert len(session.scalars(select(RegisterView)).all()) == 1
    sign_in()
    assert "宿の職員が見た日時" in client.get(page).text

    clock.advance(timedelta(days=20))
    sign_in()
    assert client.get(page).status_code == 409  # they have left
    harbour.tickets.register.forget_old()
    with harbour.platform.db.read() as session:
        assert len(session.scalars(select(GuestLine)).all()) == 2
    clock.advance(timedelta(days=20))
    harbour.tickets.register.forget_old()
    with harbour.platform.db.read() as session:
        assert not session.scalars(select(GuestLine)).all() and not session.scalars(select(RegisterView)).all()


@pytest.mark.parametrize("kind", [Kind.TICKET])
def test_a_ferry_needs_no_register(client: FlaskClient, harbour: Harbour, sign_in: SignIn, kind: Kind) -> None:
    from tests.web.tickets.test_booking_pages import booked

    account = sign_in()
    booked(harbour, harbour.open(kind=kind), account.address)
    assert client.get("/bookings/1/guests").status_code == 409
    assert "/guests" not in client.get("/bookings/1").text
