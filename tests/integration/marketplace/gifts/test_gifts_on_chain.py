"""Gifts on the real chain: minted into custody, taken by its signature, or back at the giver's after their time."""

from __future__ import annotations

from datetime import timedelta

from chain.ids import Address
from marketplace.models import PayBy
from marketplace.queries.gifts.pages import GiftStage
from marketplace.services.checkout.fill_cart import Wish
from marketplace.services.gifts.hand_over import hash_of
from marketplace.services.gifts.wrap_gift import GiftWords
from tests.integration.marketplace.conftest import PRICE, Shopping


def given(shopping: Shopping, listing: int, giver: Address, quantity: int = 1) -> int:
    """The gift's id; it waits in custody."""
    platform = shopping.region.platform
    checkout, wallet = platform.marketplace.checkout, platform.wallet
    started = checkout.start.start(giver, [Wish(f"listing:{listing}", quantity, PRICE)])
    order = checkout.pages.checkout(started, giver).lines[0].order.id
    checkout.gifts.wrap.wrap(started, order, giver, GiftWords("太郎", "花子", "どうぞ"))
    checkout.pay.choose(started, giver, PayBy.YEN)
    for asked in checkout.pay.to_sign(started, giver):
        checkout.pay.keep(asked.subject, wallet.sign_typed_data(giver, asked.typed_data, reason="test"))
    shopping.region.settle()
    return checkout.gifts.pages.of_checkout(started)[order].id


def owned(shopping: Shopping, account: Address) -> int:
    return len(shopping.region.platform.marketplace.pages.holdings(account).holdings)


def test_a_gift_is_taken_once_or_goes_back(shopping: Shopping) -> None:
    region = shopping.region
    gifts = region.platform.marketplace.checkout.gifts
    listing, giver, taker = shopping.open(per_buyer=3), shopping.buyer(10_000), region.person()
    first, second = given(shopping, listing, giver, 2), given(shopping, listing, giver)
    assert owned(shopping, giver) == 0
    secret = gifts.hand_over.make_link(first, giver)
    assert gifts.hand_over.take(hash_of(secret), taker) == gifts.hand_over.take(hash_of(secret), taker) == first
    assert (gifts.deliver.deliver_due(), gifts.deliver.deliver_due()) == (2, 0)
    region.settle()
    assert gifts.deliver.deliver_due() == 0
    assert (owned(shopping, giver), owned(shopping, taker)) == (0, 2)
    assert gifts.pages.own(first, giver).is_delivered
    view = gifts.pages.own(second, giver)
    assert view.stage is GiftStage.WAITING  # the limit of three counts the giver: all are bought
    region.travel(timedelta(days=31))
    assert gifts.pages.own(second, giver).stage is GiftStage.EXPIRED
    assert gifts.deliver.deliver_due() == 1
    region.settle()
    assert (owned(shopping, giver), gifts.pages.own(second, giver).stage) == (1, GiftStage.RETURNED)
    assert owned(shopping, view.gift.custody) == 0
