"""Whose account is that? By member number, e-mail address or 0x address; and the names that go with addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, parse_address
from wallet.email_address import email_to_look_up
from wallet.member_number import parse_member_number
from wallet.models import Account, AccountKind
from wallet.vault import Vault

_AT_ONCE = 500  # SQLite limits the number of parameters


@dataclass(frozen=True, slots=True)
class Contact:
    """How a person is reached; `email` is empty for an account without one."""

    email: str
    locale: str


class FindAccount:
    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault

    def __call__(self, text: str) -> Account | None:
        """None when nobody has it or the text is none of the three.

        For officers' and shops' use; never answer an unknown visitor with it, as it tells who has an account.
        """
        return next(iter(self._having(self._keys(text))), None)

    def find(self, text: str) -> Address | None:
        """As above, the address alone."""
        account = self(text)
        return None if account is None else account.address

    def find_many(self, identifiers: Collection[str]) -> dict[str, Address]:
        """The addresses of many identifiers, each under the text it was asked by; what is unknown is left out."""
        asked: dict[bytes | str, list[str]] = {}
        for text in identifiers:
            for key in self._keys(text):
                asked.setdefault(key, []).append(text)
        found: dict[str, Address] = {}
        with self._db.read() as session:
            for meant in _meant(list(asked)):
                columns = select(Account.address, Account.member_number, Account.email_index).where(meant)
                for address, *others in session.execute(columns):
                    for held in (address, *others):
                        for text in asked.get(held, ()) if held is not None else ():
                            found[text] = address
        return found

    def by_address(self, address: Address) -> Account | None:
        with self._db.read() as session:
            return session.scalar(select(Account).where(Account.address == address))

    def email_of(self, account: Account) -> str:
        """For the person's own eyes; empty for an account without one."""
        return "" if account.email_sealed is None else self._vault.open("email", account.email_sealed).decode()

    def by_addresses(self, addresses: Collection[Address]) -> dict[Address, Account]:
        """Those that have an account."""
        return {account.address: account for account in self._having(sorted(set(addresses)))}

    def names(self, addresses: Collection[Address]) -> dict[Address, str]:
        """The name, or else the member number, of those that have an account."""
        return {account.address: account.shown_name for account in self._having(sorted(set(addresses)))}

    def contacts(self, addresses: Collection[Address]) -> dict[Address, Contact]:
        """Of those accounts that a person opened: a managed one without an e-mail is a shop's, a paper card's, or of
        somebody for whom a guardian acts."""
        return {
            account.address: Contact(self.email_of(account), account.locale)
            for account in self._having(sorted(set(addresses)))
            if account.email_sealed is not None or not account.is_managed
        }

    def mail_holders(self, addresses: Collection[Address]) -> dict[Address, bool]:
        """Of the same accounts as `contacts`, whether they have an e-mail; none is opened, so that they may be many."""
        wanted = select(Account.address, Account.email_sealed.is_not(None)).where(
            or_(Account.email_sealed.is_not(None), Account.kind != AccountKind.MANAGED)
        )
        with self._db.read() as session:
            meant = _meant(sorted(set(addresses)))
            return {address: has_mail for one in meant for address, has_mail in session.execute(wanted.where(one))}

    def _keys(self, text: str) -> Sequence[bytes | str]:
        """What the account meant by `text` would hold in its address, member number or e-mail index."""
        shown = unicodedata.normalize("NFKC", text).strip()
        try:
            if "@" in shown:
                return self._vault.indexes("email", email_to_look_up(shown))
            return [parse_address(shown) if shown.lower().startswith("0x") else parse_member_number(shown)]
        except Invalid:
            return []

    def _having(self, keys: Sequence[bytes | str]) -> list[Account]:
        with self._db.read() as session:
            return [account for meant in _meant(keys) for account in session.scalars(select(Account).where(meant))]


def _meant(keys: Sequence[bytes | str]) -> Iterator[ColumnElement[bool]]:
    """Whose address, member number or e-mail index is among `keys`, some at a time."""
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        texts = [key for key in some if isinstance(key, str)]
        yield or_(
            Account.address.in_([text for text in texts if text.startswith("0x")]),
            Account.member_number.in_([text for text in texts if text.startswith("M-")]),
            Account.email_index.in_([key for key in some if isinstance(key, bytes)]),
        )
