"""A month between towns: whose points were settled in whose shops, who owes whom for it. See docs/decisions/0011."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from chain.clock import end_of_day, unix
from chain.ids import MunicipalityCode, program_of_lot
from chain.units import Points, Yen
from points.models import Closing, MerchantOnChain, Settlement, SettlementLine, SettlementOnChain
from points.models.clearing import Debt, Transfer, set_off
from points.queries.programs import ProgramName, program_names
from points.queries.settlements import holds


@dataclass(frozen=True, slots=True)
class CostLine:
    """What one program cost its issuer at the shops of one town."""

    program_id: int
    program: ProgramName
    home: MunicipalityCode
    amount: Points


@dataclass(frozen=True, slots=True)
class CouponCost:
    """What a town's coupons cost it at the shops of one town."""

    home: MunicipalityCode
    amount: Yen


@dataclass(frozen=True, slots=True)
class ClearingLine:
    """One closing's settlements that a town paid for another's points. `amount` is what the shops got."""

    closing_id: int
    through_day: date
    issuer: MunicipalityCode
    payer: MunicipalityCode
    shops: int
    gross: Points
    fee: Yen
    coupons: Yen
    amount: Yen


@dataclass(frozen=True, slots=True)
class Clearing:
    """A month as one town sees it."""

    lines: list[ClearingLine]
    transfers: list[Transfer]
    net: int  # plus: to receive


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def clearing(session: Session, town: MunicipalityCode, month: date) -> Clearing:
    """What went on chain in the month and concerns the town."""
    lines = [line for line in clearing_lines(session, month) if town in (line.issuer, line.payer)]
    transfers = set_off(Debt(line.issuer, line.payer, line.amount) for line in lines)
    signs = [int(one.amount) if one.creditor == town else -int(one.amount) for one in transfers]
    return Clearing(lines, transfers, sum(signs))


def clearing_lines(session: Session, month: date, last_month: date | None = None) -> list[ClearingLine]:
    """Of all towns, of one month or of all until `last_month`; settlements that the issuer paid itself are no matter
    between towns."""
    wanted = (
        select(
            Closing.id,
            Closing.through_day,
            Closing.municipality,
            Settlement.payer,
            func.count(Settlement.id),
            func.sum(Settlement.amount),
            func.sum(Settlement.fee),
            func.sum(Settlement.coupons),
        )
        .join(Settlement, Settlement.closing_id == Closing.id)
        .outerjoin(SettlementOnChain, SettlementOnChain.settlement_id == Settlement.settlement_id)
        .where(Settlement.payer != Closing.municipality, holds(), _in_month(month, last_month))
        .group_by(Closing.id, Closing.through_day, Closing.municipality, Settlement.payer)
        .order_by(Closing.id, Settlement.payer)
    )
    return [
        ClearingLine(
            closing_id,
            day,
            issuer,
            payer,
            shops,
            Points(int(gross)),
            Yen(int(fee)),
            Yen(int(coupons)),
            Yen(int(gross) - int(fee) + int(coupons)),
        )
        for closing_id, day, issuer, payer, shops, gross, fee, coupons in session.execute(wanted)
    ]


def cost_lines(session: Session, issuer: MunicipalityCode, month: date) -> list[CostLine]:
    """What the issuer's points cost in the month, by program and by the home town of the shops; before fees."""
    wanted = (
        select(SettlementLine.lot_id, MerchantOnChain.municipality, func.sum(SettlementLine.amount))
        .join(Settlement, SettlementLine.settlement_row_id == Settlement.id)
        .join(Closing, Settlement.closing_id == Closing.id)
        .join(SettlementOnChain, SettlementOnChain.settlement_id == Settlement.settlement_id)
        .join(MerchantOnChain, MerchantOnChain.merchant_id == Settlement.merchant_id)
        .where(Closing.municipality == issuer, _in_month(month))
        .group_by(SettlementLine.lot_id, MerchantOnChain.municipality)
    )
    sums: dict[tuple[int, MunicipalityCode], int] = defaultdict(int)
    for lot_id, home, amount in session.execute(wanted):
        sums[program_of_lot(lot_id), home] += int(amount)
    names = program_names(session, {program_id for program_id, _ in sums})
    return [
        CostLine(program_id, names[program_id], home, Points(amount))
        for (program_id, home), amount in sorted(sums.items())
    ]


def coupon_costs(session: Session, issuer: MunicipalityCode, month: date) -> list[CouponCost]:
    """What the issuer's coupons cost in the month, by the home town of the shops."""
    wanted = (
        select(MerchantOnChain.municipality, func.sum(Settlement.coupons))
        .join(Settlement, MerchantOnChain.merchant_id == Settlement.merchant_id)
        .join(Closing, Settlement.closing_id == Closing.id)
        .outerjoin(SettlementOnChain, SettlementOnChain.settlement_id == Settlement.settlement_id)
        .where(Closing.municipality == issuer, Settlement.coupons > 0, holds(), _in_month(month))
        .group_by(MerchantOnChain.municipality)
    )
    return [CouponCost(home, Yen(int(amount))) for home, amount in sorted(session.execute(wanted).all())]


def _in_month(month: date, last_month: date | None = None) -> ColumnElement[bool]:
    """On chain in the month, or in those until `last_month`; what needs no chain, closed in them."""
    first, last = month_of(month)[0], month_of(last_month or month)[1]
    start, end = end_of_day(first - timedelta(days=1)), end_of_day(last)
    on_chain = SettlementOnChain.block_time.between(unix(start), unix(end) - 1)
    return on_chain | ((Settlement.amount == 0) & (Closing.created_at >= start) & (Closing.created_at < end))
