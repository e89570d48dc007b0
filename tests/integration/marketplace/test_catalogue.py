"""The catalogue follows the chain: a listing is there when opened, counts its sales, and outlives a rebuild."""

from __future__ import annotations

from sqlalchemy import delete, select

from marketplace.failures import on_call_failed
from marketplace.models import CatalogueCount, CatalogueEntry, Listing
from tests.integration.marketplace.conftest import Shopping


def test_a_listing_is_found_counted_and_rebuilt(shopping: Shopping) -> None:
    region = shopping.region
    db, market = region.platform.db, region.platform.marketplace
    number = shopping.open(supply=3)
    buyer = shopping.buyer()
    shopping.order(number, buyer, 2)
    region.settle()
    asked = market.cancel_listing.prepare(number, region.officer)
    signature = region.platform.wallet.sign_typed_data(region.officer, asked.typed_data, reason="test")
    market.cancel_listing.complete(asked.subject, signature)
    region.settle()
    subject = f"listing:{number}"
    with db.read() as session:
        entry = session.scalars(select(CatalogueEntry).filter_by(subject=subject)).one()
        assert (entry.page, int(entry.price_from), entry.supply) == (f"/items/{number}", 1_001, 3)
        assert "宇陀かーど" in entry.text.split()
        count = session.get_one(CatalogueCount, subject)
        assert (count.opened, count.sold, count.closed) == (1, 2, 1)
    region.indexer.rebuild()
    with db.read() as session:
        count = session.get_one(CatalogueCount, subject)
        assert (count.opened, count.sold, count.closed) == (1, 2, 1)
    _put_again(shopping, number)
    _fail(shopping, number)


def _put_again(shopping: Shopping, number: int) -> None:
    """Listings from before there was a catalogue get their entry, once."""
    market, db = shopping.region.platform.marketplace, shopping.region.platform.db
    with db.write() as session:
        session.execute(delete(CatalogueEntry))
    assert (market.put_missing_entries.put(), market.put_missing_entries.put()) == (1, 0)
    with db.read() as session:
        assert session.scalars(select(CatalogueEntry.subject)).all() == [f"listing:{number}"]


def _fail(shopping: Shopping, number: int) -> None:
    """What the chain refuses is nothing anybody could look for."""
    with shopping.region.platform.db.write() as session:
        body = {"subject": f"marketplace.listing:{number}", "error_name": "Refused", "error_args": {}}
        on_call_failed(session, body)
        on_call_failed(session, body)
    with shopping.region.platform.db.read() as session:
        assert session.get_one(Listing, number).error_name == "Refused"
        assert session.scalar(select(CatalogueEntry.id)) is None
