"""Buying on a real chain, on both databases: what moves, what is refused, and that a refusal moves nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.wiring import projectors
from marketplace.errors import FaucetClosed, ListingUnavailable, OrderExpired, OrderUnknown, TooMany, YenShort
from marketplace.models import OrderState, Sale, SharePaid, Token, TokenTransfer, YenBalance, YenTransfer
from marketplace.services.take_test_yen import AMOUNT, MOST_A_DAY
from tests.integration.marketplace.conftest import PRICE, Shopping

_PROJECTED = (Sale, SharePaid, Token, TokenTransfer, YenBalance, YenTransfer)


def test_a_purchase_gives_cards_votes_and_shares(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer()
    order = shopping.order(listing, buyer, 3)
    assert shopping.view(order, buyer).state is OrderState.PENDING
    shopping.region.settle()
    view = shopping.view(order, buyer)
    assert view.state in (OrderState.CONFIRMED, OrderState.FINAL)
    assert view.token_ids == [1, 2, 3]
    assert shopping.yen(buyer) == 10_000 - 3 * int(PRICE)
    assert shopping.yen(shopping.town) == 2_102  # 70 % of 3,003, rounded down
    assert shopping.yen(shopping.treasury) == 901  # the rest
    held = shopping.region.platform.marketplace.pages.holdings(buyer)
    assert [(one.serial, one.votes) for one in held.holdings] == [(3, 1), (2, 1), (1, 1)]
    assert view.collection is not None
    assert shopping.region.chain.contracts.collection(view.collection).votes(buyer) == 3


def test_a_purchase_becomes_final_when_blocks_stand_on_it(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer()
    order = shopping.order(listing, buyer)
    shopping.region.settle()
    for _ in range(4):
        shopping.region.chain.mine()
    shopping.region.look()
    assert shopping.view(order, buyer).state is OrderState.FINAL


def test_a_signature_handed_in_twice_buys_once(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer()
    market, wallet = shopping.region.platform.marketplace, shopping.region.platform.wallet
    asked = market.place_order.prepare(listing, buyer, 1)
    signature = wallet.sign_typed_data(buyer, asked.typed_data, reason="test")
    for _ in range(3):
        market.place_order.complete(asked.subject, signature)
    shopping.region.settle()
    assert shopping.yen(buyer) == 10_000 - int(PRICE)


def test_anothers_order_is_unknown(shopping: Shopping) -> None:
    listing, buyer, thief = shopping.open(), shopping.buyer(), shopping.buyer(0)
    order = shopping.order(listing, buyer)
    with pytest.raises(OrderUnknown):
        shopping.view(order, thief)
    with pytest.raises(OrderUnknown):
        shopping.region.platform.marketplace.place_order.to_sign(order, thief)


def test_too_little_yen_too_many_and_sold_out_are_refused_before_anything_is_signed(shopping: Shopping) -> None:
    few, limited = shopping.open(supply=2), shopping.open(per_buyer=2)
    poor, rich = shopping.buyer(1_000), shopping.buyer(100_000)
    place = shopping.region.platform.marketplace.place_order
    with pytest.raises(YenShort) as short:
        place.prepare(limited, poor, 1)
    assert (int(short.value.needed), int(short.value.available)) == (1_001, 1_000)
    with pytest.raises(TooMany) as limit:
        place.prepare(limited, rich, 3)
    assert (limit.value.reason, limit.value.most) == ("over_limit", 2)
    with pytest.raises(TooMany) as left:
        place.prepare(few, rich, 3)
    assert (left.value.reason, left.value.most) == ("over_left", 2)
    shopping.order(few, rich, 2)
    shopping.region.settle()
    with pytest.raises(ListingUnavailable) as gone:
        place.prepare(few, rich, 1)
    assert gone.value.reason == "sold_out"


def test_an_order_that_was_not_signed_in_time_is_over(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer()
    market = shopping.region.platform.marketplace
    asked = market.place_order.prepare(listing, buyer, 1)
    signature = shopping.region.platform.wallet.sign_typed_data(buyer, asked.typed_data, reason="test")
    shopping.region.travel(timedelta(minutes=31))
    assert shopping.view(int(asked.subject), buyer).has_expired
    with pytest.raises(OrderExpired):
        market.place_order.complete(asked.subject, signature)


def test_a_purchase_the_chain_refuses_gives_the_reason_and_moves_no_yen(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer(1_500)
    orders = [shopping.order(listing, buyer) for _ in range(2)]  # both before the first is in a block
    shopping.region.settle()
    views = [shopping.view(order, buyer) for order in orders]
    assert sorted(view.state in (OrderState.CONFIRMED, OrderState.FINAL) for view in views) == [False, True]
    loser = next(view for view in views if view.state is OrderState.FAILED)
    assert loser.order.error_name == "ERC20InsufficientBalance"
    assert shopping.yen(buyer) == 1_500 - int(PRICE)


def test_what_another_has_signed_for_is_taken_before_it_is_in_a_block(shopping: Shopping) -> None:
    listing, first, second = shopping.open(supply=1), shopping.buyer(), shopping.buyer()
    shopping.order(listing, first)
    with pytest.raises(ListingUnavailable) as gone:
        shopping.order(listing, second)
    assert gone.value.reason == "held"


def test_a_cancelled_listing_sells_nothing_more(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer()
    market, officer = shopping.region.platform.marketplace, shopping.region.officer
    asked = market.cancel_listing.prepare(listing, officer)
    signature = shopping.region.platform.wallet.sign_typed_data(officer, asked.typed_data, reason="test")
    market.cancel_listing.complete(asked.subject, signature)
    shopping.region.settle()
    with pytest.raises(ListingUnavailable) as gone:
        market.place_order.prepare(listing, buyer, 1)
    assert gone.value.reason == "cancelled"


def test_a_reorg_takes_the_purchase_back_and_it_comes_again(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer()
    order = shopping.order(listing, buyer)
    shopping.region.settle()
    assert shopping.view(order, buyer).token_ids == [1]
    for projector in projectors(shopping.region.platform):
        with shopping.region.platform.db.write() as session:
            projector.rewind(session, shopping.region.chain.client.block_number() - 4)
    assert shopping.view(order, buyer).state is OrderState.PENDING
    assert shopping.region.platform.marketplace.pages.holdings(buyer).holdings == []


def test_a_rebuild_gives_the_same_rows(shopping: Shopping) -> None:
    listing, buyer = shopping.open(), shopping.buyer()
    shopping.order(listing, buyer, 2)
    shopping.region.settle()
    before = rows(shopping)
    shopping.region.indexer.rebuild()
    assert rows(shopping) == before
    assert before["token"]


def test_test_yen_comes_so_many_times_a_day(shopping: Shopping) -> None:
    account = shopping.buyer(0)
    faucet = shopping.region.platform.marketplace.take_test_yen
    for _ in range(MOST_A_DAY):
        faucet.take(account)
    with pytest.raises(FaucetClosed):
        faucet.take(account)
    shopping.region.settle()
    assert shopping.yen(account) == MOST_A_DAY * int(AMOUNT)
    shopping.region.travel(timedelta(days=1))
    assert faucet.left_today(account) == MOST_A_DAY


def rows(shopping: Shopping) -> dict[str, list[tuple[object, ...]]]:
    with shopping.region.platform.db.read() as session:
        return {
            model.__tablename__: [
                tuple(row) for row in session.execute(select(model.__table__).order_by(*model.__table__.primary_key))
            ]
            for model in _PROJECTED
        }
