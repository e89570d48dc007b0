"""An offer from its approval to its buyers on a real chain, on both databases: what is signed is what was reviewed,
the shares reach whom they were promised, and another price is another listing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chain.clock import business_date
from chain.errors import Conflict
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import ListingUnavailable
from marketplace.models import Kind
from marketplace.models.selling import OfferAct
from marketplace.queries.selling.offers import OfferStage
from marketplace.queries.selling.takings import Scope, takings, takings_lines
from marketplace.services.selling.write_offer import Seller
from marketplace.signing import ToSign
from points.queries.merchants import find_merchant
from tests.fixtures.chain import UDA
from tests.integration.marketplace.conftest import Shopping
from tests.unit.marketplace.selling.test_terms import RIGHT

TOWN = Seller(UDA)


class Desk:
    def __init__(self, shopping: Shopping) -> None:
        self.shopping, self.region = shopping, shopping.region
        self.selling = self.region.platform.marketplace.selling
        self.shop = self.region.shop()
        self.region.settle()
        with self.region.platform.db.read() as session:
            self.account = find_merchant(session, self.shop).account

    def approve(self, offer: int) -> None:
        keys = [payee.key for payee in self.selling.payees.of(UDA)]
        self.selling.review.act(TOWN, self.region.officer, offer, OfferAct.SUBMIT, payees=keys)
        self.selling.review.act(TOWN, self.region.officer, offer, OfferAct.APPROVE)

    def sign(self, asked: ToSign, complete: Callable[[str, bytes, Address], None]) -> None:
        """Twice, as a browser may: the second changes nothing."""
        for _ in range(2):
            complete(asked.subject, self.signed(asked), self.region.officer)
        self.region.settle()

    def signed(self, asked: ToSign, signer: Address | None = None) -> bytes:
        wallet = self.region.platform.wallet
        return wallet.sign_typed_data(signer or self.region.officer, asked.typed_data, reason="test")

    def stage(self, offer: int) -> OfferStage:
        return self.selling.pages.offer(TOWN, offer).view.stage

    def publish(self, offer: int, series: bool = True) -> int:
        """Returns: the listing's number."""
        publish, officer = self.selling.publish, self.region.officer
        if series:
            self.sign(publish.prepare_collection(TOWN, officer, offer), publish.complete_collection)
        assert self.stage(offer) is OfferStage.SERIES_READY
        self.sign(publish.prepare_listing(TOWN, officer, offer), publish.complete_listing)
        number = self.selling.pages.offer(TOWN, offer).offer.listing_number
        assert number is not None
        return number


def test_an_approved_offer_is_sold_and_paid_out_and_sold_on_at_another_price(shopping: Shopping) -> None:
    desk = Desk(shopping)
    region, selling = desk.region, desk.selling
    shares = [[f"shop:{desk.shop}", "66.67"], ["town", "28.33"], ["platform", "5"]]
    offer = selling.write.begin(Seller(UDA, desk.shop), region.officer, Kind.RIGHT, RIGHT | {"price": "1001"}, shares)
    with pytest.raises(Conflict):
        selling.publish.prepare_collection(TOWN, region.officer, offer)
    desk.approve(offer)
    listing = desk.publish(offer)
    assert desk.stage(offer) is OfferStage.ON_SALE
    with pytest.raises(Conflict):
        selling.review.act(TOWN, region.officer, offer, OfferAct.RETURN, "もう遅い")

    buyer = shopping.buyer()
    signed = region.platform.marketplace.place_order.prepare(listing, buyer, 1)  # and left for a while
    shopping.order(listing, buyer, 3)
    region.settle()
    town, platform = (payee.address for payee in selling.payees.of(UDA) if payee.key in ("town", "platform"))
    assert (shopping.yen(desk.account), shopping.yen(town), shopping.yen(platform)) == (2_002, 850, 151)

    today = business_date(region.platform.clock.now())
    whole = Scope(UDA, today - timedelta(days=1), today + timedelta(days=1))
    own = Scope(UDA, whole.first, whole.last, desk.account)
    with region.platform.db.read() as session:
        found, of_shop = takings(session, whole), takings(session, own)
        lines = list(takings_lines(session, whole))
    assert (found.total, found.paid, sum(int(line.amount) for line in lines)) == (Yen(3_003), Yen(3_003), 3_003)
    assert [(item.quantity, item.collection.name_ja) for item in found.items] == [(3, RIGHT["name_ja"])]
    assert [(one.payee, one.amount) for one in of_shop.payees] == [(desk.account, Yen(2_002))]
    assert (of_shop.total, of_shop.items[0].quantity, len(found.days)) == (Yen(2_002), 3, 1)

    again = selling.write.begin_again(TOWN, region.officer, offer)
    renewed = selling.pages.offer(TOWN, again).offer
    assert renewed.typed["supply"] == "97"
    selling.write.save(TOWN, region.officer, again, {"price": "2000"}, renewed.shares, 1)
    desk.approve(again)
    with pytest.raises(Conflict):
        selling.publish.prepare_listing(TOWN, region.officer, again)  # the old one is still on sale
    asked = selling.publish.prepare_cancellation(TOWN, region.officer, again, listing)
    desk.sign(asked, selling.publish.complete_cancellation)
    assert desk.stage(offer) is OfferStage.CANCELLED
    with pytest.raises(ListingUnavailable):  # signed at the old price, and it stays unbought
        region.platform.marketplace.place_order.complete(signed.subject, b"\x01" * 65)
    newer = desk.publish(again, series=False)
    assert int(selling.pages.listing(newer).price) == 2_000
    assert len(shopping.region.platform.marketplace.pages.holdings(buyer).holdings) == 3


def test_what_the_chain_refuses_is_told_and_signed_anew(shopping: Shopping) -> None:
    desk = Desk(shopping)
    selling, officer = desk.selling, desk.region.person()  # without a role in the town
    offer = selling.write.begin(TOWN, officer, Kind.RIGHT, RIGHT, [["town", "100"]])
    desk.approve(offer)
    older = selling.publish.prepare_collection(TOWN, officer, offer)
    asked = selling.publish.prepare_collection(TOWN, officer, offer)
    selling.publish.complete_collection(asked.subject, desk.signed(asked, officer), officer)
    desk.region.settle()
    with pytest.raises(Conflict):  # of two prepared in two windows only the newer is taken
        selling.publish.complete_collection(older.subject, desk.signed(older, officer), officer)
    view = selling.pages.offer(TOWN, offer).view
    assert (view.stage, view.failure) == (OfferStage.SERIES_FAILED, "OfficerUnauthorized")
    assert desk.publish(offer)
