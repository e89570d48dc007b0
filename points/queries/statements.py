"""A settlement as the shop reads it (精算明細): what it took on which day in which program, the fee, the payout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date, end_of_day, from_unix, unix
from chain.errors import NotFound
from chain.ids import MunicipalityCode, program_of_lot
from chain.units import Points, Yen
from points.models import (
    Closing,
    MoneyDesk,
    Movement,
    MovementKind,
    PayoutBatch,
    ProgramOnChain,
    Settlement,
    SettlementOnChain,
    SettlementState,
    settlement_state,
)
from points.models.payout import BatchState, Payout
from points.queries.coupon_claims import CouponLine, coupon_lines
from points.queries.merchants import MerchantName, merchant_names
from points.queries.payout_accounts import payout_accounts
from points.queries.payouts import latest_payouts
from points.queries.programs import ProgramName, of_programs, program_names


@dataclass(frozen=True, slots=True)
class DayLine:
    day: date
    program: ProgramName
    payments: Points
    refunds: Points

    @property
    def amount(self) -> int:
        """Below zero on a day with more given back than taken."""
        return int(self.payments) - int(self.refunds)


@dataclass(frozen=True, slots=True)
class PayoutLine:
    """Where the money goes or went, the account masked."""

    transfer_day: date | None  # None: not in a bank file yet
    is_returned: bool
    state: BatchState | None
    bank_name: str
    branch_name: str
    account_kind: int
    account_end: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines and `carried` (what earlier closings left open, or could not take) sum to `gross`."""

    row_id: int
    number: str  # of the settlement on chain
    issuer: MunicipalityCode
    payer: MunicipalityCode
    merchant_id: int
    merchant: MerchantName
    from_day: date
    through_day: date
    closed_at: datetime
    state: SettlementState
    lines: list[DayLine]
    gross: Points
    fee_rate_basis_points: int
    fee: Yen
    fee_tax: Yen
    net: Yen
    issuer_invoice_number: str
    merchant_invoice_number: str
    payout: PayoutLine | None
    coupons: Yen  # discounts that the issuer owes beside the points; no fee is taken of them
    by_coupon: list[CouponLine]

    @property
    def carried(self) -> int:
        return int(self.gross) - sum(line.amount for line in self.lines)

    @property
    def payments(self) -> Points:
        return sum((line.payments for line in self.lines), Points(0))

    @property
    def refunds(self) -> Points:
        return sum((line.refunds for line in self.lines), Points(0))

    @property
    def by_program(self) -> list[tuple[ProgramName, int]]:
        sums: dict[ProgramName, int] = defaultdict(int)
        for line in self.lines:
            sums[line.program] += line.amount
        return list(sums.items())


def find_statement(session: Session, settlement_row_id: int) -> Statement:
    """Raises: NotFound. Whose it is, the caller checks."""
    row = session.get(Settlement, settlement_row_id)
    if row is None:
        raise NotFound("settlement", settlement_row_id)
    return statements_of(session, [row])[0]


def merchant_statements(session: Session, merchant_id: int) -> list[Statement]:
    """The shop's, of every issuer, the newest first; only what is signed."""
    wanted = select(Settlement).where(
        Settlement.merchant_id == merchant_id, Settlement.failure == "", Settlement.signature.is_not(None)
    )
    return statements_of(session, session.scalars(wanted.order_by(Settlement.id.desc())).all())


def closing_statements(session: Session, closing_id: int) -> list[Statement]:
    wanted = select(Settlement).where(Settlement.closing_id == closing_id, Settlement.failure == "")
    return statements_of(session, session.scalars(wanted.order_by(Settlement.merchant_id)).all())


