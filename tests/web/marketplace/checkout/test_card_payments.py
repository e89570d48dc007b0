"""Paying by card: what the provider says late, twice, falsely or not at all, and a process killed between two steps."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.clock import FixedClock
from chain.ids import Address
from chain.outbox import Call, EntryStatus, RelayEntry
from chain.units import Yen
from marketplace.models import (
    CardPayment,
    CardPaymentState,
    CardRefund,
    Checkout,
    CheckoutState,
    Order,
    OrderState,
    RefundState,
)
from tests.fixtures.cards import FakeProvider
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named
from wallet import Role

MUSEUM = replace(offer_named("mukawa-museum-vip"), per_buyer=0)


@dataclass(slots=True)
class Till:
    """Somebody at the provider's page with one thing of which there is one."""

    platform: Platform
    client: FlaskClient
    provider: FakeProvider
    listing: int
    buyer: Address
    page: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def go_to_provider(self) -> None:
        self.client.post("/cart/lines", data={"item": f"listing:{self.listing}", "quantity": 1})
        self.page = self.client.post("/checkouts").location
        signing = self.client.post(f"{self.page}/payment", data={"pay_by": "card"}).location
        assert self.client.post(f"{signing}/signature").location == self.page
        self.advance()

    def advance(self) -> None:
        self.platform.marketplace.checkout.card.advance()

    def tell(self, kind: str, *, name: str = "", signature: str = "genuine", **other: object) -> int:
        payment = self.payment()
        told = {
            "id": name or f"evt-{next(self.numbers)}",
            "kind": kind,
            "key": payment.key,
            "amount": int(payment.amount),
        }
        return self.client.post(
            "/payments/notices", data=json.dumps(told | other), headers={"Stripe-Signature": signature}
        ).status_code

    def payment(self) -> CardPayment:
        with self.platform.db.read() as session:
            return session.scalars(select(CardPayment)).one()

    def state(self) -> CheckoutState:
        with self.platform.db.read() as session:
            return CheckoutState(session.get_one(Checkout, self.payment().checkout_id).state)

    def refunds(self) -> list[tuple[int, str]]:
        with self.platform.db.read() as session:
            return [(int(row.amount), str(row.state)) for row in session.scalars(select(CardRefund))]

    def sent(self) -> list[str]:
        with self.platform.db.read() as session:
            return [
                subject.split(":")[0] for subject in session.scalars(select(RelayEntry.subject).order_by(RelayEntry.id))
            ]

    def relay(self, status: EntryStatus = EntryStatus.CONFIRMED) -> None:
        """The relayer comes to an end with everything."""
        with self.platform.db.write() as session:
            session.query(RelayEntry).filter_by(status=EntryStatus.QUEUED).update({"status": status})


@pytest.fixture
def till(client: FlaskClient, market: Market, sign_in: SignIn, platform: Platform) -> Till:
    provider = FakeProvider()
    provider.replace(platform.marketplace.checkout.card)
    listing, buyer = market.offer(MUSEUM, supply=1), sign_in().address
    till = Till(platform, client, provider, listing, buyer)
    till.go_to_provider()
    return till


def test_paid_by_card_the_yen_come_first_and_then_the_purchase(till: Till, market: Market, app: Flask) -> None:
    shown = till.client.get(till.page).text
    assert f"http://provider.test/{till.payment().key}" in shown
    assert till.sent() == []
    app.config["WTF_CSRF_ENABLED"] = True  # a provider has no form token
    assert till.tell("paid") == 204
    app.config["WTF_CSRF_ENABLED"] = False
    till.advance()
    assert till.state() == CheckoutState.PAID
    assert till.sent() == ["marketplace.card_delivery"]
    assert "お支払いを受け取りました" in till.client.get(till.page).text
    till.relay()
    till.advance()
    till.advance()
    assert till.sent() == ["marketplace.card_delivery", "marketplace.order"]
    assert till.state() == CheckoutState.PLACED


def test_a_notice_that_comes_again_or_under_another_name_pays_once(till: Till) -> None:
    assert till.tell("paid", name="one") == till.tell("paid", name="one") == till.tell("paid", name="two") == 204
    assert till.tell("failed") == 204  # out of order: what is paid stays paid
    assert till.sent() == ["marketplace.card_delivery"]
    assert till.state() == CheckoutState.PAID
    assert till.refunds() == []


