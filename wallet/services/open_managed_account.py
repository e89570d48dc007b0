"""The account of an e-mail address, made with a fresh key when there is none."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TypeVar

from eth_account import Account as KeyAccount
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet.email_address import parse_email
from wallet.member_number import new_member_number
from wallet.models import Account, AccountKind, ManagedKey
from wallet.models.account import parse_display_name
from wallet.vault import Vault

KEY_PURPOSE = "managed-key"
_TRIES = 3
Outcome = TypeVar("Outcome")


class OpenManagedAccount:
    """The caller has made sure that the e-mail address is the person's."""

    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault

    def __call__(
        self, email: str, *, display_name: str = "", locale: str = "ja", private_key: bytes | None = None
    ) -> tuple[Account, bool]:
        """Returns the account and whether it is new. `private_key` takes over an existing key (demonstrations).

        Raises: Invalid.
        """
        email, name = parse_email(email), parse_display_name(display_name)

        def find_or_make(session: Session) -> tuple[Account, bool]:
            index = Account.email_index.in_(self._vault.indexes("email", email))
            known = session.scalar(select(Account).where(index))
            if known is not None:
                return known, False
            return self._make(session, email, name, locale, private_key or secrets.token_bytes(32)), True

        return self._retried(find_or_make)

    def without_person(self, display_name: str) -> Account:
        """An account that nobody can sign in to; the platform acts with its key for those who have a role there.

        Raises: Invalid.
        """
        name = parse_display_name(display_name)
        return self._retried(lambda session: self._make(session, "", name, "ja", secrets.token_bytes(32)))

    def _retried(self, step: Callable[[Session], Outcome]) -> Outcome:
        """A concurrent first sign-in or a member number already given stops one try, not the next."""
        for _ in range(_TRIES - 1):
            try:
                with self._db.write() as session:
                    return step(session)
            except IntegrityError:
                continue
        with self._db.write() as session:
            return step(session)

    def _make(self, session: Session, email: str, name: str, locale: str, private_key: bytes) -> Account:
        address, now = Address(KeyAccount.from_key(private_key).address), self._clock.now()
        account = Account(
            address=address,
            kind=AccountKind.MANAGED,
            member_number=new_member_number(),
            email_sealed=self._vault.seal("email", email.encode()) if email else None,
            email_index=self._vault.index("email", email) if email else None,
            display_name=name,
            locale=locale,
            created_at=now,
        )
        session.add(account)
        session.flush()
        sealed = self._vault.seal(KEY_PURPOSE, private_key, address)
        version = self._vault.current_version
        session.add(ManagedKey(account_id=account.id, sealed_key=sealed, key_version=version, sealed_at=now))
        return account
