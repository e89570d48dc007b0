"""What the marketplace needs from outside; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import BinaryIO, Protocol

from sqlalchemy.orm import Session

from chain.contracts.regional_points import Payment
from chain.contracts.typed_data import TypedData
from chain.ids import Address, MunicipalityCode
from chain.outbox import Call
from chain.units import Points, Yen

BlockMaker = Callable[[], None]  # a block on request, where nobody else makes one


class Cipher(Protocol):
    """Encryption at rest. Only the same `purpose` and `bound_to` open what they sealed."""

    def seal(self, purpose: str, secret: bytes, bound_to: str = "") -> bytes: ...

    def open(self, purpose: str, sealed: bytes, bound_to: str = "") -> bytes: ...


class ContentStore(Protocol):
    """Pictures by the name of their content (marketplace.artwork.cid), of at most `MOST_BYTES` each."""

    def put(self, content: bytes) -> str:
        """Keep it and return its name; what is kept already is not kept twice. Raises: StoreUnavailable."""
        ...

    def get(self, cid: str) -> bytes:
        """The content, looked at by its hash. Raises: ContentMissing, ContentForeign, StoreUnavailable."""
        ...

    def remove(self, cid: str) -> None:
        """Keep it no longer; whoever fetched it before may still have it. What is not there stays so. Callers have made
        sure that nothing shows it. Raises: StoreUnavailable."""
        ...

    def has(self, cid: str) -> bool:
        """Whether the name is there; not whether its content is whole. Raises: StoreUnavailable."""
        ...


class PayeeKind(StrEnum):
    TOWN = "town"
    SHOP = "shop"
    TREASURY = "treasury"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class SalePayee:
    """Somebody who may get a share of a sale. `key` names it in forms: addresses are never typed."""

    key: str
    kind: PayeeKind
    address: Address
    name_ja: str
    name_en: str


class TicketAudience(Protocol):
    """For whom a ticket is, where something else than its price decides that."""

    def is_invited(self, session: Session, service: int, buyer: Address) -> bool:
        """Whether this person may buy a ticket of the service now; asked in the caller's transaction."""
        ...


class SalePayees(Protocol):
    def of(self, municipality: MunicipalityCode) -> Sequence[SalePayee]:
        """The town ("town"), its open member shops ("shop:<id>"), treasuries of its communities, "platform"."""
        ...


class OpensAccounts(Protocol):
    def open(self, name: str) -> Address:
        """A managed account to which nobody signs in."""
        ...


class People(Protocol):
    """The accounts of this installation."""

    def find_many(self, identifiers: Collection[str]) -> Mapping[str, Address]:
        """Accounts by member number, e-mail or address; what is unknown is left out."""
        ...

    def names(self, addresses: Collection[Address]) -> Mapping[Address, str]: ...


class Persons(Protocol):
    """What the market's identity registry says about the person behind an account. Raises: NodeUnavailable."""

    def is_verified(self, account: Address) -> bool: ...

    def person_of(self, account: Address) -> bytes | None:
        """A number that is the same for all accounts of the person; None: the registry does not know who it is."""
        ...

    def is_resident(self, account: Address, town: MunicipalityCode) -> bool: ...

    def lives_outside(self, account: Address, area: int) -> bool:
        """Verified, and in no municipality of the area."""
        ...

    def bought(self, account: Address, listing: int) -> int:
        """By the person, with whatever account, from a listing that counts persons."""


class Contact(Protocol):
    """How a person is reached; no mail address means not by mail. `locale` is ja or en."""

    @property
    def email(self) -> str: ...

    @property
    def locale(self) -> str: ...


class Contacts(Protocol):
    def contacts(self, addresses: Collection[Address]) -> Mapping[Address, Contact]:
        """Those of the accounts that a person looks after."""
        ...


