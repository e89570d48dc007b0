"""Closing (締め): what each merchant received of this municipality's points and was not paid out yet is burned against
a settlement id, signed by an officer, and becomes the list by which the money desk pays (精算)."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Conflict, Invalid, NotFound
from chain.events import record
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.outbox import enqueue
from chain.units import Points
from points.acts import settlement_act
from points.errors import NothingToSettle
from points.events import SettlementClosed
from points.models import Closing, CouponUse, MerchantOnChain, MoneyDesk, Settlement, SettlementLine
from points.models.fees import net_of
from points.models.settlement import ON_PAPER
from points.ports import Signer
from points.queries.coupon_claims import CouponClaim
from points.queries.money_desk import ShopTerms, closing_calendar, shop_terms, towns_paying_home_shops
from points.queries.settlements import MerchantClaim, claims_of_shops, next_from_day
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
            closing = self._closing(session, municipality, officer, through_day)
            record(session, _closed(closing), now)
        if self.signer.is_managed(officer):
            self.sign_open(closing.id, officer)
        return closing.id

    def prepare_due(self) -> int:
        """Prepare, for an officer to sign, the closings that are due of towns that wish it. Returns how many."""
        with self.db.read() as session:
            towns = session.scalars(select(MoneyDesk.municipality).where(MoneyDesk.prepares_drafts)).all()
        return sum(self._prepare(municipality, business_date(self.clock.now())) for municipality in towns)

    def discard(self, municipality: MunicipalityCode, closing_id: int) -> None:
        """Take back a closing that nobody has signed any of; what it held is claimed again.

        Raises: NotFound, Conflict (signed).
        """
        with self.db.write() as session:
            closing = session.get(Closing, closing_id, with_for_update=True)
            if closing is None or closing.municipality != municipality:
                raise NotFound("closing", closing_id)
            if any(settlement.signature is not None for settlement in closing.settlements):
                raise Conflict("closing", "signed")
            _let_go(session, [settlement.id for settlement in closing.settlements])
            for settlement in closing.settlements:
                session.delete(settlement)
            session.flush()
            session.delete(closing)

    def sign_open(self, closing_id: int, officer: Address) -> None:
        """Sign and send what of this closing is not signed yet; a closing that was cut short is finished by this.

        Raises: IdentityError when the officer's key is not kept here.
        """
        self.confirm_on_paper(closing_id, officer)
        while asked := self.prepare_next(closing_id):
            self.complete(
                asked.subject, self.signer.sign_typed_data(officer, asked.typed_data, reason=_REASON), officer
            )

    def confirm_on_paper(self, closing_id: int, officer: Address) -> None:
        """Settlements of coupons alone hold as soon as an officer goes on with the closing: they need no signature."""
        with self.db.write() as session:
            unsigned = select(Settlement).where(Settlement.closing_id == closing_id, Settlement.signature.is_(None))
            for settlement in session.scalars(unsigned.where(Settlement.amount == 0).with_for_update()):
                settlement.signature = ON_PAPER
                self._sign_closing(session, settlement.closing, officer)

    def prepare_next(self, closing_id: int) -> ToSign | None:
        """The first act of the closing that nobody signed yet."""
        now = self.clock.now()
        with self.db.write() as session:
            unsigned = select(Settlement).where(
                Settlement.closing_id == closing_id, Settlement.signature.is_(None), Settlement.amount > 0
            )
            settlement = session.scalars(unsigned.order_by(Settlement.id).limit(1)).one_or_none()
            if settlement is None:
                return None
            if settlement.deadline <= unix(now):
                settlement.deadline = unix(now + _SIGNATURE_LIFE)
            typed_data = self.contracts.points.settlement_message(settlement_act(settlement))
            return ToSign(str(settlement.id), typed_data)

    def _prepare(self, municipality: MunicipalityCode, today: date) -> bool:
        with self.db.write() as session:
            due = closing_calendar(session, municipality, today).due
            if due is not None:
                self._closing(session, municipality, ZERO_ADDRESS, due)
            return due is not None

    def _closing(
        self, session: Session, municipality: MunicipalityCode, officer: Address, through_day: date
    ) -> Closing:
        now = self.clock.now()
        claims, coupons = claims_of_shops(session, municipality, through_day)
        terms = shop_terms(session, municipality, [claim.merchant_id for claim in claims])
        paid = [claim for claim in claims if not terms[claim.merchant_id].held_reason]
        if not paid:
            raise NothingToSettle()
        payers = _payers(session, municipality, [claim.merchant_id for claim in paid])
        deadline = unix(now + _SIGNATURE_LIFE)
        closing = Closing(
            municipality=municipality,
            from_day=min(next_from_day(session, municipality) or through_day, through_day),
            through_day=through_day,
            closed_by=officer,
            created_at=now,
            settlements=[
                _settlement(claim, terms[claim.merchant_id], payers[claim.merchant_id], deadline) for claim in paid
            ],
        )
        session.add(closing)
        session.flush()
        for settlement in closing.settlements:
            _hold(session, settlement, coupons.get(settlement.merchant_id))
        return closing

    def complete(self, subject: str, signature: bytes, officer: Address) -> None:
        with self.db.write() as session:
            settlement = _load(session, int(subject))
            if settlement.signature is not None:
                return
            settlement.signature = signature
            self._sign_closing(session, settlement.closing, officer)
            name = f"points.settlement:{settlement.id}"
            call = self.contracts.points.settle(settlement_act(settlement), officer, signature)
            enqueue(session, call, key=name, subject=name, now=self.clock.now())

    def _sign_closing(self, session: Session, closing: Closing, officer: Address) -> None:
        if closing.closed_by == ZERO_ADDRESS:  # prepared by the scheduler
            closing.closed_by = officer
            record(session, _closed(closing), self.clock.now())


def _hold(session: Session, settlement: Settlement, claim: CouponClaim | None) -> None:
    """From here on the uses are this settlement's, so that none is paid twice."""
    if claim is None:
        return
    settlement.coupons = claim.amount
    uses, returns = CouponUse.id.in_(claim.uses), CouponUse.id.in_(claim.returns)
    session.execute(update(CouponUse).where(uses).values(settlement_row_id=settlement.id))
    session.execute(update(CouponUse).where(returns).values(taken_off_row_id=settlement.id))


