"""Whose account is that? By member number, e-mail address or 0x address; and the names that go with addresses."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, parse_address
from wallet.email_address import parse_email
from wallet.member_number import parse_member_number
from wallet.models import Account
from wallet.vault import Vault

_AT_ONCE = 500  # SQLite limits the number of parameters


class FindAccount:
    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault

    def __call__(self, text: str) -> Account | None:
        """None when nobody has it or the text is none of the three.

        For officers' and shops' use; never answer an unknown visitor with it, as it tells who has an account.
        """
        try:
            wanted = self._condition(text.strip())
        except Invalid:
            return None
        with self._db.read() as session:
            return session.scalar(select(Account).where(wanted))

    def find(self, text: str) -> Address | None:
        """As above, the address alone."""
        account = self(text)
        return None if account is None else account.address

    def by_address(self, address: Address) -> Account | None:
        with self._db.read() as session:
            return session.scalar(select(Account).where(Account.address == address))

    def email_of(self, account: Account) -> str:
        """For the person's own eyes; empty for an account without one."""
        return "" if account.email_sealed is None else self._vault.open("email", account.email_sealed).decode()

    def names(self, addresses: Iterable[Address]) -> dict[Address, str]:
        """The name, or else the member number, of those that have an account."""
        wanted = sorted(set(addresses))
        found: dict[Address, str] = {}
        with self._db.read() as session:
            for start in range(0, len(wanted), _AT_ONCE):
                some = select(Account).where(Account.address.in_(wanted[start : start + _AT_ONCE]))
                found |= {account.address: account.shown_name for account in session.scalars(some)}
        return found

    def _condition(self, text: str) -> ColumnElement[bool]:
        if "@" in text or "＠" in text:
            return Account.email_index.in_(self._vault.indexes("email", parse_email(text)))
        if text.lower().startswith("0x"):
            return Account.address == parse_address(text)
        return Account.member_number == parse_member_number(text)