def statements_of(session: Session, rows: Sequence[Settlement]) -> list[Statement]:
    shops = {row.merchant_id for row in rows}
    names, payouts = merchant_names(session, shops), _payout_lines(session, rows)
    invoices = {key: account.invoice_number for key, account in payout_accounts(session, shops).items()}
    coupons = coupon_lines(session, [row.id for row in rows])
    keys = [row.settlement_id for row in rows]
    done = set(
        session.scalars(select(SettlementOnChain.settlement_id).where(SettlementOnChain.settlement_id.in_(keys)))
    )
    return [
        Statement(
            row_id=row.id,
            number=row.settlement_id.hex(),
            issuer=row.closing.municipality,
            payer=row.payer,
            merchant_id=row.merchant_id,
            merchant=names[row.merchant_id],
            from_day=row.closing.from_day,
            through_day=row.closing.through_day,
            closed_at=row.closing.created_at,
            state=settlement_state(row, row.settlement_id in done),
            lines=_lines(session, row),
            gross=row.amount,
            fee_rate_basis_points=row.fee_rate_basis_points,
            fee=row.fee,
            fee_tax=row.fee_tax,
            net=row.net,
            issuer_invoice_number=_invoice_number(session, row.closing.municipality),
            merchant_invoice_number=invoices.get(row.merchant_id, ""),
            payout=payouts.get(row.id),
            coupons=row.coupons,
            by_coupon=coupons.get(row.id, []),
        )
        for row in rows
    ]


def _lines(session: Session, row: Settlement) -> list[DayLine]:
    """What the shop took of the issuer's points after its last settlement through the closing's last day."""
    issuer = row.closing.municipality
    programs = session.scalars(select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == issuer)).all()
    since = _settled_through(session, row)
    wanted = select(Movement.block_time, Movement.lot_id, Movement.kind, Movement.amount).where(
        Movement.merchant_id == row.merchant_id,
        of_programs(Movement.lot_id, programs),
        Movement.kind.in_((MovementKind.PAYMENT, MovementKind.REFUND)),
        Movement.block_time >= since,
        Movement.block_time < _covers_until(row.closing),
    )
    sums: dict[tuple[date, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for time, lot_id, kind, amount in session.execute(wanted):
        sums[business_date(from_unix(time)), program_of_lot(lot_id)][kind] += int(amount)
    names = program_names(session, {program for _, program in sums})
    return [
        DayLine(day, names[program], Points(of[MovementKind.PAYMENT]), Points(of[MovementKind.REFUND]))
        for (day, program), of in sorted(sums.items())
    ]


def _settled_through(session: Session, row: Settlement) -> int:
    """Unix seconds: where the shop's settlement before this one ends."""
    earlier = (
        select(Closing)
        .join(Settlement, Settlement.closing_id == Closing.id)
        .where(
            Closing.municipality == row.closing.municipality,
            Settlement.merchant_id == row.merchant_id,
            Settlement.failure == "",
            Settlement.id < row.id,
        )
        .order_by(Settlement.id.desc())
        .limit(1)
    )
    closing = session.scalar(earlier)
    return 0 if closing is None else _covers_until(closing)


def _covers_until(closing: Closing) -> int:
    """Unix seconds: the end of its last day, or when it was closed on that very day."""
    return min(unix(end_of_day(closing.through_day)), unix(closing.created_at) + 1)


def _invoice_number(session: Session, municipality: MunicipalityCode) -> str:
    desk = session.get(MoneyDesk, municipality)
    return desk.invoice_number if desk else ""


def _payout_lines(session: Session, rows: Sequence[Settlement]) -> dict[int, PayoutLine]:
    accounts = payout_accounts(session, {row.merchant_id for row in rows})
    made = latest_payouts(session, [row.id for row in rows])
    lines = {}
    for row in rows:
        account = accounts.get(row.merchant_id)
        if row.id in made:
            lines[row.id] = _made(*made[row.id])
        elif account is not None:
            lines[row.id] = PayoutLine(
                None, False, None, account.bank_name, account.branch_name, int(account.kind), account.number[-3:]
            )
    return lines


def _made(payout: Payout, batch: PayoutBatch) -> PayoutLine:
    from points.zengin.banks import find_branch

    branch = find_branch(payout.bank_code, payout.branch_code)
    return PayoutLine(
        transfer_day=batch.transfer_day,
        is_returned=payout.returned_at is not None,
        state=BatchState(batch.state),
        bank_name=branch.bank_name,
        branch_name=branch.branch_name,
        account_kind=payout.account_kind,
        account_end=payout.account_number[-3:],
    )
