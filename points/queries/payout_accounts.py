"""Payout accounts of shops: the one that holds, who changed it, and what an officer has not looked at yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from points.models import Business, Merchant, PayoutAccount
from points.zengin import AccountKind
from points.zengin.banks import find_branch


@dataclass(frozen=True, slots=True)
class PayoutAccountView:
    """`holder_kana` and the bank's own kana are half-width, as the bank's file has them."""

    id: int
    merchant_id: int
    bank_code: str
    bank_name: str
    bank_kana: str
    branch_code: str
    branch_name: str
    branch_kana: str
    kind: AccountKind
    number: str
    holder_kana: str
    business: Business
    invoice_number: str
    changed_by: Address
    changed_at: datetime
    checked_by: Address | None
    checked_at: datetime | None

    @property
    def is_checked(self) -> bool:
        """An officer has looked at it since it was changed."""
        return self.checked_at is not None


def payout_accounts(session: Session, merchant_ids: Collection[int]) -> dict[int, PayoutAccountView]:
    """By merchant; a shop without an account is left out."""
    newest = (
        select(func.max(PayoutAccount.id))
        .where(PayoutAccount.merchant_id.in_(merchant_ids))
        .group_by(PayoutAccount.merchant_id)
    )
    found = session.scalars(select(PayoutAccount).where(PayoutAccount.id.in_(newest)))
    return {row.merchant_id: _view(row) for row in found}


def account_history(session: Session, merchant_id: int) -> list[PayoutAccountView]:
    """Newest first."""
    rows = select(PayoutAccount).where(PayoutAccount.merchant_id == merchant_id).order_by(PayoutAccount.id.desc())
    return [_view(row) for row in session.scalars(rows)]


def unchecked_accounts(session: Session, municipality: MunicipalityCode) -> list[PayoutAccountView]:
    """Accounts of the town's shops that were changed and that no officer has looked at: before money goes there."""
    ours = session.scalars(select(Merchant.id).where(Merchant.municipality == municipality)).all()
    accounts = payout_accounts(session, ours).values()
    return sorted((one for one in accounts if not one.is_checked), key=lambda one: one.changed_at)


def _view(row: PayoutAccount) -> PayoutAccountView:
    branch = find_branch(row.bank_code, row.branch_code)
    return PayoutAccountView(
        id=row.id,
        merchant_id=row.merchant_id,
        bank_code=row.bank_code,
        bank_name=branch.bank_name,
        bank_kana=branch.bank_kana,
        branch_code=row.branch_code,
        branch_name=branch.branch_name,
        branch_kana=branch.branch_kana,
        kind=AccountKind(row.kind),
        number=row.number,
        holder_kana=row.holder_kana,
        business=Business(row.business),
        invoice_number=row.invoice_number,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        checked_by=row.checked_by,
        checked_at=row.checked_at,
    )