@dataclass(frozen=True, slots=True)
class SellerFacts:
    """What is known of a seller elsewhere. `invoice_number`: 登録番号, or empty. `town`: whose it is, or empty for a
    member who sells on."""

    key: str
    name_ja: str
    name_en: str
    invoice_number: str
    town: MunicipalityCode | None


class SellerDirectory(Protocol):
    def of(self, session: Session, key: str) -> SellerFacts:
        """By "town:<code>" or "shop:<merchant id>", in the caller's transaction. Raises: SellerUnknown."""
        ...


class Homes(Protocol):
    def verified(self, session: Session, account: Address, now: datetime) -> tuple[bytes, MunicipalityCode] | None:
        """The number of the person behind a verified account, and where the person lives."""
        ...


class Signer(Protocol):
    def is_managed(self, address: Address) -> bool:
        """True when this installation keeps the account's key; else its owner signs in the browser."""
        ...

    def sign_typed_data(self, address: Address, typed_data: TypedData, *, reason: str) -> bytes:
        """Sign with a managed key. Called outside any open transaction, as it keeps a log of its own."""
        ...


class Archives(Protocol):
    """ZIP files that wait to be read in the background."""

    def put(self, archive: BinaryIO, most_bytes: int) -> str:
        """Keep it and return its name. Raises: Invalid (archive, zip_too_heavy)."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Raises: FileNotFoundError."""
        ...

    def forget(self, name: str) -> None:
        """Nothing happens when it is not there."""
        ...


class NoticeKind(StrEnum):
    PAID = "paid"
    FAILED = "failed"  # and nothing more will come of it


@dataclass(frozen=True, slots=True)
class CardPage:
    """Where the buyer pays, and the provider's own name for it."""

    reference: str
    page: str


@dataclass(frozen=True, slots=True)
class CardNotice:
    """What a provider tells about one payment. `id` is the same when it tells again; `key` is our own name for it."""

    id: str
    kind: NoticeKind
    key: str
    reference: str
    amount: Yen


@dataclass(frozen=True, slots=True)
class CardDisputeNotice:
    """A cardholder disputes a payment at the bank (チャージバック), or how that stands. `reference`: of the payment."""

    id: str
    dispute: str  # the provider's name for it
    reference: str
    amount: Yen
    reason: str
    status: str  # in the provider's words


class CardProvider(Protocol):
    """Takes card payments. The same `key` again is the same payment or the same refund, never a second one."""

    name: str

    def start(self, key: str, amount: Yen, back: str) -> CardPage:
        """`back`: our page that the buyer returns to. Raises: CardUnavailable (no_answer)."""
        ...

    def refund(self, key: str, reference: str, amount: Yen) -> None:
        """Raises: CardUnavailable (no_answer)."""
        ...

    def read_notice(self, body: bytes, signature: str) -> CardNotice | CardDisputeNotice | None:
        """None: genuine, but about nothing we wait for. Raises: NoticeForged."""
        ...


class ChargeOutcome(StrEnum):
    WAITING = "waiting"
    ISSUED = "issued"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PointOffer:
    """A program whose points a town sells. `last_day`: what is charged today is usable until then."""

    program: int
    municipality: MunicipalityCode
    area_id: int
    name_ja: str
    name_en: str
    most_at_once: Yen
    last_day: date


class PointSales(Protocol):
    """Points that towns sell, one for one yen. Reading happens in the caller's transaction."""

    def offers(self, session: Session) -> Sequence[PointOffer]: ...

    def find(self, session: Session, program: int) -> PointOffer | None:
        """Also one that is closed by now."""
        ...

    def check(self, session: Session, program: int, account: Address, amount: Yen) -> PointOffer:
        """Raises: DomainError, that says why so much cannot be charged now."""
        ...

    def issue(self, key: str, program: int, account: Address, amount: Yen) -> None:
        """Called outside any open transaction. The same `key` is never issued twice. Raises: as check."""
        ...

    def outcome(self, session: Session, key: str) -> tuple[ChargeOutcome, str] | None:
        """And why it failed. None: `key` was never asked for."""
        ...


