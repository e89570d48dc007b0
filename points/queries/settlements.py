"""What merchants are owed, and closings as the money desk reads them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from chain.clock import business_date, end_of_day, from_unix, unix
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode, program_of_lot
from chain.units import Points, Yen
from points.models import (
    Closing,
    LotBalance,
    MerchantOnChain,
    Movement,
    MovementKind,
    ProgramOnChain,
    Settlement,
    SettlementLine,
    SettlementOnChain,
    SettlementState,
    settlement_state,
)
from points.queries.coupon_claims import CouponClaim, CouponLine, coupon_claims, coupon_lines, first_use_day
from points.queries.merchants import MerchantName, merchant_names
from points.queries.programs import ProgramName, of_programs, program_names

Lots = dict[int, int]


@dataclass(frozen=True, slots=True)
class MerchantClaim:
    """What a merchant took and is not paid out yet, by lot."""

    merchant_id: int
    lots: Lots = field(default_factory=dict)

    @property
    def amount(self) -> Points:
        return Points(sum(self.lots.values()))


@dataclass(frozen=True, slots=True)
class SettlementView:
    row_id: int
    merchant_id: int
    merchant: MerchantName
    amount: Points
    fee: Yen
    fee_rate_basis_points: int
    net: Yen
    payer: MunicipalityCode
    by_program: list[tuple[ProgramName, Points]]
    state: SettlementState
    failure: str
    settlement_id: bytes
    coupons: Yen  # discounts beside the points
    by_coupon: list[CouponLine]


@dataclass(frozen=True, slots=True)
class ClosingView:
    id: int
    from_day: date
    through_day: date
    closed_by: Address
    created_at: datetime
    settlements: list[SettlementView]

    @property
    def total(self) -> Points:
        return sum((one.amount for one in self.settlements if one.state is not SettlementState.FAILED), Points(0))

    @property
    def fees(self) -> Yen:
        return sum((one.fee for one in self.settlements if one.state is not SettlementState.FAILED), Yen(0))

    @property
    def coupons(self) -> Yen:
        return sum((one.coupons for one in self.settlements if one.state is not SettlementState.FAILED), Yen(0))

    @property
    def net(self) -> Yen:
        return Yen(int(self.total)) - self.fees + self.coupons

    @property
    def confirmed(self) -> int:
        return sum(1 for one in self.settlements if one.state is SettlementState.CONFIRMED)

    @property
    def unsigned(self) -> int:
        return sum(1 for one in self.settlements if one.state is SettlementState.DRAFT)

    @property
    def is_waiting(self) -> bool:
        return any(one.state is SettlementState.PENDING for one in self.settlements)


def holds() -> ColumnElement[bool]:
    """Of a settlement beside its row on chain, if any: it is there, or it needs none and an officer closed it."""
    on_paper = (Settlement.amount == 0) & Settlement.signature.is_not(None)
    return SettlementOnChain.settlement_id.is_not(None) | on_paper


def merchant_claims(session: Session, issuer: MunicipalityCode, through_day: date) -> list[MerchantClaim]:
    """What each merchant took of `issuer`'s points through `through_day`, less refunds, less what was settled or is
    about to be; never more than the takings that are still there."""
    programs = list(session.scalars(select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == issuer)))
    owed = _taken_through(session, programs, through_day)
    takings = _takings(session, programs)
    for merchant_id, pending in _pending(session).items():
        for lot_id, amount in pending.items():
            owed[merchant_id][lot_id] -= amount
            takings[merchant_id][lot_id] -= amount
    claims = []
    for merchant_id in sorted(owed):
        lots = {lot: min(amount, takings[merchant_id][lot]) for lot, amount in owed[merchant_id].items()}
        lots = {lot: amount for lot, amount in lots.items() if amount > 0}
        if lots:
            claims.append(MerchantClaim(merchant_id, lots))
    return claims


def claims_of_shops(
    session: Session, municipality: MunicipalityCode, through_day: date
) -> tuple[list[MerchantClaim], dict[int, CouponClaim]]:
    """Points and coupons, by shop; a shop with coupons alone has a claim without points."""
    coupons = coupon_claims(session, municipality, through_day)
    claims = merchant_claims(session, municipality, through_day)
    alone = coupons.keys() - {claim.merchant_id for claim in claims}
    everybody = [*claims, *(MerchantClaim(shop) for shop in alone)]
    return sorted(everybody, key=lambda claim: claim.merchant_id), coupons


def closed_through(session: Session, municipality: MunicipalityCode) -> date | None:
    return session.scalar(select(func.max(Closing.through_day)).where(Closing.municipality == municipality))


def next_from_day(session: Session, municipality: MunicipalityCode) -> date | None:
    """The day after the last closing; before the first one, the day of the first payment."""
    closed = closed_through(session, municipality)
    if closed is not None:
        return closed + timedelta(days=1)
    programs = list(session.scalars(select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == municipality)))
    first = session.scalar(
        select(func.min(Movement.block_time)).where(
            of_programs(Movement.lot_id, programs), Movement.kind == MovementKind.PAYMENT
        )
    )
    days = [first_use_day(session, municipality), None if first is None else business_date(from_unix(first))]
    return min((one for one in days if one is not None), default=None)


def list_closings(session: Session, municipality: MunicipalityCode) -> list[ClosingView]:
    rows = session.scalars(select(Closing).where(Closing.municipality == municipality).order_by(Closing.id.desc()))
    return [_view(session, row) for row in rows]


def find_closing(session: Session, municipality: MunicipalityCode, closing_id: int) -> ClosingView:
    """Raises: NotFound, also for another municipality's."""
    closing = session.get(Closing, closing_id)
    if closing is None or closing.municipality != municipality:
        raise NotFound("closing", closing_id)
    return _view(session, closing)


