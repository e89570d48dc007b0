"""Closing (締め): what each merchant received of this municipality's points and was not paid out yet is burned against
a settlement id, signed by an officer, and becomes the list by which the money desk pays (精算)."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.events import record
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Points
from points.acts import settlement_act
from points.errors import NothingToSettle
from points.events import SettlementClosed
from points.models import Closing, Settlement, SettlementLine
from points.ports import Signer
from points.queries.settlements import MerchantClaim, merchant_claims, next_from_day
from points.signing import ToSign

_SIGNATURE_LIFE = timedelta(days=7)
_REASON = "points.settlement"


class CloseSettlement:
    """Does not check that the officer holds the Settler role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer

    def close(self, municipality: MunicipalityCode, officer: Address, through_day: date) -> int:
        """The id of the new closing. One act a merchant: a managed wallet signs them all at once, an officer with a
        wallet of their own signs one after the other (`prepare_next`).

        Raises: Invalid (future), NothingToSettle.
        """
        now = self.clock.now()
        if through_day > business_date(now):
            raise Invalid("through_day", "future")
        with self.db.write() as session:
            claims = merchant_claims(session, municipality, through_day)
            if not claims:
                raise NothingToSettle()
            closing = Closing(
                municipality=municipality,
                from_day=min(next_from_day(session, municipality) or through_day, through_day),
                through_day=through_day,
                closed_by=officer,
                created_at=now,
                settlements=[_settlement(claim, unix(now + _SIGNATURE_LIFE)) for claim in claims],
            )
            session.add(closing)
            session.flush()
            record(session, _closed(closing), now)
        if self.signer.is_managed(officer):
            self.sign_open(closing.id, officer)
        return closing.id

    def sign_open(self, closing_id: int, officer: Address) -> None:
        """Sign and send what of this closing is not signed yet; a closing that was cut short is finished by this.

        Raises: IdentityError when the officer's key is not kept here.
        """
        while asked := self.prepare_next(closing_id):
            self.complete(
                asked.subject, self.signer.sign_typed_data(officer, asked.typed_data, reason=_REASON), officer
            )

    def prepare_next(self, closing_id: int) -> ToSign | None:
        """The first act of the closing that nobody signed yet."""
        now = self.clock.now()
        with self.db.write() as session:
            unsigned = select(Settlement).where(Settlement.closing_id == closing_id, Settlement.signature.is_(None))
            settlement = session.scalars(unsigned.order_by(Settlement.id).limit(1)).one_or_none()
            if settlement is None:
                return None
            if settlement.deadline <= unix(now):
                settlement.deadline = unix(now + _SIGNATURE_LIFE)
            typed_data = self.contracts.points.settlement_message(settlement_act(settlement))
            return ToSign(str(settlement.id), typed_data)

    def complete(self, subject: str, signature: bytes, officer: Address) -> None:
        with self.db.write() as session:
            settlement = _load(session, int(subject))
            if settlement.signature is not None:
                return
            settlement.signature = signature
            name = f"points.settlement:{settlement.id}"
            call = self.contracts.points.settle(settlement_act(settlement), officer, signature)
            enqueue(session, call, key=name, subject=name, now=self.clock.now())


def _load(session: Session, settlement_id: int) -> Settlement:
    settlement = session.get(Settlement, settlement_id, with_for_update=True)
    if settlement is None:
        raise NotFound("settlement", settlement_id)
    return settlement


def _settlement(claim: MerchantClaim, deadline: int) -> Settlement:
    return Settlement(
        settlement_id=secrets.token_bytes(32),
        merchant_id=claim.merchant_id,
        amount=claim.amount,
        deadline=deadline,
        failure="",
        lines=[SettlementLine(lot_id=lot_id, amount=Points(amount)) for lot_id, amount in sorted(claim.lots.items())],
    )


def _closed(closing: Closing) -> SettlementClosed:
    return SettlementClosed(
        closing_id=closing.id,
        municipality=closing.municipality,
        total=sum(int(settlement.amount) for settlement in closing.settlements),
        officer=closing.closed_by,
    )
