"""An officer puts a collection on sale (出品) at a fixed price, and says who gets which share of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Invalid, NotFound
from chain.ids import Address
from chain.outbox import Call, enqueue
from chain.units import Yen
from marketplace.acts import listing_act, splits
from marketplace.errors import ListingUnknown, NotOnChain
from marketplace.models import Collection, Kind, Listing, PublishState, Share
from marketplace.models.eligibility import EVERYBODY, Eligibility, ListingBuyer
from marketplace.models.receipts.tax import default_percent
from marketplace.models.shares import check_shares, shares_to_json
from marketplace.queries.eligibility.rules import require_answerable
from marketplace.queries.listings import address_of
from marketplace.services.catalogue.of_listing import listing_entry
from marketplace.services.catalogue.put_entry import put_entry
from marketplace.services.eligibility.restriction import restriction_of
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER, OFFICER_SIGNATURE_LIFE, ToSign


@dataclass(frozen=True, slots=True)
class ListingTerms:
    """`per_buyer` 0 = no limit; without `closes_at` the sale has no end. The last share takes the remainder.

    `buyers`: the accounts on the seller's list, where the eligibility asks for one.
    """

    collection_number: int
    price: Yen
    supply: int
    per_buyer: int
    opens_at: datetime
    closes_at: datetime | None
    shares: Sequence[Share]
    featured: int = 0
    eligibility: Eligibility = EVERYBODY
    buyers: Sequence[Address] = ()
    tax_percent: int | None = None  # None: what its kind carries

    def check(self, max_supply: int) -> None:
        """Raises: Invalid naming the field."""
        if int(self.price) == 0:
            raise Invalid("price", "zero")
        if not 1 <= self.supply <= max_supply:
            raise Invalid("supply", "out_of_range", most=max_supply)
        if self.per_buyer < 0:
            raise Invalid("per_buyer", "negative")
        if self.closes_at is not None and self.closes_at <= self.opens_at:
            raise Invalid("closes_at", "before_opens_at")
        if self.eligibility.is_listed and not self.buyers:
            raise Invalid("listed", "nobody_listed")
        check_shares(self.shares)


class OpenListing:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, officer: Address, terms: ListingTerms) -> ToSign:
        """Raises: Invalid, NotFound (collection), NotOnChain."""
        now = self.clock.now()
        with self.db.write() as session:
            collection = session.get(Collection, terms.collection_number)
            if collection is None:
                raise NotFound("collection", terms.collection_number)
            terms.check(collection.max_supply)
            require_answerable(session, terms.eligibility, collection.municipality, terms.per_buyer)
            address = _require_address(session, collection.number)
            listing = Listing(
                number=unused_number(session, Listing.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER),
                collection_number=collection.number,
                price=terms.price,
                supply=terms.supply,
                per_buyer=terms.per_buyer,
                opens_at=terms.opens_at,
                closes_at=terms.closes_at,
                shares=shares_to_json(terms.shares),
                featured=terms.featured,
                eligibility=terms.eligibility.to_json(),
                tax_percent=_tax_percent(terms, Kind(collection.kind)),
                officer=officer,
                deadline=unix(now + OFFICER_SIGNATURE_LIFE),
                created_at=now,
            )
            session.add(listing)
            session.flush()
            if terms.eligibility.is_listed:
                accounts = enumerate(dict.fromkeys(terms.buyers))
                session.add_all(
                    ListingBuyer(listing_number=listing.number, place=at, account=one) for at, one in accounts
                )
                session.flush()
            return ToSign(str(listing.number), self._message(session, listing, address))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain, and put it into the catalogue. A repeated call changes nothing."""
        now = self.clock.now()
        with self.db.write() as session:
            listing = session.get(Listing, int(subject), with_for_update=True)
            if listing is None:
                raise ListingUnknown(subject)
            call = self._call(session, listing, signature)
            name = f"marketplace.listing:{listing.number}"
            enqueue(session, call, key=name, subject=name, now=now, principal=listing.officer)
            listing.state = PublishState.PENDING
            put_entry(session, listing_entry(listing), now)

    def _message(self, session: Session, listing: Listing, address: Address) -> TypedData:
        market, act, restriction = (
            self.contracts.market,
            listing_act(listing, address),
            restriction_of(session, listing),
        )
        return market.restricted_listing_message(act, restriction) if restriction else market.listing_message(act)

    def _call(self, session: Session, listing: Listing, signature: bytes) -> Call:
        market, restriction = self.contracts.market, restriction_of(session, listing)
        act = listing_act(listing, _require_address(session, listing.collection_number))
        shares = splits(listing.typed_shares())
        if restriction is None:
            return market.open_listing(act, shares, listing.officer, signature)
        return market.open_restricted_listing(act, shares, restriction, listing.officer, signature)


def _tax_percent(terms: ListingTerms, kind: Kind) -> int:
    return default_percent(kind) if terms.tax_percent is None else terms.tax_percent


def _require_address(session: Session, number: int) -> Address:
    address = address_of(session, number)
    if address is None:
        raise NotOnChain(number)
    return address