def _let_go(session: Session, settlement_row_ids: Collection[int]) -> None:
    for column in (CouponUse.settlement_row_id, CouponUse.taken_off_row_id):
        held = update(CouponUse).where(column.in_(settlement_row_ids))
        session.execute(held.values({column.key: None}))


def _load(session: Session, settlement_id: int) -> Settlement:
    settlement = session.get(Settlement, settlement_id, with_for_update=True)
    if settlement is None:
        raise NotFound("settlement", settlement_id)
    return settlement


def _payers(
    session: Session, issuer: MunicipalityCode, merchant_ids: Collection[int]
) -> Mapping[int, MunicipalityCode]:
    """Whose money desk pays each shop: the issuer's, or the shop's home town's where both agreed to it."""
    agreed = towns_paying_home_shops(session)
    wanted = select(MerchantOnChain).where(MerchantOnChain.merchant_id.in_(merchant_ids))
    homes = {shop.merchant_id: shop.municipality for shop in session.scalars(wanted)}
    return {key: homes[key] if key in homes and {issuer, homes[key]} <= agreed else issuer for key in merchant_ids}


def _settlement(claim: MerchantClaim, terms: ShopTerms, payer: MunicipalityCode, deadline: int) -> Settlement:
    net = net_of(claim.amount, terms.rate_basis_points)
    return Settlement(
        settlement_id=secrets.token_bytes(32),
        merchant_id=claim.merchant_id,
        amount=claim.amount,
        fee_rate_basis_points=terms.rate_basis_points,
        fee=net.fee,
        fee_tax=net.fee_tax,
        payer=payer,
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
