"""A shop's payout account (振込先口座) is changed, and an officer looks at the change before money goes there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, NotFound
from chain.ids import Address, MunicipalityCode
from points.models import Merchant, MerchantAct, MerchantActKind, PayoutAccount
from points.models.payout_account import PayoutEntry
from points.queries.payout_accounts import payout_accounts


class KeepPayoutAccount:
    """Does not check who may; the surfaces do by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def change(self, merchant_id: int, by: Address, entry: PayoutEntry, *, is_officer: bool = False) -> None:
        """What an officer enters is looked at already. The account before stays in the history.

        Raises: NotFound, Invalid naming the field.
        """
        kept, now = entry.checked(), self.clock.now()
        with self.db.write() as session:
            merchant = session.get(Merchant, merchant_id)
            if merchant is None:
                raise NotFound("merchant", merchant_id)
            add_account(session, merchant_id, by, kept, now, checked_by=by if is_officer else None)
            if is_officer:
                session.add(_act(merchant, by, MerchantActKind.ACCOUNT_CHANGED, now))

    def confirm(self, municipality: MunicipalityCode, officer: Address, merchant_id: int, account_id: int) -> None:
        """`account_id` is the one the officer saw.

        Raises: NotFound, Conflict (account_changed) when it was changed since.
        """
        now = self.clock.now()
        with self.db.write() as session:
            merchant = session.get(Merchant, merchant_id)
            if merchant is None or merchant.municipality != municipality:
                raise NotFound("merchant", merchant_id)
            newest = payout_accounts(session, [merchant_id]).get(merchant_id)
            if newest is None or newest.id != account_id:
                raise Conflict("payout_account", "account_changed")
            row = session.get_one(PayoutAccount, account_id)
            if row.checked_at is None:
                row.checked_by, row.checked_at = officer, now
                session.add(_act(merchant, officer, MerchantActKind.ACCOUNT_CHECKED, now))


def add_account(
    session: Session, merchant_id: int, by: Address, kept: PayoutEntry, now: datetime, *, checked_by: Address | None
) -> None:
    """`kept` was checked."""
    session.add(
        PayoutAccount(
            merchant_id=merchant_id,
            bank_code=kept.bank_code,
            branch_code=kept.branch_code,
            kind=kept.kind,
            number=kept.number,
            holder_kana=kept.holder,
            business=kept.business,
            invoice_number=kept.invoice_number,
            changed_by=by,
            changed_at=now,
            checked_by=checked_by,
            checked_at=now if checked_by else None,
        )
    )


def _act(merchant: Merchant, officer: Address, kind: MerchantActKind, now: datetime) -> MerchantAct:
    return MerchantAct(
        municipality=merchant.municipality,
        officer=officer,
        kind=kind,
        about=merchant.id,
        name_ja=merchant.name_ja,
        reason="",
        at=now,
    )
