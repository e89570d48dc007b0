"""A suspended shop's things are not sold: buyers are told why, the town's officer may end the sale for good."""

from __future__ import annotations

import pytest

from app.wiring import Platform
from chain.errors import Conflict
from marketplace.errors import ListingUnavailable
from marketplace.models import Listing, PublishState
from marketplace.models.selling import Offer
from marketplace.models.selling.suspensions import SellerSuspension
from marketplace.projections import SellerProjector
from marketplace.services.selling.write_offer import Seller
from tests.web.marketplace.conftest import Market
from tests.web.selling.conftest import DESK, OFFER, SHOP, SHOP_DESK, TOWN, Desks


def say(platform: Platform, block: int, *, is_suspended: bool) -> None:
    """What the projector does with a log of the registry."""
    with platform.db.write() as session:
        session.add(
            SellerSuspension(merchant_id=SHOP, is_suspended=is_suspended, block_number=block, log_index=0, part=0)
        )
        session.flush()
        SellerProjector().derive(session, {SellerSuspension: {(SHOP,)}})


def test_what_a_suspended_shop_sells_is_not_bought_until_it_may_sell_again(desks: Desks, platform: Platform) -> None:
    offer = desks.submitted()
    desks.client.post(f"{offer}/decision", data={"decision": "approve", "revision": "2"})
    market = Market(platform)
    listing = market.offer(OFFER)
    with platform.db.write() as session:
        row = session.query(Offer).one()
        row.listing_number, offer_id = listing, row.id
        session.get_one(Listing, listing).state = PublishState.PENDING
    buyer = desks.buyer()
    market.give_yen(buyer, 10_000)
    item = f"/items/{listing}"
    assert "購入の確認へ進む" in desks.client.get(item).text
    signed = platform.marketplace.place_order.prepare(listing, buyer, 1)

    say(platform, 1, is_suspended=True)
    assert "いまは販売を止めています" in desks.client.get(item).text
    refused = desks.client.post(f"{item}/orders", data={"quantity": "1"})
    assert refused.status_code == 409 and "いまは販売を止めています" in refused.text
    with pytest.raises(ListingUnavailable):
        platform.marketplace.place_order.complete(signed.subject, b"\x01" * 65)
    with pytest.raises(Conflict):
        platform.marketplace.selling.publish.prepare_listing(Seller(TOWN), buyer, offer_id)
    desks.shop()
    assert "お店が停止中" in desks.client.get(SHOP_DESK).text
    desks.officer()
    assert "停止中のお店の出品があります" in desks.client.get(f"{DESK}?lang=ja").text
    assert "販売を終える（署名）" in desks.client.get(offer).text
    asked = desks.client.post(f"{offer}/cancellation", data={"listing": str(listing)})
    assert "販売を終えます" in desks.client.get(asked.location).text

    say(platform, 2, is_suspended=False)
    assert "購入の確認へ進む" in desks.client.get(item).text
