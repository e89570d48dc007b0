"""What the dao domain needs from outside; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.units import Yen


class FinalBlock(Protocol):
    def __call__(self, session: Session) -> int:
        """The newest indexed block that counts as final; -1 before there is one."""
        ...


class BlockMaker(Protocol):
    def __call__(self) -> None:
        """Ask the devnet for a block; nothing to do on a network that makes its own."""
        ...


class PersonsRoll(Protocol):
    """The verified persons (本人確認を終えた人) of towns: in them at `since` already, and still so at `now`.

    A person is 32 bytes that stay the same for one person, and are never shown.
    """

    def person_of(
        self, session: Session, account: Address, towns: Collection[str], since: datetime, now: datetime
    ) -> bytes | None: ...

    def persons(
        self, session: Session, towns: Collection[str], since: datetime, now: datetime
    ) -> Mapping[Address, bytes]:
        """All of them, by account."""
        ...

    def count(self, session: Session, towns: Collection[str], since: datetime, now: datetime) -> int: ...


class PayeeKind(StrEnum):
    TOWN = "town"
    MERCHANT = "merchant"
    COMMUNITY = "community"  # another community's treasury
    EARLIER = "earlier"  # paid by this treasury before, and in no list


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody known by name to whom a treasury may pay."""

    address: Address
    name_ja: str
    name_en: str
    kind: PayeeKind
    municipality: str = ""  # code, of a town


@dataclass(frozen=True, slots=True)
class FundableProject:
    """A project that collects money now. `least` and `most`: of one pledge."""

    number: int
    title_ja: str
    title_en: str
    least: Yen
    most: Yen


@dataclass(frozen=True, slots=True)
class MilestoneQuestion:
    """An open vote of a project's supporters, on which the one asked for has yet to vote. `step` is the milestone's
    place from 1; `closes_at` in unix seconds; `weight` what the supporter's ballot weighs."""

    project: int
    title_ja: str
    title_en: str
    round: int
    step: int
    report_hash: bytes
    closes_at: int
    weight: Yen


class Directory(Protocol):
    """Names for addresses; the dao domain itself knows people and shops only by address."""

    def payees(self) -> Sequence[Payee]: ...

    def projects(self) -> Sequence[FundableProject]: ...

    def milestone_questions(self, supporter: Address) -> Sequence[MilestoneQuestion]: ...

    def names(self, addresses: Collection[Address]) -> Mapping[Address, str]:
        """What to call these addresses, in the reader's language; unknown ones are left out."""
        ...


class CardHolders(Protocol):
    def cards_of(self, session: Session, holder: Address, towns: Collection[MunicipalityCode]) -> Sequence[str]:
        """The cards (ambassador card, digital resident card) of these towns that somebody holds, each by a name of its
        own; read in the caller's transaction."""
        ...


@dataclass(frozen=True, slots=True)
class ThanksProgram:
    """A program of points out of which a town can thank people. `left`: what may still be granted."""

    program: int
    name_ja: str
    name_en: str
    left: int


@dataclass(frozen=True, slots=True)
class ThanksOrder:
    """`each` points to all of `people`; `key`: 32 bytes, the same for the same survey or event."""

    municipality: MunicipalityCode
    officer: Address
    program: int
    each: int
    people: Sequence[Address]
    title_ja: str
    title_en: str
    key: bytes
    whom: str = "survey"  # whom the people are: of a survey, guests of an event, or named by a proposal


class GrantState(StrEnum):
    DRAFTED = "drafted"  # waits for its check and signature
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"  # given up or refused on the way


@dataclass(frozen=True, slots=True)
class GrantProgress:
    """How far a town is with a grant. `tx_hashes`: of what went to the chain for it, oldest first."""

    state: GrantState
    people: int
    total: int
    granted: int
    tx_hashes: Sequence[bytes]


class ThanksGrants(Protocol):
    """Points as thanks, through the grants that a town's officers sign."""

    def programs(self, municipality: MunicipalityCode) -> Sequence[ThanksProgram]:
        """Those of the town that run now, with something left."""
        ...

    def draft(self, order: ThanksOrder) -> int:
        """The number of a grant that waits for its check and its officer's signature; with the same key always the
        same one, of which the people stay once it was signed. Without people, the officer lists them.
        Raises: DomainError where the program refuses it."""
        ...

    def progress(self, session: Session, campaign: int) -> GrantProgress | None:
        """None for a grant that is not kept any more."""
        ...


@dataclass(frozen=True, slots=True)
class CardSeries:
    """A series of cards, by its contract."""

    address: Address
    name_ja: str
    name_en: str
    municipality: str  # code of the town that issued it


@dataclass(frozen=True, slots=True)
class TokenTier:
    """A tier of a community's token; `key` within the community, `least` units of `token`, by its contract."""

    key: str
    least: int
    name_ja: str
    name_en: str
    token: Address


class Holders(Protocol):
    """Who holds cards that do not vote here, who works for which shop, and whom a town has verified; the dao domain
    itself knows none of them."""

    def series_of(self, session: Session, towns: Collection[str]) -> Sequence[CardSeries]:
        """Every series of cards these towns issued, by name."""
        ...

    def voting_series_of(self, session: Session, towns: Collection[str]) -> Sequence[CardSeries]:
        """Those of these towns that may vote in a community: a card is a vote from its purchase on."""
        ...

    def holders_of(self, session: Session, series: Collection[Address]) -> frozenset[Address]: ...

    def holders_in(self, session: Session, town: str) -> frozenset[Address]:
        """Everybody who holds a card that this town issued."""
        ...

    def holds_one(self, session: Session, account: Address, series: Collection[Address]) -> bool: ...

    def tiers_of(self, session: Session, community: str) -> Sequence[TokenTier]:
        """Of the tokens that belong to a community, the lowest of each first."""
        ...

    def token_holders(self, session: Session, community: str, tier: str = "") -> frozenset[Address]:
        """Who holds a token of a community; with the key of a tier who reaches it."""
        ...

    def tiers_reached(self, session: Session, community: str, account: Address) -> frozenset[str]:
        """Keys of all tiers somebody reaches; "" among them for any token of the community at all."""
        ...

    def units_held(
        self, session: Session, tokens: Collection[Address], account: Address, moment: int | None = None
    ) -> int:
        """Units of that of these tokens of which somebody holds most; at `moment` (unix seconds, that second included),
        or now."""
        ...

    def reached_at(self, session: Session, tokens: Collection[Address], least: int, moment: int) -> frozenset[Address]:
        """Who held `least` units of one of these tokens at `moment`."""
        ...

    def shops_of(self, session: Session, account: Address) -> frozenset[Address]:
        """Accounts of the shops for which this person works."""
        ...

    def staff_of(self, session: Session, shops: Collection[Address]) -> frozenset[Address]:
        """Everybody who works for one of these shops."""
        ...

    def shops_in(self, session: Session, towns: Collection[str]) -> frozenset[Address]:
        """Accounts of the shops in these towns' registries that are not suspended."""
        ...

    def residents_of(self, session: Session, towns: Collection[str]) -> frozenset[Address]:
        """Everybody whom one of these towns has verified, and whose verification holds now."""
        ...

    def is_resident(self, session: Session, account: Address, towns: Collection[str]) -> bool: ...


@dataclass(frozen=True, slots=True)
class OfferProgress:
    """How far a product's offer is. `listing`: its number once people can buy; `is_over`: refused or taken back."""

    listing: int | None = None
    is_over: bool = False


class ProductSales(Protocol):
    """Offers of the marketplace, which this domain knows only by their numbers."""

    def progress(self, session: Session, offer: int) -> OfferProgress: ...
