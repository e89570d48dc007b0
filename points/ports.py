"""What the points domain needs from outside; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from chain.contracts.typed_data import TypedData
from chain.ids import Address, MunicipalityCode


class Signer(Protocol):
    def is_managed(self, address: Address) -> bool:
        """True when this installation keeps the account's key; else its owner signs in the browser."""
        ...

    def sign_typed_data(self, address: Address, typed_data: TypedData, *, reason: str) -> bytes:
        """Sign with a managed key. Called outside any open transaction, as it keeps a log of its own."""
        ...


class AccountDirectory(Protocol):
    def find_many(self, identifiers: Collection[str]) -> Mapping[str, Address]:
        """Accounts by member number, e-mail or address; what is unknown is left out."""
        ...

    def names(self, addresses: Collection[Address]) -> Mapping[Address, str]: ...


class ResidentRegistry(Protocol):
    """Who lives where, by their identity check (本人確認)."""

    def verified(self, municipality: MunicipalityCode) -> Sequence[Address]:
        """The accounts of everybody whose identity check names this town as home."""
        ...

    def persons(
        self, session: Session, municipalities: Collection[MunicipalityCode], now: datetime
    ) -> Mapping[Address, bytes]:
        """As above for several towns, with the number of the person behind each account."""
        ...


class Officers(Protocol):
    def of(self, session: Session, municipality: MunicipalityCode) -> Sequence[Address]:
        """The accounts that work in this town's console."""
        ...


class Persons(Protocol):
    def verified(self, session: Session, account: Address, now: datetime) -> tuple[bytes, MunicipalityCode] | None:
        """The number of the person behind a verified account, and where the person lives."""
        ...

    def verified_among(self, session: Session, accounts: Collection[Address], now: datetime) -> set[Address]:
        """Those of many whose identity check holds now."""
        ...


class Households(Protocol):
    def together(self, session: Session, accounts: Collection[Address]) -> Sequence[Sequence[Address]]:
        """Everybody who is bound by family, however many bonds lie between; each of `accounts` is in exactly one, alone
        if need be. Who is nobody's ward comes first."""
        ...


class Contact(Protocol):
    """How a person is reached: no mail address means on the page of notices alone. `locale` is ja or en."""

    @property
    def email(self) -> str: ...

    @property
    def locale(self) -> str: ...


class Contacts(Protocol):
    def contacts(self, addresses: Collection[Address]) -> Mapping[Address, Contact]:
        """Those of the accounts that a person looks after; accounts of shops and paper cards are left out."""
        ...

    def mail_holders(self, accounts: Collection[Address]) -> Mapping[Address, bool]:
        """The same accounts without their addresses being opened: whether they have one for mail."""
        ...


class ShopAccounts(Protocol):
    def open(self, name: str) -> Address:
        """A new managed account that receives the points of one shop and signs its refunds."""
        ...

    def appoint(self, email: str, merchant_id: int) -> None:
        """Make the person with this e-mail staff of the shop, opening an account when there is none."""
        ...

    def appoint_account(self, address: Address, merchant_id: int) -> None:
        """Make the person with this account staff of the shop."""
        ...


class Letters(Protocol):
    def send(self, to: str, subject: str, body: str) -> None:
        """Send a mail. Raises what the mailer raises when it cannot."""
        ...


class CardAccounts(Protocol):
    def open(self, names: Sequence[str]) -> list[Address]:
        """New managed accounts without a person, one a name: each holds the points of one paper card."""
        ...


class CardHolders(Protocol):
    def cards_of(self, session: Session, holder: Address, towns: Collection[MunicipalityCode]) -> list[str]:
        """The cards (アンバサダーカード、デジタル住民票) of these towns that somebody holds, each by a name of its own.
        Read in the caller's transaction, so that a coupon and the card that lets it through are seen at one moment."""
        ...

    def holders_among(
        self, session: Session, people: Collection[Address], towns: Collection[MunicipalityCode]
    ) -> set[Address]:
        """Those of many who hold such a card."""
        ...


BlockMaker = Callable[[], None]  # a block on request, where nobody else makes one


class Cipher(Protocol):
    """Encryption at rest. Only the same `purpose` and `bound_to` open what they sealed."""

    def seal(self, purpose: str, secret: bytes, bound_to: str = "") -> bytes: ...

    def open(self, purpose: str, sealed: bytes, bound_to: str = "") -> bytes: ...
