"""What waits to be transferred to shops, and the batches that were made of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from points.models import (
    BatchState,
    Closing,
    Payout,
    PayoutBatch,
    ReturnReason,
    Settlement,
    SettlementOnChain,
)
from points.queries.merchants import MerchantName, merchant_names
from points.queries.money_desk import shop_terms
from points.queries.payout_accounts import PayoutAccountView, payout_accounts
from points.queries.settlements import holds
from points.zengin.records import MAX_AMOUNT


class Obstacle(StrEnum):
    """Why a settlement cannot go into a file yet."""

    NO_ACCOUNT = "no_account"
    NOT_CHECKED = "not_checked"  # the account was changed and no officer has looked at it
    NOT_CORRECTED = "not_corrected"  # it came back, and the account is still the one it came back from
    HELD = "held"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Payable:
    """A settlement that holds whose money has not gone out, or has come back."""

    settlement_row_id: int
    merchant_id: int
    merchant: MerchantName
    issuer: MunicipalityCode
    through_day: date
    amount: Yen
    account: PayoutAccountView | None
    obstacle: Obstacle | None
    returned: ReturnReason | None


@dataclass(frozen=True, slots=True)
class PayoutView:
    id: int
    merchant_id: int
    merchant: MerchantName
    amount: Yen
    bank_code: str
    branch_code: str
    account_end: str  # the last digits; the rest is nobody's business here
    settlement_row_id: int
    returned_at: datetime | None
    return_reason: ReturnReason | None


@dataclass(frozen=True, slots=True)
class BatchView:
    id: int
    transfer_day: date
    state: BatchState
    made_by: Address
    made_at: datetime
    changed_by: Address
    changed_at: datetime
    payouts: list[PayoutView]

    @property
    def total(self) -> Yen:
        return sum((one.amount for one in self.payouts), Yen(0))

    @property
    def returned(self) -> Yen:
        return sum((one.amount for one in self.payouts if one.returned_at), Yen(0))


def payables(session: Session, payer: MunicipalityCode) -> list[Payable]:
    """By shop, the oldest settlement first. What a fee ate up whole needs no transfer and is left out."""
    paid = select(Payout.id).where(Payout.settlement_row_id == Settlement.id, Payout.returned_at.is_(None))
    wanted = (
        select(Settlement, Closing)
        .join(Closing, Settlement.closing_id == Closing.id)
        .outerjoin(SettlementOnChain, SettlementOnChain.settlement_id == Settlement.settlement_id)
        .where(Settlement.payer == payer, holds(), ~paid.exists())
        .order_by(Settlement.merchant_id, Settlement.id)
    )
    rows = [(one, closing) for one, closing in session.execute(wanted) if one.net]
    shops = {one.merchant_id for one, _ in rows}
    names, accounts = merchant_names(session, shops), payout_accounts(session, shops)
    held = _held(session, payer, rows)
    came_back = _last_returns(session, [one.id for one, _ in rows])
    return [
        Payable(
            settlement_row_id=one.id,
            merchant_id=one.merchant_id,
            merchant=names[one.merchant_id],
            issuer=closing.municipality,
            through_day=closing.through_day,
            amount=one.net,
            account=accounts.get(one.merchant_id),
            obstacle=_obstacle(one, accounts.get(one.merchant_id), came_back.get(one.id), one.id in held),
            returned=came_back[one.id].return_reason if one.id in came_back else None,
        )
        for one, closing in rows
    ]


def list_batches(session: Session, municipality: MunicipalityCode) -> list[BatchView]:
    wanted = select(PayoutBatch).where(PayoutBatch.municipality == municipality).order_by(PayoutBatch.id.desc())
    return [_view(session, batch) for batch in session.scalars(wanted)]


def find_batch(session: Session, municipality: MunicipalityCode, batch_id: int) -> BatchView:
    """Raises: NotFound, also for another municipality's."""
    return _view(session, load_batch(session, municipality, batch_id))


def load_batch(
    session: Session, municipality: MunicipalityCode, batch_id: int, *, for_update: bool = False
) -> PayoutBatch:
    """Raises: NotFound, also for another municipality's."""
    batch = session.get(PayoutBatch, batch_id, with_for_update=for_update or None)
    if batch is None or batch.municipality != municipality:
        raise NotFound("payout_batch", batch_id)
    return batch


def latest_payouts(session: Session, settlement_row_ids: Collection[int]) -> dict[int, tuple[Payout, PayoutBatch]]:
    """The last transfer of each settlement that had one, cancelled batches left out."""
    wanted = (
        select(Payout, PayoutBatch)
        .join(PayoutBatch, Payout.batch_id == PayoutBatch.id)
        .where(Payout.settlement_row_id.in_(settlement_row_ids), PayoutBatch.state != BatchState.CANCELLED)
        .order_by(Payout.id)
    )
    return {payout.settlement_row_id: (payout, batch) for payout, batch in session.execute(wanted)}


def _held(session: Session, payer: MunicipalityCode, rows: list[tuple[Settlement, Closing]]) -> set[int]:
    """Settlements whose shop the payer or the issuer holds back."""
    held = set()
    for town in {payer, *(closing.municipality for _, closing in rows)}:
        ours = [one for one, closing in rows if town in (payer, closing.municipality)]
        terms = shop_terms(session, town, {one.merchant_id for one in ours})
        held |= {one.id for one in ours if terms[one.merchant_id].held_reason}
    return held


def _last_returns(session: Session, settlement_row_ids: Collection[int]) -> dict[int, Payout]:
    returned = select(Payout).where(
        Payout.settlement_row_id.in_(settlement_row_ids),
        Payout.returned_at.is_not(None),
        Payout.return_reason != ReturnReason.CANCELLED,
    )
    return {one.settlement_row_id: one for one in session.scalars(returned.order_by(Payout.id))}


def _obstacle(
    settlement: Settlement, account: PayoutAccountView | None, returned: Payout | None, is_held: bool
) -> Obstacle | None:
    if is_held:
        return Obstacle.HELD
    if account is None:
        return Obstacle.NO_ACCOUNT
    if returned is not None and _blames(returned, account):
        return Obstacle.NOT_CORRECTED
    if not account.is_checked:
        return Obstacle.NOT_CHECKED
    return Obstacle.TOO_LARGE if int(settlement.net) > MAX_AMOUNT else None


def _blames(returned: Payout, account: PayoutAccountView) -> bool:
    used = (returned.bank_code, returned.branch_code, returned.account_kind, returned.account_number)
    now = (account.bank_code, account.branch_code, int(account.kind), account.number)
    is_same = used == now and returned.holder_kana == account.holder_kana
    return is_same and ReturnReason(returned.return_reason or ReturnReason.RECALLED).blames_account


def _view(session: Session, batch: PayoutBatch) -> BatchView:
    names = merchant_names(session, {one.merchant_id for one in batch.payouts})
    return BatchView(
        id=batch.id,
        transfer_day=batch.transfer_day,
        state=BatchState(batch.state),
        made_by=batch.made_by,
        made_at=batch.made_at,
        changed_by=batch.changed_by,
        changed_at=batch.changed_at,
        payouts=[
            PayoutView(
                id=one.id,
                merchant_id=one.merchant_id,
                merchant=names[one.merchant_id],
                amount=one.amount,
                bank_code=one.bank_code,
                branch_code=one.branch_code,
                account_end=one.account_number[-3:],
                settlement_row_id=one.settlement_row_id,
                returned_at=one.returned_at,
                return_reason=None if one.return_reason is None else ReturnReason(one.return_reason),
            )
            for one in batch.payouts
        ],
    )
