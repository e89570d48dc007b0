"""Of whom reward rules speak: accounts of the wallet, where their owners live and how old they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.ids import Address
from points.bridges.rules.ports import Standing
from wallet.models.account import Account
from wallet.models.account_deletion import AccountDeletion
from wallet.models.identity_check import AppCheck
from wallet.models.verification import Verification

_AT_ONCE = 500  # parameters of one statement


class RewardedPeople:
    """Implements points.bridges.rules.ports.PeopleFacts. Leaves out whoever has left, or asked to."""

    def find(self, session: Session, accounts: Collection[Address], now: datetime) -> Mapping[Address, Standing]:
        wanted, found = list(accounts), dict[Address, Standing]()
        leaves = exists().where(AccountDeletion.account_id == Account.id, AccountDeletion.cancelled_at.is_(None))
        holds = (
            Verification.revoked_at.is_(None), Verification.verified_at <= now,
            Verification.valid_until >= business_date(now),
        )  # fmt: skip
        for start in range(0, len(wanted), _AT_ONCE):
            rows = (
                select(Account.address, Verification.municipality, AppCheck.age_band)
                .outerjoin(Verification, and_(Verification.account == Account.address, *holds))
                .outerjoin(AppCheck, AppCheck.verification_id == Verification.id)
                .where(Account.address.in_(wanted[start : start + _AT_ONCE]), ~leaves)
            )
            for address, municipality, age_band in session.execute(rows):
                found[address] = Standing(municipality, str(age_band or "")) if municipality else Standing()
        return found