def _taken_through(session: Session, programs: list[int], through_day: date) -> dict[int, dict[int, int]]:
    """Payments and refunds up to the day; settlements of all time, as they were made of what came before them."""
    signs = {MovementKind.PAYMENT: 1, MovementKind.REFUND: -1, MovementKind.SETTLEMENT: -1}
    in_time = (Movement.block_time < unix(end_of_day(through_day))) | (Movement.kind == MovementKind.SETTLEMENT)
    rows = session.execute(
        select(Movement.merchant_id, Movement.lot_id, Movement.kind, func.sum(Movement.amount))
        .where(of_programs(Movement.lot_id, programs), Movement.kind.in_(signs), in_time)
        .group_by(Movement.merchant_id, Movement.lot_id, Movement.kind)
    )
    owed: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for merchant_id, lot_id, kind, amount in rows:
        assert merchant_id is not None  # each of these acts names its shop
        owed[merchant_id][lot_id] += signs[MovementKind(kind)] * int(amount)
    return owed


def _takings(session: Session, programs: list[int]) -> dict[int, dict[int, int]]:
    rows = session.execute(
        select(MerchantOnChain.merchant_id, LotBalance.lot_id, LotBalance.takings)
        .join(LotBalance, LotBalance.holder == MerchantOnChain.account)
        .where(of_programs(LotBalance.lot_id, programs))
    )
    takings: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for merchant_id, lot_id, amount in rows:
        takings[merchant_id][lot_id] = int(amount)
    return takings


def _pending(session: Session) -> dict[int, Lots]:
    """Lines of settlements that were closed and are not on chain yet."""
    settled = select(SettlementOnChain.settlement_id).where(SettlementOnChain.settlement_id == Settlement.settlement_id)
    rows = session.execute(
        select(Settlement.merchant_id, SettlementLine.lot_id, func.sum(SettlementLine.amount))
        .join(SettlementLine, SettlementLine.settlement_row_id == Settlement.id)
        .where(Settlement.failure == "", ~settled.exists())
        .group_by(Settlement.merchant_id, SettlementLine.lot_id)
    )
    pending: dict[int, Lots] = defaultdict(dict)
    for merchant_id, lot_id, amount in rows:
        pending[merchant_id][lot_id] = int(amount)
    return pending


def _view(session: Session, closing: Closing) -> ClosingView:
    rows = closing.settlements
    ids = [row.settlement_id for row in rows]
    done = set(session.scalars(select(SettlementOnChain.settlement_id).where(SettlementOnChain.settlement_id.in_(ids))))
    shops = merchant_names(session, {row.merchant_id for row in rows})
    programs = program_names(session, {program_of_lot(line.lot_id) for row in rows for line in row.lines})
    coupons = coupon_lines(session, [row.id for row in rows])
    return ClosingView(
        id=closing.id,
        from_day=closing.from_day,
        through_day=closing.through_day,
        closed_by=closing.closed_by,
        created_at=closing.created_at,
        settlements=[
            SettlementView(
                row_id=row.id,
                merchant_id=row.merchant_id,
                merchant=shops[row.merchant_id],
                amount=row.amount,
                fee=row.fee,
                fee_rate_basis_points=row.fee_rate_basis_points,
                net=row.net,
                payer=row.payer,
                by_program=_by_program(row, programs),
                state=settlement_state(row, row.settlement_id in done),
                failure=row.failure,
                settlement_id=row.settlement_id,
                coupons=row.coupons,
                by_coupon=coupons.get(row.id, []),
            )
            for row in rows
        ],
    )


def _by_program(row: Settlement, names: dict[int, ProgramName]) -> list[tuple[ProgramName, Points]]:
    sums: dict[int, Points] = {}
    for line in row.lines:
        program_id = program_of_lot(line.lot_id)
        sums[program_id] = sums.get(program_id, Points(0)) + line.amount
    return [(names[program_id], amount) for program_id, amount in sorted(sums.items())]
