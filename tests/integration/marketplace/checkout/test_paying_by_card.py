"""Card payments with the sandbox as a process of its own, over HTTP, and the purchases on the real chain."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import requests
from flask import Flask
from werkzeug.serving import make_server

from app.adapters.card_provider import StripeCards
from app.adapters.yen_float import FloatYen
from app.sandbox_payments.process import serve
from chain.ids import Address
from chain.outbox import enqueue
from chain.settings import CardPayments, Settings, plain
from marketplace.models import CheckoutState, OrderState, PayBy
from marketplace.queries.checkout.pages import CheckoutView
from marketplace.services.checkout.fill_cart import Wish
from tests.fixtures.processes import kill, start_process
from tests.fixtures.waiting import wait_until
from tests.integration.marketplace.conftest import PRICE, Shopping


@dataclass(slots=True)
class Cards:
    shopping: Shopping

    def begin(self, buyer: Address, listing: int, quantity: int = 1) -> int:
        """All signed, and the page at the provider is there; the checkout's id."""
        checkout, wallet = self.shopping.region.platform.marketplace.checkout, self.shopping.region.platform.wallet
        started = checkout.start.start(buyer, [Wish(f"listing:{listing}", quantity, PRICE)])
        checkout.pay.choose(started, buyer, PayBy.CARD)
        for asked in checkout.pay.to_sign(started, buyer):
            checkout.pay.keep(asked.subject, wallet.sign_typed_data(buyer, asked.typed_data, reason="test"))
        checkout.card.advance()
        return started

    def press(self, started: int, buyer: Address, end: str, ends_as: CheckoutState) -> None:
        """One of the three buttons of the sandbox; back when its notice has come."""
        payment = self.view(started, buyer).payment
        assert payment is not None
        assert f"{int(payment.amount):,}円" in requests.get(payment.page, timeout=5).text
        answer = requests.post(f"{payment.page}/{end}", timeout=5, allow_redirects=False)
        assert answer.headers["Location"].endswith(f"/checkouts/{started}")
        wait_until(lambda: self.view(started, buyer).checkout.state == ends_as, "the notice")

    def view(self, started: int, buyer: Address) -> CheckoutView:
        return self.shopping.region.platform.marketplace.checkout.pages.checkout(started, buyer)

    def advance(self) -> None:
        self.shopping.region.platform.marketplace.checkout.card.advance()
        self.shopping.region.settle()


@pytest.fixture
def cards(shopping: Shopping, app: Flask, tmp_path: Path) -> Iterator[Cards]:
    web, port = make_server("127.0.0.1", 0, app, threaded=True), _free_port()
    Thread(target=web.serve_forever, daemon=True).start()
    process = start_process(serve, str(tmp_path), str(port), f"http://127.0.0.1:{web.server_port}/payments/notices")
    settings = Settings(_env_file=None, card_payments=CardPayments.SANDBOX, card_sandbox_port=port)
    provider = StripeCards(
        "sandbox",
        plain(settings.card_secret_key),
        plain(settings.card_notice_secret),
        settings.card_sandbox_url,
    )
    card = shopping.region.platform.marketplace.checkout.card
    card.start.provider = card.notices.provider = card.refund.provider = provider
    wait_until(lambda: _listens(port), "the sandbox")
    yield Cards(shopping)
    kill(process)
    web.shutdown()
    web.server_close()


def test_paid_failed_and_given_back_with_the_sandbox(cards: Cards) -> None:
    shopping = cards.shopping
    listing, buyer, other = shopping.open(supply=2), shopping.buyer(0), shopping.buyer(5_000)
    first = cards.begin(buyer, listing)
    cards.press(first, buyer, "fail", CheckoutState.REFUSED)
    second = cards.begin(buyer, listing)
    cards.press(second, buyer, "pay", CheckoutState.PAID)
    cards.advance()  # the yen
    cards.advance()  # the purchase
    line = cards.view(second, buyer).lines[0]
    assert line.state in (OrderState.CONFIRMED, OrderState.FINAL)
    assert shopping.yen(buyer) == 0
    assert len(shopping.region.platform.marketplace.pages.holdings(buyer).holdings) == 1

    third = cards.begin(buyer, listing)
    cards.press(third, buyer, "pay", CheckoutState.PAID)
    shopping.region.settle()
    market = shopping.region.platform.marketplace
    payment = cards.view(third, buyer).payment
    assert payment is not None
    assert shopping.yen(buyer) == int(PRICE)
    market.cancel_listing.complete(*_cancelled(shopping, listing))
    shopping.region.settle()
    for _ in range(4):
        cards.advance()
    view = cards.view(third, buyer)
    assert view.lines[0].state == OrderState.FAILED
    assert [(int(one.amount), one.state) for one in view.refunds] == [(int(PRICE), "done")]
    assert shopping.yen(buyer) == 0
    assert shopping.yen(other) == 5_000
    _the_float_pays_a_key_once(shopping, buyer)


def _the_float_pays_a_key_once(shopping: Shopping, buyer: Address) -> None:
    """Whoever sends it, and however often: the token knows the nonce."""
    platform = shopping.region.platform
    held = FloatYen(platform.contracts, "0x" + "33" * 32)
    shopping.region.chain.give_yen(held.address, 5_000)
    with platform.db.write() as session:
        for name in ("float:1", "float:again"):
            call = held.deliver(buyer, PRICE, "musubi-1-key")
            enqueue(session, call, key=name, subject=name, now=platform.clock.now())
    shopping.region.settle()
    assert shopping.yen(buyer) == int(PRICE)


def _cancelled(shopping: Shopping, listing: int) -> tuple[str, bytes]:
    region = shopping.region
    asked = region.platform.marketplace.cancel_listing.prepare(listing, region.officer)
    return asked.subject, region.platform.wallet.sign_typed_data(region.officer, asked.typed_data, reason="test")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
