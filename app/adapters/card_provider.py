"""Card payments through Stripe's API: Stripe itself, or the sandbox that speaks the same form."""

from __future__ import annotations

import json
from typing import Any

import stripe

from chain.settings import CardPayments, Settings, plain
from chain.units import Yen
from marketplace.errors import CardUnavailable, NoticeForged
from marketplace.ports import CardDisputeNotice, CardNotice, CardPage, NoticeKind

_DISPUTES = ("charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed")
_TOLERANCE_SECONDS = 300
_TIMEOUT_SECONDS = 10
_KINDS = {
    "checkout.session.completed": NoticeKind.PAID,
    "checkout.session.async_payment_succeeded": NoticeKind.PAID,
    "checkout.session.async_payment_failed": NoticeKind.FAILED,
    "checkout.session.expired": NoticeKind.FAILED,
}


class StripeCards:
    """`address`: of the API, where it is not Stripe's own."""

    def __init__(self, name: str, secret_key: str, notice_secret: str, address: str = "") -> None:
        self.name = name
        self._notice_secret = notice_secret
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": address} if address else None,
            max_network_retries=0,  # whoever asks asks again, with the same key
            http_client=stripe.RequestsClient(timeout=_TIMEOUT_SECONDS),
        )

    def start(self, key: str, amount: Yen, back: str) -> CardPage:
        line = {"currency": "jpy", "unit_amount": int(amount), "product_data": {"name": "結び Musubi"}}
        asked: Any = {
            "mode": "payment",
            "client_reference_id": key,
            "success_url": back,
            "cancel_url": back,
            "payment_method_types": ["card"],
            "line_items": [{"quantity": 1, "price_data": line}],
        }
        try:
            session = self._client.v1.checkout.sessions.create(asked, {"idempotency_key": key})
        except stripe.StripeError as error:
            raise CardUnavailable("no_answer") from error
        return CardPage(session.id, session.url or "")

    def refund(self, key: str, reference: str, amount: Yen) -> None:
        asked: Any = {"payment_intent": reference, "amount": int(amount)}
        try:
            self._client.v1.refunds.create(asked, {"idempotency_key": key})
        except stripe.StripeError as error:
            raise CardUnavailable("no_answer") from error

    def read_notice(self, body: bytes, signature: str) -> CardNotice | CardDisputeNotice | None:
        try:
            text = body.decode()
            stripe.WebhookSignature.verify_header(text, signature, self._notice_secret, _TOLERANCE_SECONDS)
            return _notice(json.loads(text))
        except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError) as error:
            raise NoticeForged("signature") from error


def _dispute(event: dict[str, Any]) -> CardDisputeNotice | None:
    dispute = event["data"]["object"]
    if not dispute.get("payment_intent"):
        return None
    return CardDisputeNotice(
        id=str(event["id"]),
        dispute=str(dispute["id"]),
        reference=str(dispute["payment_intent"]),
        amount=Yen(int(dispute["amount"])),
        reason=str(dispute.get("reason") or ""),
        status=str(dispute.get("status") or ""),
    )


def _notice(event: dict[str, Any]) -> CardNotice | CardDisputeNotice | None:
    if event["type"] in _DISPUTES:
        return _dispute(event)
    kind = _KINDS.get(event["type"])
    if kind is None:
        return None
    session = event["data"]["object"]
    if not session.get("client_reference_id") or (kind is NoticeKind.PAID and session["payment_status"] != "paid"):
        return None
    return CardNotice(
        id=str(event["id"]),
        kind=kind,
        key=str(session["client_reference_id"]),
        reference=str(session.get("payment_intent") or ""),
        amount=Yen(int(session["amount_total"])),
    )


def card_provider_of(settings: Settings) -> StripeCards | None:
    chosen = settings.card_payments
    if chosen is CardPayments.NONE:
        return None
    address = settings.card_sandbox_url if chosen is CardPayments.SANDBOX else ""
    return StripeCards(chosen, plain(settings.card_secret_key), plain(settings.card_notice_secret), address)
