"""A right is sold on by one holder to another: what each gets, and all that may come between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chain.ids import Address
from chain.operator import Operator
from chain.units import Yen
from marketplace.errors import ActExpired, AskUnavailable, NotYours, OfferUnavailable, OfferUnknown, YenShort
from marketplace.models import OfferState, Resale, TokenActState
from marketplace.queries.holding.events import EventKind
from marketplace.services.holding.assembly import HoldingServices
from tests.integration.marketplace.holding.conftest import Holders

PRICE = Yen(2_019)


@pytest.fixture
def seller(holders: Holders) -> Address:
    """Holds right 1; the platform takes 2.5 % of a resale, the town 5 %."""
    return holders.holder()


def holding_of(holders: Holders) -> HoldingServices:
    return holders.shopping.region.platform.marketplace.holding


def ask(holders: Holders, seller: Address, price: Yen = PRICE, days: int = 30) -> int:
    service = holding_of(holders).offer_for_resale
    asked = service.prepare((holders.series, 1), seller, price, days)
    service.complete(asked.subject, holders.sign(asked, seller))
    return int(asked.subject)


def buy(holders: Holders, ask_id: int, buyer: Address) -> int:
    service = holding_of(holders).buy_resale
    asked = service.prepare(ask_id, buyer)
    signature = holders.sign(asked, buyer)
    for _ in range(2):  # a repeated press
        service.complete(asked.subject, signature)
    return int(asked.subject)


def test_a_right_sold_on_pays_seller_town_and_platform_to_the_yen(holders: Holders, seller: Address) -> None:
    region, shopping = holders.shopping.region, holders.shopping
    operator = Operator(region.platform.settings, region.platform.client, region.platform.contracts)
    platform = shopping.buyer(0)
    operator.set_resale_fee(platform, 250)
    region.look()
    buyer, stranger, poor = shopping.buyer(), shopping.buyer(), shopping.buyer(2_018)
    holding = holding_of(holders)
    with pytest.raises(NotYours):
        holding.offer_for_resale.prepare((holders.series, 1), stranger, PRICE, 30)
    ask_id = ask(holders, seller)
    shown = holding.pages.asks(holders.series)
    assert [(view.ask.id, int(view.sums.royalty), int(view.sums.fee), int(view.sums.proceeds)) for view in shown] == [
        (ask_id, 100, 50, 1_869)
    ]
    with pytest.raises(AskUnavailable) as own:
        holding.buy_resale.prepare(ask_id, seller)
    assert own.value.reason == "own"
    with pytest.raises(AskUnavailable) as twice:
        holding.offer_for_resale.prepare((holders.series, 1), seller, PRICE, 30)
    assert twice.value.reason == "already_open"
    with pytest.raises(YenShort):
        holding.buy_resale.prepare(ask_id, poor)

    before = {who: shopping.yen(who) for who in (seller, buyer, shopping.town, platform)}
    offer_id = buy(holders, ask_id, buyer)
    assert holding.pages.offer(offer_id, buyer).state is OfferState.PENDING
    with pytest.raises(AskUnavailable) as taken:
        holding.buy_resale.prepare(ask_id, stranger)
    assert taken.value.reason == "being_bought"
    region.settle()
    gained = {who: shopping.yen(who) - before[who] for who in before}
    assert gained == {seller: 1_869, buyer: -2_019, shopping.town: 100, platform: 50}
    assert holders.owner(1) == buyer
    view = holding.pages.offer(offer_id, buyer)
    assert view.state in (OfferState.CONFIRMED, OfferState.FINAL)
    with pytest.raises(OfferUnknown):
        holding.pages.offer(offer_id, stranger)
    events = holding.pages.token((holders.series, 1), None).events
    assert [(event.kind, event.price and int(event.price)) for event in events] == [
        (EventKind.RESOLD, 2_019),
        (EventKind.BOUGHT, 1_001),
    ]
    holders.standing(1)
    with region.platform.db.read() as session:
        assert session.query(Resale).count() == 1
    assert holding.pages.asks(holders.series) == []


def test_withdrawn_expired_and_outdated_asks_never_sell(holders: Holders, seller: Address) -> None:
    region, holding = holders.shopping.region, holding_of(holders)
    buyer = holders.shopping.buyer()
    ask_id = ask(holders, seller)
    late = holding.buy_resale.prepare(ask_id, buyer)  # looked at, and not signed yet
    asked = holding.withdraw_asks.prepare((holders.series, 1), seller)
    holding.token_acts.complete(asked.subject, holders.sign(asked, seller))
    region.settle()
    assert holding.pages.act(int(asked.subject), seller).state is TokenActState.DONE
    with pytest.raises(AskUnavailable) as gone:
        holding.buy_resale.complete(late.subject, holders.sign(late, buyer))
    assert gone.value.reason == "gone"

    short = ask(holders, seller, days=1)
    with pytest.raises(ActExpired):  # a signature that comes too late
        slow = holding.buy_resale.prepare(short, buyer)
        region.travel(timedelta(minutes=31))
        holding.buy_resale.complete(slow.subject, holders.sign(slow, buyer))
    region.travel(timedelta(days=1))
    with pytest.raises(AskUnavailable) as expired:
        holding.buy_resale.prepare(short, buyer)
    assert expired.value.reason == "expired"

    used = ask(holders, seller, days=7)
    race = holding.buy_resale.prepare(used, buyer)
    holders.redeem(1, seller, 1)  # the buyer saw two uses and gets no less
    holding.buy_resale.complete(race.subject, holders.sign(race, buyer))
    region.settle()
    view = holding.pages.offer(int(race.subject), buyer)
    assert (view.state, view.offer.error_name) == (OfferState.FAILED, "RightUsesFewer")
    assert holders.shopping.yen(buyer) == 10_000
    assert holders.owner(1) == seller


def test_an_offer_for_what_is_not_on_sale_is_accepted_once_and_only_while_it_stands(
    holders: Holders, seller: Address
) -> None:
    region, holding = holders.shopping.region, holding_of(holders)
    buyer, other = holders.shopping.buyer(), holders.shopping.buyer()

    def offer(who: Address, price: int) -> int:
        asked = holding.make_offer.prepare((holders.series, 1), who, Yen(price), 7)
        holding.make_offer.complete(asked.subject, holders.sign(asked, who))
        return int(asked.subject)

    with pytest.raises(OfferUnavailable):
        holding.make_offer.prepare((holders.series, 1), seller, PRICE, 7)
    first, second = offer(buyer, 3_000), offer(other, 4_000)
    shelves = holding.pages.shelves(seller)
    assert [view.offer.id for view in shelves.offers_received] == [second, first]
    assert [view.offer.id for view in holding.pages.shelves(buyer).offers_made] == [first]

    with pytest.raises(OfferUnknown):
        holding.withdraw_offer.prepare(second, buyer)
    asked = holding.withdraw_offer.prepare(second, other)
    holding.withdraw_offer.complete(asked.subject, holders.sign(asked, other))
    with pytest.raises(OfferUnavailable):
        holding.accept_offer.prepare(second, seller)
    with pytest.raises(NotYours):
        holding.accept_offer.prepare(first, other)

    asked = holding.accept_offer.prepare(first, seller)
    holding.accept_offer.complete(asked.subject, holders.sign(asked, seller))
    region.settle()
    assert holders.owner(1) == buyer
    assert holders.shopping.yen(seller) == 10_000 - 1_001 + 3_000 - 150
    assert region.chain.contracts.yen.is_authorization_used(other, holding.pages.offer(second, other).offer.offer_id)
    assert holding.pages.offer(second, other).state is OfferState.WITHDRAWN
