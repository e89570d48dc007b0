"""The account of an e-mail address, made with a fresh key when there is none."""

from __future__ import annotations

import secrets
from datetime import datetime

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
        for _ in range(_TRIES - 1):  # a concurrent first sign-in, or a member number already given
            try:
                return self._find_or_make(email, name, locale, private_key)
            except IntegrityError:
                continue
        return self._find_or_make(email, name, locale, private_key)

    def _find_or_make(self, email: str, name: str, locale: str, private_key: bytes | None) -> tuple[Account, bool]:
        with self._db.write() as session:
            known = session.scalar(select(Account).where(Account.email_index.in_(self._vault.indexes("email", email))))
            if known is not None:
                return known, False
            account = self._make(session, email, private_key or secrets.token_bytes(32), self._clock.now())
            account.display_name, account.locale = name, locale
            session.flush()
        return account, True

    def _make(self, session: Session, email: str, private_key: bytes, now: datetime) -> Account:
        address = Address(KeyAccount.from_key(private_key).address)
        account = Account(
            address=address,
            kind=AccountKind.MANAGED,
            member_number=new_member_number(),
            email_sealed=self._vault.seal("email", email.encode()),
            email_index=self._vault.index("email", email),
            created_at=now,
        )
        session.add(account)
        session.flush()
        session.add(
            ManagedKey(
                account_id=account.id,
                sealed_key=self._vault.seal(KEY_PURPOSE, private_key, address),
                key_version=self._vault.current_version,
                sealed_at=now,
            )
        )
        return account
