"""A long-term purchase on the real chain: each delivery is one use there; what the chain refuses is sent again; the
address goes when the token does."""

from __future__ import annotations

import pytest

from chain.ids import Address
from chain.units import Yen
from marketplace.errors import NotYours
from marketplace.models import ProduceDetail, RightRedemption, Share, TokenActState
from marketplace.models.addresses import PostalAddress
from marketplace.models.deliveries.errors import AddressMissing, NotServed
from marketplace.models.deliveries.rows import Delivery, ShippingAddress
from marketplace.queries.listings import address_of
from marketplace.services.create_collection import CollectionDraft
from marketplace.services.deliveries.serve_deliveries import Shipment
from marketplace.services.open_listing import ListingTerms
from marketplace.services.selling.write_offer import Seller
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.integration.marketplace.conftest import Shopping
from tests.integration.marketplace.holding.conftest import PLACE

HOME = PostalAddress("JP", "山田 花子", "宇陀市大宇陀拾生1846", "6332166", "奈良県", phone="090-1234-5678")
SHOP = Seller(UDA, PLACE)
BY_POST = Shipment("ゆうパック", "1234-5678")
CLERK = Address("0x00000000000000000000000000000000000000AA")


def harvest(shopping: Shopping) -> tuple[int, Address]:
    """On sale for 1,001 yen: two deliveries, one a year. Returns: the listing and the contract."""
    market, region = shopping.region.platform.marketplace, shopping.region
    detail = ProduceDetail(
        "宇陀市", "Uda", 2, "2099-12-31", "2020-01-01", merchant_id=PLACE, goods_ja="柿 5kg", goods_en="Persimmons",
        per_year=1, years=2, months=(10, 11),
    )  # fmt: skip
    draft = CollectionDraft(
        series="uda-persimmons", symbol="KAKI", municipality=UDA, detail=detail, name_ja="柿の長期購入",
        name_en="Persimmons for two years", story_ja="物語", story_en="Story", gives_ja=("柿",),
        gives_en=("Persimmons",), scene="fields", max_supply=5, royalty_receiver=shopping.town,
        royalty_basis_points=500,
    )  # fmt: skip
    asked = market.create_collection.prepare(region.officer, draft)
    market.create_collection.complete(asked.subject, signed(shopping, asked, region.officer))
    region.settle()
    shares = [Share(shopping.town, 10_000, "町", "Town")]
    terms = ListingTerms(int(asked.subject), Yen(1_001), 5, 0, region.platform.clock.now(), None, shares)
    opened = market.open_listing.prepare(region.officer, terms)
    market.open_listing.complete(opened.subject, signed(shopping, opened, region.officer))
    region.settle()
    with region.platform.db.read() as session:
        series = address_of(session, int(asked.subject))
    assert series is not None
    return int(opened.subject), series


def signed(shopping: Shopping, asked: ToSign, signer: Address) -> bytes:
    return shopping.region.platform.wallet.sign_typed_data(signer, asked.typed_data, reason="test")


def test_each_delivery_is_a_use_on_chain_and_the_address_goes_with_the_token(shopping: Shopping) -> None:
    region, market = shopping.region, shopping.region.platform.marketplace
    listing, series = harvest(shopping)
    holder, friend, token = shopping.buyer(10_000), shopping.buyer(0), (series, 1)
    shopping.order(listing, holder)
    region.settle()
    contract, deliveries = region.chain.contracts.collection(series), market.deliveries
    with pytest.raises(AddressMissing):
        deliveries.serve.send(SHOP, token, BY_POST, CLERK)
    assert deliveries.addresses.write(token, holder, HOME, is_standing=True) is None
    ((_series, (view,)),) = deliveries.serve.due(SHOP)
    assert (view.left, view.is_ready) == (2, True)
    (parcel,) = deliveries.serve.parcels(SHOP, listing_collection(shopping, series), CLERK)
    assert parcel.address == HOME

    deliveries.serve.send(SHOP, token, BY_POST, CLERK)
    give(shopping, token, holder, friend)  # before the use arrives there
    region.settle()
    assert contract.uses_left_of(1) == 2
    with region.platform.db.read() as session:
        (refused,) = session.query(RightRedemption).all()
        assert (refused.state, refused.holder) == (TokenActState.FAILED, holder)
        assert refused.error_name
    with pytest.raises(AddressMissing):  # before anything is erased, nobody sends to a former holder
        deliveries.serve.send(SHOP, token, BY_POST, CLERK)
    assert deliveries.addresses.forget() == 1
    with region.platform.db.read() as session:
        assert session.query(ShippingAddress).count() == 0
    with pytest.raises(NotYours):
        deliveries.addresses.write(token, holder, HOME, is_standing=False)

    deliveries.addresses.write(token, friend, HOME, is_standing=True)
    for left in (1, 0):
        deliveries.serve.send(SHOP, token, BY_POST, CLERK)
        region.settle()
        assert contract.uses_left_of(1) == left
    with region.platform.db.read() as session:
        assert [(row.use, row.holder) for row in session.query(Delivery).order_by(Delivery.use)] == [
            (1, friend),
            (2, friend),
        ]
    with pytest.raises(NotServed):
        deliveries.serve.send(SHOP, token, BY_POST, CLERK)


def listing_collection(shopping: Shopping, series: Address) -> int:
    page = shopping.region.platform.marketplace.pages.token(series, 1)
    return page.holding.collection.number


def give(shopping: Shopping, token: tuple[Address, int], holder: Address, to: Address) -> None:
    region = shopping.region
    contract, client = region.chain.contracts.collection(token[0]), region.chain.client
    client.request("anvil_impersonateAccount", [holder])
    region.chain.fund(holder)
    data = "0x" + contract.encode("transferFrom", holder, to, token[1]).hex()
    client.request(
        "eth_sendTransaction", [{"from": holder, "to": contract.address, "data": data, "gas": hex(1_000_000)}]
    )
    region.chain.mine()
    region.look()
