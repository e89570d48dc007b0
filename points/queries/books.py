"""The books' side of a reconciliation: settlements against what the chain burned, payouts against settlements."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from points.errors import TransferFileDamaged
from points.models import (
    Closing,
    Movement,
    MovementKind,
    Payout,
    PayoutBatch,
    Settlement,
    SettlementOnChain,
)
from points.models.payout import BatchState
from points.models.reconciliation import Check, Compared
from points.queries.coupon_claims import coupon_lines
from points.zengin import read_file


def settlement_rows(session: Session, issuer: MunicipalityCode | None) -> list[Compared]:
    """Settlements that are on chain: the amount it announced, the one that was closed, the one that was burned.
    One that another installation closed has no SQL side."""
    burned = (
        select(Movement.reference, func.sum(Movement.amount).label("amount"))
        .where(Movement.kind == MovementKind.SETTLEMENT)
        .group_by(Movement.reference)
        .subquery()
    )
    wanted = (
        select(SettlementOnChain, Settlement, burned.c.amount)
        .outerjoin(Settlement, Settlement.settlement_id == SettlementOnChain.settlement_id)
        .outerjoin(burned, burned.c.reference == SettlementOnChain.settlement_id)
        .order_by(SettlementOnChain.block_number, SettlementOnChain.log_index)
    )
    if issuer is not None:
        wanted = wanted.where(SettlementOnChain.issuer == issuer)
    return [
        Compared(
            Check.SETTLEMENT,
            done.settlement_id.hex(),
            chain=done.amount,
            sql=int(closed.amount) if closed else None,
            books=int(amount or 0),
            merchant_id=done.merchant_id,
            closing_id=closed.closing_id if closed else None,
        )
        for done, closed, amount in session.execute(wanted)
    ]


def payout_rows(session: Session, issuer: MunicipalityCode | None) -> list[Compared]:
    return [*_coupons(session, issuer), *_payouts(session, issuer), *_batches(session, issuer)]


def _payouts(session: Session, issuer: MunicipalityCode | None) -> list[Compared]:
    """Settlements that were transferred: what the chain burned less the fee, and the coupons, of which the chain knows
    nothing; the net; and the transfers that stand."""
    transferred = func.sum(Payout.amount)
    wanted = (
        select(Settlement, SettlementOnChain.amount, transferred, func.max(Payout.batch_id))
        .join(Payout, Payout.settlement_row_id == Settlement.id)
        .join(Closing, Settlement.closing_id == Closing.id)
        .outerjoin(SettlementOnChain, SettlementOnChain.settlement_id == Settlement.settlement_id)
        .where(Payout.returned_at.is_(None))
        .group_by(Settlement.id, SettlementOnChain.amount)
        .order_by(Settlement.id)
    )
    if issuer is not None:
        wanted = wanted.where(Closing.municipality == issuer)
    return [
        Compared(
            Check.PAYOUT,
            row.settlement_id.hex(),
            chain=_owed(row, burned),
            sql=int(row.net),
            books=int(paid),
            merchant_id=row.merchant_id,
            closing_id=row.closing_id,
            batch_id=batch_id,
        )
        for row, burned, paid, batch_id in session.execute(wanted)
    ]


def _owed(row: Settlement, burned: int | None) -> int:
    if burned is None and not row.is_on_paper:
        return 0
    return int(burned or 0) - int(row.fee) + int(row.coupons)


def _coupons(session: Session, issuer: MunicipalityCode | None) -> list[Compared]:
    """What a settlement owes for coupons, and the uses that it holds. The chain knows nothing of them."""
    wanted = select(Settlement).join(Closing, Settlement.closing_id == Closing.id)
    wanted = wanted.where(Settlement.coupons > 0, Settlement.failure == "").order_by(Settlement.id)
    if issuer is not None:
        wanted = wanted.where(Closing.municipality == issuer)
    rows = session.scalars(wanted).all()
    held = coupon_lines(session, [row.id for row in rows])
    return [
        Compared(
            Check.COUPONS,
            row.settlement_id.hex(),
            chain=None,
            sql=int(row.coupons),
            books=sum(line.discount for line in held.get(row.id, [])),
            merchant_id=row.merchant_id,
            closing_id=row.closing_id,
        )
        for row in rows
    ]


def _batches(session: Session, payer: MunicipalityCode | None) -> list[Compared]:
    """Each bank file is read again: its total against its payouts."""
    wanted = select(PayoutBatch).where(PayoutBatch.state != BatchState.CANCELLED).order_by(PayoutBatch.id)
    if payer is not None:
        wanted = wanted.where(PayoutBatch.municipality == payer)
    return [
        Compared(
            Check.BATCH,
            str(batch.id),
            chain=None,
            sql=sum(int(payout.amount) for payout in batch.payouts),
            books=_file_total(batch),
            batch_id=batch.id,
        )
        for batch in session.scalars(wanted)
    ]


def _file_total(batch: PayoutBatch) -> int:
    try:
        return int(read_file(batch.file, batch.transfer_day.year).total)
    except TransferFileDamaged:
        return 0