@pytest.mark.parametrize(
    "told", [{"signature": "made up"}, {"signature": ""}, {"key": "musubi-1-unknown"}, {"amount": 1}]
)
def test_a_notice_the_provider_did_not_sign_or_about_another_sum_changes_nothing(
    till: Till, told: dict[str, str]
) -> None:
    assert till.tell("paid", **told) == 400
    assert till.state() == CheckoutState.AT_PROVIDER
    assert till.sent() == []


def test_a_card_that_is_refused_releases_the_stock(till: Till, sign_in: SignIn) -> None:
    assert till.tell("failed") == 204
    assert till.state() == CheckoutState.REFUSED
    assert "お取り置きは終わりました" in till.client.get(till.page).text
    sign_in(email="second@example.jp")
    till.client.post("/cart/lines", data={"item": f"listing:{till.listing}", "quantity": 1})
    assert till.client.post("/checkouts").location.startswith("/checkouts/")


def test_paid_late_it_is_bought_while_it_is_there_else_everything_goes_back_once(
    till: Till, market: Market, sign_in: SignIn, clock: FixedClock
) -> None:
    clock.advance(timedelta(minutes=11))
    other = sign_in(email="second@example.jp").address
    market.give_yen(other, 100_000)
    market.arrive(market.signed_order(till.listing, other))
    assert till.tell("paid") == till.tell("paid") == 204
    assert till.state() == CheckoutState.REFUNDED
    total = int(MUSEUM.price)
    assert till.refunds() == [(total, RefundState.DUE)]
    till.provider.answers = False
    till.advance()
    assert till.refunds() == [(total, RefundState.DUE)]
    till.provider.answers = True
    clock.advance(timedelta(seconds=3))
    till.advance()
    till.advance()
    assert till.refunds() == [(total, RefundState.DONE)]
    assert list(till.provider.refunded.values()) == [total]
    assert "marketplace.card_delivery" not in till.sent()


def test_paid_late_while_it_is_still_there_it_is_bought(till: Till, clock: FixedClock) -> None:
    clock.advance(timedelta(hours=5))
    assert "いま支払われても" in till.client.get(till.page).text
    assert till.tell("paid") == 204
    assert till.state() == CheckoutState.PAID


def test_paid_after_the_signatures_end_it_goes_back(till: Till, clock: FixedClock) -> None:
    clock.advance(timedelta(days=3))
    assert till.tell("paid") == 204
    assert till.state() == CheckoutState.REFUNDED


def test_paid_after_it_was_cancelled_it_goes_back(till: Till) -> None:
    till.client.post(f"{till.page}/cancellation")
    assert till.tell("paid") == 204
    assert till.state() == CheckoutState.REFUNDED
    assert len(till.refunds()) == 1


def test_killed_between_two_steps_it_asks_again_under_the_same_key(till: Till, platform: Platform) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    with platform.db.write() as session:  # as after a kill between the provider's answer and its row
        session.query(CardPayment).update({"state": CardPaymentState.STARTING, "page": ""})
    till.provider.after = die
    with pytest.raises(Killed):
        till.advance()
    till.provider.after = lambda: None
    till.advance()
    assert till.payment().page
    assert len(set(till.provider.started)) == 1
    till.tell("paid")
    till.relay(EntryStatus.FAILED)  # the yen cannot be handed out
    till.provider.after = die
    with pytest.raises(Killed):
        till.advance()
    till.provider.after = lambda: None
    till.advance()
    assert till.state() == CheckoutState.REFUNDED
    assert till.refunds() == [(int(MUSEUM.price), RefundState.DONE)]
    assert len(till.provider.refunded) == 1


def test_a_purchase_that_fails_after_the_payment_gives_yen_back_and_then_the_money(till: Till, market: Market) -> None:
    till.tell("paid")
    till.relay()
    till.advance()
    with till.platform.db.read() as session:
        order = session.scalars(select(Order.id)).one()
    market.fail(order, "ListingSoldOut")
    till.relay()
    till.advance()
    assert till.sent()[-1] == "marketplace.card_return"
    assert till.refunds() == []  # not before the yen are back
    till.relay()
    till.advance()
    till.advance()
    assert till.refunds() == [(int(MUSEUM.price), RefundState.DONE)]
    assert till.sent().count("marketplace.card_return") == 1
    assert "返金しました" in till.client.get(till.page).text
    with till.platform.db.read() as session:
        assert session.get_one(Order, order).state == OrderState.FAILED


