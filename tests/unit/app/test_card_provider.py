"""Stripe's events as our notices."""

from __future__ import annotations

import hmac
import json
import time
from hashlib import sha256
from typing import Any

import pytest

from app.adapters.card_provider import StripeCards
from chain.units import Yen
from marketplace.errors import NoticeForged
from marketplace.ports import CardDisputeNotice, CardNotice, NoticeKind

SECRET = "whsec_of_this_test"


def read(kind: str, **about: Any) -> CardNotice | CardDisputeNotice | None:
    body = json.dumps({"id": "evt_1", "type": kind, "data": {"object": about}})
    moment = int(time.time())
    signed = hmac.new(SECRET.encode(), f"{moment}.{body}".encode(), sha256).hexdigest()
    return StripeCards("stripe", "sk_test", SECRET).read_notice(body.encode(), f"t={moment},v1={signed}")


def test_a_dispute_names_the_payment_and_how_it_stands() -> None:
    found = read(
        "charge.dispute.closed", id="dp_1", payment_intent="pi_1", amount=3_000, reason="fraudulent", status="lost"
    )
    assert found == CardDisputeNotice("evt_1", "dp_1", "pi_1", Yen(3_000), "fraudulent", "lost")
    assert read("charge.dispute.created", id="dp_1", payment_intent=None, amount=1) is None


def test_a_payment_is_one_that_was_paid() -> None:
    about = {"client_reference_id": "musubi-1", "payment_intent": "pi_1", "amount_total": 500}
    found = read("checkout.session.completed", **about, payment_status="paid")
    assert found == CardNotice("evt_1", NoticeKind.PAID, "musubi-1", "pi_1", Yen(500))
    assert read("checkout.session.completed", **about, payment_status="unpaid") is None
    assert read("charge.refunded", id="ch_1") is None


def test_what_the_provider_did_not_sign_is_refused() -> None:
    with pytest.raises(NoticeForged):
        StripeCards("stripe", "sk_test", SECRET).read_notice(b"{}", "t=1,v1=00")
