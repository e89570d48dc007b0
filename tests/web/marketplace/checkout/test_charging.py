"""Points for the cart: opened by an officer, bought by anybody who signs in, refused with words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from eth_utils import keccak
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock, business_date, day_number, unix
from chain.ids import MunicipalityCode
from chain.municipalities import Municipality
from chain.units import Points
from marketplace.models import Checkout
from points.models import Program, ProgramOnChain
from tests.fixtures.cards import FakeProvider
from tests.fixtures.web import SignIn
from tests.web.marketplace.checkout.test_card_payments import Till
from tests.web.marketplace.conftest import Market
from wallet import Role
from wallet.services.persons.verify_person import Document

BANDAI = MunicipalityCode("074071")
PROGRAM = 21


@pytest.fixture
def program(platform: Platform, clock: FixedClock) -> int:
    """A paid program of Bandai, on chain."""
    today = business_date(clock.now())
    last, terms = today + timedelta(days=365), keccak(text="terms")
    with platform.db.write() as session:
        at = {"block_number": 1, "log_index": 0, "part": 0}
        session.add(Municipality(code=BANDAI, name="磐梯町", is_paused=False))
        session.add(
            Program(
                id=PROGRAM, issuer=BANDAI, area_id=1, name_ja="ばんだいコイン", name_en="Bandai coin",
                cap=Points(50_000), first_day=today, last_day=last, is_paid=True, terms_hash=terms,
                deadline=unix(clock.now()), created_by="0x" + "11" * 20, created_at=clock.now(),
            )
        )  # fmt: skip
        session.add(
            ProgramOnChain(
                program_id=PROGRAM, issuer=BANDAI, area_id=1, cap=50_000, first_day=day_number(today),
                last_day=day_number(last), is_paid=True, is_transferable=False, is_verified_only=False,
                refunds_expired=False, terms_hash=terms, block_time=1, tx_hash=terms, **at,
            )
        )  # fmt: skip
    return PROGRAM


def test_an_officer_opens_and_ends_the_sale_and_nobody_else(
    client: FlaskClient, program: int, sign_in: SignIn, platform: Platform
) -> None:
    page = f"/console/{BANDAI}/programs/{program}"
    limits = {"most_at_once": "10000", "most_a_month": "30000"}
    sign_in(email="fan@example.jp")
    assert client.post(f"{page}/online-sale", data=limits).status_code == 403
    assert client.post(f"{page}/online-sale/end").status_code == 403
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, "015865")])
    assert client.post(f"{page}/online-sale", data=limits).status_code == 403
    assert client.post(f"/console/015865/programs/{program}/online-sale", data=limits).status_code == 404
    sign_in(email="officer@example.jp", roles=[(Role.OFFICER, BANDAI)])
    assert "資金決済法 第4条第2号" in client.get(page).text
    client.post(f"{page}/online-sale", data=limits | {"most_at_once": "100001"})
    assert "100から100000までの数" in client.get(page).text.replace(",", "")
    client.post(f"{page}/online-sale", data=limits)
    assert "オンラインのチャージを始めました" in client.get(page).text
    assert "ばんだいコイン" in client.get("/charge").text
    client.post(f"{page}/online-sale/end")
    assert "いまチャージできるポイントはありません" in client.get("/charge").text


def test_a_charge_goes_into_the_cart_and_is_held_with_everything_else(
    client: FlaskClient, program: int, sign_in: SignIn, platform: Platform
) -> None:
    officer = sign_in(email="officer@example.jp").address
    platform.points.online.keep_sale.open(BANDAI, officer, program, Points(30_000), Points(60_000))
    me = sign_in().address
    for amount, words in (("99", "100円から"), ("30001", "30,000円まで"), ("ten", "field"), ("", "field")):
        refused = client.post("/charge", data={"program": program, "amount": amount})
        assert refused.status_code in (409, 422) and words in refused.text and f'value="{amount}"' in refused.text
    assert client.post("/charge", data={"program": 99, "amount": "500"}).status_code == 409
    assert client.post("/charge", data={"program": program, "amount": "3,000"}).location == "/cart"
    cart = client.get("/cart").text
    assert "ばんだいコインのチャージ" in cart and "3,000" in cart
    assert "Bandai coin" in client.get("/cart?lang=en").text
    client.get("/cart?lang=ja")
    page = client.post("/checkouts").location
    assert "ばんだいコインのチャージ" in client.get(page).text
    sign_in(email="other@example.jp")
    assert client.get(page).status_code == 404
    sign_in()
    client.post("/charge", data={"program": program, "amount": "5000"})  # two of one program
    assert "1つにまとめて" in client.post("/checkouts").text
    client.post("/cart/lines/points:21:3000", data={"quantity": 0})
    with platform.db.write() as session:  # everything was granted meanwhile
        session.query(ProgramOnChain).update({"cap": 4_000})
    refused = client.post("/checkouts")
    assert refused.status_code == 409 and "あと4000ポイント" in refused.text.replace(",", "")
    with platform.db.read() as session:
        assert session.query(Checkout).filter_by(buyer=me).count() == 1


def test_points_for_verified_people_are_not_charged_for_others(
    client: FlaskClient, program: int, sign_in: SignIn, platform: Platform
) -> None:
    officer = sign_in(email="officer@example.jp").address
    platform.points.online.keep_sale.open(BANDAI, officer, program, Points(30_000), Points(60_000))
    with platform.db.write() as session:
        session.query(ProgramOnChain).update({"is_verified_only": True})
    me = sign_in().address
    refused = client.post("/charge", data={"program": program, "amount": "3000"})
    assert (
        refused.status_code == 409 and "本人確認を終えた人だけ" in refused.text and "/account/identity" in refused.text
    )
    document = Document("ヤマダ ハナ", date(1950, 1, 2), date(2028, 12, 31))
    platform.wallet.verify_person.verify(BANDAI, officer, me, document)
    assert client.post("/charge", data={"program": program, "amount": "3000"}).location == "/cart"


def test_a_charge_that_failed_goes_back_to_the_card_and_the_rest_stands(
    client: FlaskClient, program: int, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    provider = FakeProvider()
    provider.replace(platform.marketplace.checkout.card)
    officer = sign_in(email="officer@example.jp").address
    platform.points.online.keep_sale.open(BANDAI, officer, program, Points(30_000), Points(60_000))
    till = Till(platform, client, provider, card, sign_in().address)
    client.post("/charge", data={"program": program, "amount": "2000"})
    till.go_to_provider()
    till.tell("paid")
    till.relay()
    till.advance()
    assert till.sent() == ["marketplace.card_delivery", "marketplace.order", "marketplace.charge"]
    market.arrive(1)
    platform.points.online.keep_sale.close(BANDAI, program)  # between the payment and the issue
    till.relay()
    charges = platform.marketplace.checkout.charges
    for _ in range(3):
        charges.settle_due()
        till.relay()
    assert till.sent()[-1] == "marketplace.charge_return"
    assert till.refunds() == []  # not before the yen are back with the buyer
    for _ in range(3):
        till.advance()
        till.relay()
    assert till.refunds() == [(2_000, "done")]
    shown = client.get(till.page).text
    assert "受け付けが終わっていました" in shown and "返金しました" in shown and "番を見る" in shown
