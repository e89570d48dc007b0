"""The catalogue's entry of a listing: what a fixed-price item is found under and until when it can be used."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from marketplace.models import CatalogueEntry, Listing, PublishState, category_of
from marketplace.models.kind_words import kind_search_words
from marketplace.models.lotteries import LotteryRound
from marketplace.services.catalogue.put_entry import Entry, put_entry

_ONE_PASS = 200
_FOUND_BY = (
    "place_ja", "place_en", "legend_ja", "legend_en", "goods_ja", "goods_en", "event_ja", "event_en",
)  # fmt: skip


def listing_subject(number: int) -> str:
    return f"listing:{number}"


def listing_entry(listing: Listing) -> Entry:
    """`collection` of the listing is loaded."""
    collection, detail = listing.collection, listing.collection.detail
    until = str(detail.get("valid_until", ""))
    is_usable = "valid_until" in detail
    return Entry(
        subject=listing_subject(listing.number),
        kind=category_of(collection.kind),
        municipality=collection.municipality,
        name_ja=collection.name_ja,
        name_en=collection.name_en,
        page=f"/items/{listing.number}",
        picture=f"/artwork/collections/{collection.number}/sample-list.webp",
        price_from=listing.price,
        opens_at=listing.opens_at,
        closes_at=listing.closes_at,
        first_day=business_date(listing.opens_at) if is_usable else None,
        last_day=date.fromisoformat(until) if until else None,
        supply=listing.supply,
        more=" ".join([*(str(detail.get(name, "")) for name in _FOUND_BY), kind_search_words(collection.kind)]),
        waits_for_chain=True,
        votes=collection.votes,
        audience=listing.typed_eligibility().audience,
        featured=listing.featured,
    )


class PutMissing:
    """Puts entries for listings of the time before there was a catalogue. A repeated pass does no harm."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def put(self) -> int:
        """Returns: how many were put."""
        with self.db.read() as session:
            if not _missing(session):
                return 0
        with self.db.write() as session:
            found = _missing(session)
            for listing in found:
                put_entry(session, listing_entry(listing), self.clock.now())
            return len(found)


def _missing(session: Session) -> list[Listing]:
    subject = "listing:" + Listing.number.cast(String)
    known = select(CatalogueEntry.id).where(CatalogueEntry.subject == subject).exists()
    for_chosen = select(LotteryRound.listing_number)  # a lottery has an entry of its own
    missing = select(Listing).where(Listing.state == PublishState.PENDING, ~known, Listing.number.not_in(for_chosen))
    return list(session.scalars(missing.order_by(Listing.number).limit(_ONE_PASS)))
