"""An officer stops a shop from taking points (取扱停止), or lets it go on: signed, with a reason for the shop."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.outbox import enqueue
from points.acts import suspension_act
from points.models import MerchantOnChain, SuspensionOrder
from points.signing import ToSign, take_nonce

_SIGNATURE_LIFE = timedelta(days=1)
_REASON_LENGTH = 500


class SuspendMerchant:
    """Does not check that the officer holds the Registrar role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(
        self, municipality: MunicipalityCode, officer: Address, merchant_id: int, reason: str, *, is_suspended: bool
    ) -> ToSign:
        """Raises: NotFound, Conflict (already), Invalid (reason)."""
        now = self.clock.now()
        with self.db.write() as session:
            shop = session.get(MerchantOnChain, merchant_id)
            if shop is None or shop.municipality != municipality:
                raise NotFound("merchant", merchant_id)
            if shop.is_suspended == is_suspended:
                raise Conflict("merchant", "already")
            order = SuspensionOrder(
                merchant_id=merchant_id,
                municipality=municipality,
                is_suspended=is_suspended,
                reason=check_reason(reason),
                nonce=take_nonce(session, officer).to_bytes(32),
                deadline=unix(now + _SIGNATURE_LIFE),
                created_by=officer,
                created_at=now,
            )
            session.add(order)
            session.flush()
            return ToSign(str(order.id), self.contracts.merchants.suspension_message(suspension_act(order)))

    def complete(self, subject: str, signature: bytes, signer: Address) -> None:
        now = self.clock.now()
        with self.db.write() as session:
            order = _load(session, int(subject))
            name = f"points.suspension:{order.id}"
            call = self.contracts.merchants.set_suspended(suspension_act(order), signer, signature)
            enqueue(session, call, key=name, subject=name, now=now, principal=signer)
            order.created_by = signer
            order.submitted_at = order.submitted_at or now


def check_reason(text: str) -> str:
    """What the shop or the applicant is told.

    Raises: Invalid (reason).
    """
    reason = text.strip()
    if not reason:
        raise Invalid("reason", "empty")
    if len(reason) > _REASON_LENGTH:
        raise Invalid("reason", "too_long")
    if contains_my_number(reason):
        raise Invalid("reason", "my_number")
    return reason


def _load(session: Session, order_id: int) -> SuspensionOrder:
    order = session.get(SuspensionOrder, order_id)
    if order is None:
        raise NotFound("suspension", order_id)
    return order
