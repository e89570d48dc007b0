"""The catalogue's entry of a naming auction. It has no end there: bids may move it, and the chain says when it was."""

from __future__ import annotations

from marketplace.models import NamingDetail
from marketplace.models.auctions import Auction
from marketplace.services.catalogue.put_entry import Entry


def auction_entry(auction: Auction) -> Entry:
    """`collection` of the auction is loaded."""
    collection, detail = auction.collection, auction.collection.typed_detail()
    assert isinstance(detail, NamingDetail)
    return Entry(
        subject=f"auction:{auction.number}",
        kind=collection.kind,
        municipality=collection.municipality,
        name_ja=collection.name_ja,
        name_en=collection.name_en,
        page=f"/auctions/{auction.number}",
        picture=f"/artwork/collections/{collection.number}/sample-list.webp",
        price_from=auction.reserve,
        opens_at=auction.opens_at,
        last_day=detail.last_day,
        supply=1,
        more=f"{detail.property_ja} {detail.property_en} {detail.place_ja} {detail.place_en}",
        waits_for_chain=True,
    )
