"""Of whom a second factor is asked, and what each has to show."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet.errors import SecondFactorRefused
from wallet.models import Account, AuthenticatorApp, BrowserSession, Passkey, RecoveryCode, Role, RoleAssignment
from wallet.services.open_session import SignedIn, open_session, revoke

_ROLES = (Role.OFFICER, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Ways:
    """By which somebody can show a second factor."""

    has_app: bool
    passkeys: int
    recovery_codes: int  # not yet used

    def __bool__(self) -> bool:
        return self.has_app or self.passkeys > 0

    @property
    def count(self) -> int:
        return self.has_app + self.passkeys


class SecondFactors:
    def __init__(self, db: Database, clock: Clock, *, is_required: bool) -> None:
        self._db = db
        self._clock = clock
        self._is_required = is_required

    def concerns(self, account: Account) -> bool:
        """Does this account sign in with two factors only?"""
        with self._db.read() as session:
            return self.concerns_address(session, account.address)

    def concerns_address(self, session: Session, address: Address) -> bool:
        if not self._is_required:
            return False
        held = select(RoleAssignment.id).where(RoleAssignment.address == address, RoleAssignment.role.in_(_ROLES))
        return session.scalar(held.limit(1)) is not None

    def ways_of(self, account: Account) -> Ways:
        app = select(AuthenticatorApp.confirmed_at).where(AuthenticatorApp.account_id == account.id)
        passkeys = select(func.count()).select_from(Passkey).where(Passkey.account_id == account.id)
        codes = select(func.count()).select_from(RecoveryCode).where(
            RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None)
        )  # fmt: skip
        with self._db.read() as session:
            has_app = session.scalar(app) is not None
            return Ways(has_app, session.scalar(passkeys) or 0, session.scalar(codes) or 0)

    def is_last(self, account: Account) -> bool:
        """Would this account stand without what is asked of it, were one more way taken?"""
        return self.concerns(account) and self.ways_of(account).count <= 1

    def raise_session(self, account: Account, *, replaces: str, user_agent: str) -> SignedIn:
        """The session in which both factors were shown; the caller has seen to it. The one before ends."""
        with self._db.write() as session:
            token = open_session(
                session,
                account,
                user_agent=user_agent,
                replaces=replaces,
                now=self._clock.now(),
                has_second_factor=True,
            )
        return SignedIn(account, token)

    def remove_app(self, account: Account) -> None:
        """With its recovery codes. Raises: SecondFactorRefused (last_way)."""
        if self.is_last(account):
            raise SecondFactorRefused("last_way")
        with self._db.write() as session:
            for row in (AuthenticatorApp, RecoveryCode):
                session.execute(delete(row).where(row.account_id == account.id))

    def forget(self, account: Account) -> None:
        """All ways and all sessions, of somebody who lost a device: the next sign-in by mail sets up new ones."""
        with self._db.write() as session:
            for row in (AuthenticatorApp, RecoveryCode, Passkey):
                session.execute(delete(row).where(row.account_id == account.id))
            revoke(session, BrowserSession.account_id == account.id, self._clock.now())
