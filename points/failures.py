"""What happens to a row when the relayer reports that its call can never succeed (`chain.call_failed`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from points.models import (
    BonusGrant,
    Campaign,
    ConversionGrant,
    DecisionStage,
    Gift,
    GiftPart,
    Merchant,
    OnlineCharge,
    Payment,
    Program,
    Refund,
    RuleDecision,
    Settlement,
    SuspensionOrder,
)
from points.signing import leave_word

_MODELS: dict[str, type[Any]] = {
    "points.program": Program,
    "points.merchant": Merchant,
    "points.campaign": Campaign,
    "points.online_charge": OnlineCharge,
    "points.bonus": BonusGrant,
    "points.conversion": ConversionGrant,
    "points.reward": RuleDecision,
    "points.payment": Payment,
    "points.refund": Refund,
    "points.gift": GiftPart,
    "points.settlement": Settlement,
    "points.suspension": SuspensionOrder,
}


def on_call_failed(session: Session, body: Mapping[str, Any]) -> None:
    """Keep the reason on the row. Subjects of other domains are left alone; twice does no harm."""
    name, _, row_id = str(body["subject"]).partition(":")
    model = _MODELS.get(name)
    row = session.get(model, int(row_id)) if model else _bought(session, str(body["subject"]))
    if row is None:
        return
    row.failure = body["error_name"] or "unknown"
    row.failure_args = body["error_args"] or {}
    if isinstance(row, RuleDecision):
        row.stage = DecisionStage.FAILED
    if isinstance(row, Refund):
        row.refunded_in_all = None
    if isinstance(row, Payment) and row.failure == "NonceUsed":
        leave_word(session, row.holder, row.lots[0][0])
    if isinstance(row, GiftPart) and row.failure == "NonceUsed":
        leave_word(session, session.get_one(Gift, row.gift_row_id).sender, row.lot_id)


def _bought(session: Session, subject: str) -> Payment | None:
    """The payment that is taken with a purchase of another domain, whose call bears the name of the purchase."""
    if not subject.startswith("marketplace."):
        return None
    for payment in session.scalars(select(Payment).where(Payment.request_key == subject)):
        if int.from_bytes(payment.nonce) >> 64:  # the hash of what is bought; those of tills count from 0
            return payment
    return None