def test_a_line_of_a_checkout_leads_to_its_checkout(client: FlaskClient, card: int, sign_in: SignIn) -> None:
    sign_in(address("browser wallet"))
    client.post("/cart/lines", data={"item": f"listing:{card}", "quantity": 1})
    page = client.post("/checkouts").location
    assert client.get("/orders/1").location == page


def test_the_owner_of_a_browser_wallet_signs_the_return_and_nobody_else_is_asked(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    services, buyer = platform.marketplace.checkout, sign_in(address("browser wallet")).address
    FakeProvider().replace(services.card)
    till = Till(platform, client, FakeProvider(), card, buyer)
    client.post("/cart/lines", data={"item": f"listing:{card}", "quantity": 1})
    till.page = client.post("/checkouts").location
    client.post(f"{till.page}/payment", data={"pay_by": "card"})
    part = services.pay.to_sign(1, buyer)[0].subject
    order = int(part.removeprefix("order:"))
    services.pay.keep(part, b"\x01" * 65)
    back = f"{till.page}/lines/{part}/return"
    assert client.post(back).status_code == 404  # nothing failed
    till.tell("paid")
    till.relay()
    till.advance()
    market.fail(order, "ListingSoldOut")
    till.advance()
    assert "marketplace.card_return" not in till.sent()
    assert "署名してカードに戻す" in client.get(till.page).text
    assert client.post(back).location.startswith("/sign/")
    services.card.return_yen.keep(part, b"\x01" * 65)
    services.card.return_yen.keep(part, b"\x01" * 65)
    till.relay()
    till.advance()
    assert till.refunds() == [(3_000, RefundState.DONE)]
    sign_in(email="second@example.jp")
    assert client.post(back).status_code == 404


def test_a_dispute_is_kept_and_shown_to_the_towns_officer(till: Till, sign_in: SignIn, platform: Platform) -> None:
    till.tell("paid")
    about = {"dispute": "dp_1", "reference": "intent", "reason": "fraudulent"}
    assert till.tell("disputed", **about, status="needs_response") == 204
    assert till.tell("disputed", name="evt-1", **about, status="lost") == 204  # that name was another notice's
    assert till.tell("disputed", **(about | {"reference": "of somebody else"}), status="lost") == 204
    assert platform.marketplace.checkout.cards.standing(platform.clock.now()).open_disputes == 1
    console = f"/console/{MUSEUM.municipality}/card-payments"
    assert till.client.get(console).status_code == 403
    sign_in(roles=[(Role.OFFICER, str(MUSEUM.municipality))], email="officer@example.jp")
    page = till.client.get(console).text
    assert "支払い済み" in page and "カード会社に返答しています" in page
    till.tell("disputed", name="evt-won", **about, status="won")
    assert "主張が認められました" in till.client.get(console).text
    assert platform.marketplace.checkout.cards.standing(platform.clock.now()).open_disputes == 0
    sign_in(roles=[(Role.OFFICER, "292125")], email="other@example.jp")
    assert till.client.get("/console/292125/card-payments").status_code == 200
    assert till.client.get(console).status_code == 403


def test_no_card_is_charged_for_yen_that_the_float_does_not_hold(
    till: Till, market: Market, platform: Platform, card: int
) -> None:
    purse, pay = address("float"), platform.marketplace.checkout.pay
    market.give_yen(purse, int(till.payment().amount) + 2_999)  # the payment under way takes its part
    pay.yen_float = platform.marketplace.checkout.cards._float = AFloat(purse)
    assert platform.marketplace.checkout.cards.standing(platform.clock.now()).float_left == 2_999
    till.client.post("/cart/lines", data={"item": f"listing:{card}", "quantity": 1})
    page = till.client.post("/checkouts").location
    refused = till.client.post(f"{page}/payment", data={"pay_by": "card"}, follow_redirects=True)
    assert "カードへの請求はありません" in refused.text
    assert len(till.provider.started) == 1
    market.give_yen(purse, int(till.payment().amount) + 3_000)
    assert till.client.post(f"{page}/payment", data={"pay_by": "card"}).location.startswith("/sign/")


@dataclass(slots=True)
class AFloat:
    address: Address
    is_made: bool = False

    def deliver(self, to: Address, amount: Yen, key: str) -> Call:
        raise AssertionError("nothing was paid")