class YenFloat(Protocol):
    """The yen token that stands against the money at the card provider."""

    address: Address  # where yen go back to
    is_made: bool  # made when they are needed; else no more can be delivered than the account holds

    def deliver(self, to: Address, amount: Yen, key: str) -> Call:
        """The same `key` is never paid twice, whoever sends the call."""
        ...


@dataclass(frozen=True, slots=True)
class GrantProgram:
    """A program of points out of which a town can thank people. `left`: what may still be granted."""

    program_id: int
    name_ja: str
    name_en: str
    left: int


@dataclass(frozen=True, slots=True)
class GrantOrder:
    """`each` points to all of `people`; `key`: 32 bytes, the same for the same project."""

    municipality: MunicipalityCode
    officer: Address
    program_id: int
    each: int
    people: Sequence[Address]
    title_ja: str
    title_en: str
    key: bytes


class PointsGrants(Protocol):
    """Points as thanks, through the grants that a town's officers check and sign."""

    def programs(self, municipality: MunicipalityCode) -> Sequence[GrantProgram]:
        """Those of the town that run now, with something left."""
        ...

    def draft(self, order: GrantOrder) -> int:
        """The number of a grant that waits for its check and an issuer's signature; with the same key always the same
        one. Raises: DomainError where the program refuses it."""
        ...


@dataclass(frozen=True, slots=True)
class PointsShop:
    merchant_id: int
    name_ja: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PointsProgram:
    """A program whose points `shops` of a town take."""

    program_id: int
    name_ja: str
    name_en: str
    shops: Sequence[PointsShop]


@dataclass(frozen=True, slots=True)
class PointsDue:
    """A payment of points for something bought. `nonce`: the hash of what is bought; `key`: its name among calls."""

    holder: Address
    program_id: int
    merchant_id: int
    amount: Points
    nonce: bytes
    key: str
    valid_before: int  # unix seconds


class PointsTill(Protocol):
    """Points (地域ポイント) as a shop's till takes and gives them back. Payments are named by their row."""

    def programs(self, municipality: MunicipalityCode) -> Sequence[PointsProgram]:
        """What shops of a town may take that are open: programs of its area."""
        ...

    def names(self, program_ids: Collection[int]) -> Mapping[int, PointsProgram]:
        """Without shops."""
        ...

    def shop(self, merchant_id: int) -> PointsShop: ...

    def giveable_programs(self, municipality: MunicipalityCode) -> Sequence[PointsProgram]:
        """Of `programs`, those whose points may be given away, by anybody: what a project can take and give back."""
        ...

    def giveable(self, session: Session, holder: Address, program_id: int) -> Sequence[tuple[int, Points]]:
        """Lots of a program that somebody could give away now, with how much of each."""
        ...

    def bring(self, session: Session, holder: Address, lot_id: int) -> None:
        """What a drop promised of the lot goes to the holder's account first."""
        ...

    def available(self, session: Session, holder: Address, program_id: int, merchant_id: int) -> Points:
        """What somebody could pay there now; 0 where the shop takes none."""
        ...

    def reserve(self, session: Session, due: PointsDue) -> int:
        """Keeps lots back, those that expire first. Raises: PointsMissing, PointsRefused."""
        ...

    def message(self, session: Session, payment: int) -> TypedData:
        """What the holder signs."""
        ...

    def keep(self, session: Session, payment: int, signature: bytes) -> Payment:
        """The payment for the call that buys; what it needs before goes to the chain first. Raises: PointsRefused."""
        ...

    def let_go(self, session: Session, payment: int) -> None:
        """The lots of a payment that nobody signed are free again."""
        ...

    def give_back(self, payment: int, amount: Points, key: str) -> bool:
        """The shop gives back so many of a payment; the same key again nothing more, unless the chain refused it. True
        once it is on chain, or the shop has given everything back itself."""
        ...
