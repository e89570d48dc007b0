"""An officer writes down a naming auction: what is named, what travels with the token, and the terms of bidding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import Collection, NamingDetail, PublishState, Rarity, Share
from marketplace.models.auctions import Auction
from marketplace.models.auctions.errors import AuctionFixed, AuctionUnknown
from marketplace.models.shares import check_shares, shares_to_json
from marketplace.services.create_collection import CollectionDraft, CreateCollection
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER

LONGEST_EXTENSION = timedelta(hours=1)
LONGEST_AUCTION = timedelta(days=92)
_LONGEST_TEXT = 2_000
_SYMBOL = "NAMING"


@dataclass(frozen=True, slots=True)
class AuctionTerms:
    """`extension`: a bid later than this before the end moves the end. The last share takes the remainder."""

    reserve: Yen
    increment: Yen
    opens_at: datetime
    closes_at: datetime
    extension: timedelta
    shares: Sequence[Share]
    rules_ja: str
    rules_en: str
    criteria_ja: str
    criteria_en: str

    def check(self, now: datetime) -> None:
        """Raises: Invalid naming the field."""
        for field in ("reserve", "increment"):
            if int(getattr(self, field)) == 0:
                raise Invalid(field, "zero")
        self._check_times(now)
        check_shares(self.shares)
        for field in ("rules_ja", "criteria_ja"):
            if not getattr(self, field).strip():
                raise Invalid(field, "empty")
        for field in ("rules_ja", "rules_en", "criteria_ja", "criteria_en"):
            if len(getattr(self, field)) > _LONGEST_TEXT:
                raise Invalid(field, "too_long", most=_LONGEST_TEXT)

    def _check_times(self, now: datetime) -> None:
        if self.closes_at <= self.opens_at:
            raise Invalid("closes_at", "before_opens_at")
        if self.closes_at <= now:
            raise Invalid("closes_at", "in_the_past")
        if self.closes_at - self.opens_at > LONGEST_AUCTION:
            raise Invalid("closes_at", "too_far", most=LONGEST_AUCTION.days)
        if not timedelta(0) <= self.extension <= LONGEST_EXTENSION:
            raise Invalid("extension", "out_of_range", most=int(LONGEST_EXTENSION.total_seconds()) // 60)


@dataclass(frozen=True, slots=True)
class AuctionDraft:
    """`gives`: the perks, which travel with the token; the naming right does not. `series`: a slug, or none yet."""

    municipality: MunicipalityCode
    detail: NamingDetail
    name_ja: str
    name_en: str
    story_ja: str
    story_en: str
    gives_ja: tuple[str, ...]
    gives_en: tuple[str, ...]
    scene: str
    terms: AuctionTerms
    series: str = ""
    royalty_basis_points: int = 500
    royalty_receiver: Address | None = None  # without one, the first who is paid

    def collection(self, number: int) -> CollectionDraft:
        first, last = self.detail.first_day, self.detail.last_day
        return CollectionDraft(
            series=self.series or f"naming-{number}",
            symbol=_SYMBOL,
            municipality=self.municipality,
            detail=self.detail,
            name_ja=self.name_ja,
            name_en=self.name_en,
            story_ja=self.story_ja,
            story_en=self.story_en,
            gives_ja=self.gives_ja,
            gives_en=self.gives_en,
            scene=self.scene,
            max_supply=1,
            royalty_receiver=self.royalty_receiver or self.terms.shares[0].payee,
            royalty_basis_points=self.royalty_basis_points,
            upright_ja="記名の証",
            until_ja=f"名前は{first.year}年{first.month}月{first.day}日から{last.year}年{last.month}月{last.day}日まで掲げます。",
            until_en=f"The name is shown from {first.day} {first:%B %Y} through {last.day} {last:%B %Y}.",
            rarity=Rarity.LEGEND,
        )


class WriteAuction:
    """Does not check that the officer serves the town; the surface does."""

    def __init__(self, db: Database, clock: Clock, create_collection: CreateCollection) -> None:
        self.db = db
        self.clock = clock
        self.create_collection = create_collection

    def draft(self, officer: Address, draft: AuctionDraft) -> int:
        """The new auction's number. Raises: Invalid, TownUnknown, Conflict (series, taken)."""
        now = self.clock.now()
        draft = _checked(draft, now)
        with self.db.write() as session:
            number = unused_number(session, Auction.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER)
            collection = self.create_collection.add(session, officer, draft.collection(number))
            auction = Auction(
                number=number, collection_number=collection.number, officer=officer, created_at=now,
                **_terms(draft.terms),
            )  # fmt: skip
            session.add(auction)
        return number

    def change(self, code: MunicipalityCode, number: int, draft: AuctionDraft) -> None:
        """While nothing of it is signed; terms also after the collection was, until the auction itself is.

        Raises: Invalid, AuctionUnknown, AuctionFixed.
        """
        draft = _checked(draft, self.clock.now())
        with self.db.write() as session:
            auction = town_row(session, code, number)
            if auction.state == PublishState.PENDING:
                raise AuctionFixed(number, "signed")
            if auction.collection.state == PublishState.AWAITING_SIGNATURE:
                self.create_collection.change(auction.collection, draft.collection(number))
            for name, value in _terms(draft.terms).items():
                setattr(auction, name, value)

    def discard(self, code: MunicipalityCode, number: int) -> None:
        """Throw an unsigned draft away. Raises: AuctionUnknown, AuctionFixed."""
        with self.db.write() as session:
            auction = town_row(session, code, number)
            collection = auction.collection
            unsigned = PublishState.AWAITING_SIGNATURE
            if auction.state != unsigned or collection.state != unsigned:
                raise AuctionFixed(number, "signed")
            session.delete(auction)
            session.flush()
            session.delete(collection)


def town_row(session: Session, code: MunicipalityCode, number: int) -> Auction:
    """To be changed. Raises: AuctionUnknown, also for another town's."""
    auction = session.get(Auction, number, with_for_update={"of": Auction})
    if auction is None or session.get_one(Collection, auction.collection_number).municipality != code:
        raise AuctionUnknown(number)
    return auction


def _checked(draft: AuctionDraft, now: datetime) -> AuctionDraft:
    draft.terms.check(now)
    detail = draft.detail
    for field in ("property_ja", "place_ja"):
        if not getattr(detail, field).strip():
            raise Invalid(field, "empty")
    if detail.last_day < draft.terms.closes_at.date():
        raise Invalid("shown_until", "before_closes_at")
    gives = tuple(line.strip() for line in draft.gives_ja if line.strip())
    if not gives:
        raise Invalid("gives_ja", "empty")
    english = tuple(line.strip() for line in draft.gives_en if line.strip())
    return replace(draft, gives_ja=gives, gives_en=english)


def _terms(terms: AuctionTerms) -> dict[str, object]:
    return {
        "reserve": terms.reserve,
        "increment": terms.increment,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "extension_seconds": int(terms.extension.total_seconds()),
        "shares": shares_to_json(terms.shares),
        **{name: getattr(terms, name).strip() for name in ("rules_ja", "rules_en", "criteria_ja", "criteria_en")},
    }
