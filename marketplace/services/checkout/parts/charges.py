"""A point charge, as part of a checkout. Its yen go to custody, and on to the town once the points are issued."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call
from chain.units import Yen
from marketplace.errors import CartRefused
from marketplace.models import Checkout, OrderState, PointCharge
from marketplace.models.checkout import ChargeItem, charge_item
from marketplace.models.checkout.checkouts import YEN_SIGNATURE_LIFE
from marketplace.ports import PointSales
from marketplace.services.checkout.parts.part import Part


class Charge(Part):
    kind = "charge"
    row: PointCharge

    def __init__(self, contracts: Contracts, row: PointCharge, sales: PointSales) -> None:
        super().__init__(contracts, row)
        self.sales = sales

    @property
    def item(self) -> str:
        return charge_item(ChargeItem(self.row.program, int(self.row.total)))

    def message(self) -> TypedData:
        row = self.row
        return self.contracts.yen.transfer_message(row.buyer, row.custody, row.total, row.valid_before, row.salt)

    def renew(self, valid_before: int) -> None:
        self.row.signature, self.row.salt, self.row.valid_before = None, secrets.token_bytes(32), valid_before

    def require(self, session: Session, now: datetime) -> None:
        self.sales.check(session, self.row.program, self.row.buyer, self.row.total)

    def _call(self, session: Session, signature: bytes) -> Call:
        return self.contracts.yen.transfer_authorized(self.message(), signature)


def hold_charge(
    session: Session,
    contracts: Contracts,
    sales: PointSales,
    custody: Address,
    checkout: Checkout,
    item: ChargeItem,
    now: datetime,
) -> Part:
    """Raises: DomainError, that says why so much cannot be charged now."""
    twice = select(PointCharge.id).filter_by(checkout_id=checkout.id, program=item.program)
    if session.scalar(twice) is not None:
        raise CartRefused("one_charge")
    offer = sales.check(session, item.program, checkout.buyer, Yen(item.amount))
    charge = PointCharge(
        checkout_id=checkout.id,
        buyer=checkout.buyer,
        municipality=offer.municipality,
        program=item.program,
        name_ja=offer.name_ja,
        name_en=offer.name_en or offer.name_ja,
        total=Yen(item.amount),
        custody=custody,
        salt=secrets.token_bytes(32),
        valid_before=unix(now + YEN_SIGNATURE_LIFE),
        state=OrderState.AWAITING_SIGNATURE,
        created_at=now,
    )
    session.add(charge)
    session.flush()
    return Charge(contracts, charge, sales)
