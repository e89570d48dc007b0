"""Points (地域ポイント) for what is bought in the market: the same lots, limits and refunds as at a till."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.contracts.regional_points import Payment as PaymentAct
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode, program_of_lot
from chain.municipalities import Municipalities
from chain.units import Points
from marketplace.errors import PointsMissing, PointsRefused
from marketplace.ports import PointsDue, PointsProgram, PointsShop
from points import PointsServices
from points.acts import payment_act
from points.errors import (
    MerchantClosed,
    OwnShop,
    PaymentNotRefundable,
    PointsShort,
    RefundInProgress,
    RefundTooLarge,
    SignatureRequestExpired,
)
from points.models import Merchant, MerchantOnChain, Payment, ProgramOnChain, Refund, RefundOnChain, Tender
from points.queries.balances import giveable_lots
from points.queries.merchants import merchant_names
from points.queries.programs import program_names, programs_accepted
from points.services.refund_payment import RefundOrder
from points.services.reserve_payment import PaymentOrder

_MOST_TRIES = 5  # of one refund that the chain refuses; then it is the shop's


class MarketPointsTill:
    def __init__(
        self, db: Database, contracts: Contracts, municipalities: Municipalities, points: PointsServices
    ) -> None:
        self._db = db
        self._contracts = contracts
        self._municipalities = municipalities
        self._points = points

    def programs(self, municipality: MunicipalityCode) -> Sequence[PointsProgram]:
        with self._db.read() as session:
            shops = _shops(session, municipality)
            if not shops or self._municipalities.is_paused(session, municipality):
                return []
            areas = self._municipalities.areas_with(session, municipality)
            names = program_names(session, programs_accepted(session, areas))
        return [PointsProgram(number, name.name_ja, name.name_en, shops) for number, name in names.items()]

    def giveable_programs(self, municipality: MunicipalityCode) -> Sequence[PointsProgram]:
        programs = self.programs(municipality)
        is_free = and_(ProgramOnChain.is_transferable.is_(True), ProgramOnChain.is_verified_only.is_(False))
        with self._db.read() as session:
            allowed = set(session.scalars(select(ProgramOnChain.program_id).where(is_free)))
        return [one for one in programs if one.program_id in allowed]

    def giveable(self, session: Session, holder: Address, program_id: int) -> Sequence[tuple[int, Points]]:
        giving = self._points.give_points
        is_verified = giving.claim_entries.is_verified(session, holder)
        lots = giveable_lots(session, holder, giving.clock.now(), is_verified=is_verified)
        return [(lot.lot_id, lot.amount) for lot in lots if program_of_lot(lot.lot_id) == program_id]

    def bring(self, session: Session, holder: Address, lot_id: int) -> None:
        claiming = self._points.give_points.claim_entries
        promised = [one for one in claiming.claimable(session, holder) if one.lot_id == lot_id]
        claiming.enqueue(session, [(one.campaign_id, one.index) for one in promised], holder)

    def names(self, program_ids: Collection[int]) -> Mapping[int, PointsProgram]:
        with self._db.read() as session:
            found = program_names(session, program_ids)
        return {number: PointsProgram(number, name.name_ja, name.name_en, ()) for number, name in found.items()}

    def shop(self, merchant_id: int) -> PointsShop:
        with self._db.read() as session:
            name = merchant_names(session, [merchant_id])[merchant_id]
        return PointsShop(merchant_id, name.name_ja, name.name_en or name.name_ja)

    def available(self, session: Session, holder: Address, program_id: int, merchant_id: int) -> Points:
        reserving = self._points.reserve_payment
        try:
            merchant = reserving.open_merchant(session, merchant_id)
            return reserving.spendable(session, holder, merchant, program_id)
        except (MerchantClosed, OwnShop):
            return Points(0)

    def reserve(self, session: Session, due: PointsDue) -> int:
        order = PaymentOrder(
            merchant_id=due.merchant_id,
            holder=due.holder,
            amount=due.amount,
            request_key=due.key,
            cashier=due.holder,
            tender=Tender.SHOP_CODE,
            deadline=datetime.fromtimestamp(due.valid_before, UTC),
            only_program=due.program_id,
            nonce=due.nonce,
        )
        try:
            return self._points.reserve_payment.reserve(session, order).id
        except PointsShort as short:
            raise PointsMissing(short.needed, short.available) from short
        except MerchantClosed as closed:
            raise PointsRefused("shop_closed") from closed
        except OwnShop as own:
            raise PointsRefused("own_shop") from own

    def message(self, session: Session, payment: int) -> TypedData:
        return self._contracts.points.payment_message(payment_act(session.get_one(Payment, payment)))

    def keep(self, session: Session, payment: int, signature: bytes) -> PaymentAct:
        try:
            return payment_act(self._points.send_payment.keep(session, payment, signature))
        except (NotFound, SignatureRequestExpired) as over:
            raise PointsRefused("expired") from over

    def let_go(self, session: Session, payment: int) -> None:
        row = session.get(Payment, payment, with_for_update=True)
        if row is not None and row.signature is None and not row.failure:
            row.failure = "cancelled"

    def give_back(self, payment: int, amount: Points, key: str) -> bool:
        with self._db.read() as session:
            row = session.get_one(Payment, payment)
            tries = select(Refund).where(Refund.payment_row_id == row.id, Refund.request_key.startswith(f"{key}-"))
            made = session.scalars(tries).all()
            alive = next((one for one in made if not one.failure), None)
            if alive is not None:
                return _is_on_chain(session, row, alive)
        if len(made) >= _MOST_TRIES:
            return False
        order = RefundOrder(
            merchant_id=row.merchant_id,
            payment_id=row.id,
            cashier=row.holder,
            amount=amount,
            request_key=f"{key}-{len(made)}",
        )
        try:
            self._points.refund_payment.refund(order)
        except (RefundInProgress, PaymentNotRefundable):  # another refund is under way, or it is not on chain
            return False
        except RefundTooLarge:  # the shop gave it back itself
            return True
        return False


def _is_on_chain(session: Session, payment: Payment, refund: Refund) -> bool:
    found = select(RefundOnChain.payment_id).where(
        RefundOnChain.payment_id == payment.payment_id, RefundOnChain.refunded_in_all == refund.refunded_in_all
    )
    return session.scalar(found) is not None


def _shops(session: Session, municipality: MunicipalityCode) -> list[PointsShop]:
    found = (
        select(Merchant)
        .join(MerchantOnChain, MerchantOnChain.merchant_id == Merchant.id)
        .where(Merchant.municipality == municipality, ~MerchantOnChain.is_suspended)
        .order_by(Merchant.id)
    )
    return [PointsShop(shop.id, shop.name_ja, shop.name_en or shop.name_ja) for shop in session.scalars(found)]
