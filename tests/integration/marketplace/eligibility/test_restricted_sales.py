"""Sales for some people on a real chain: by a card one holds, by a list, by who one is. What the pages refuse the
contract refuses as well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chain.contracts.restricted import accounts_tree
from chain.errors import ContractReverted, Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.acts import purchase_act
from marketplace.errors import LineRefused, TooMany
from marketplace.models import CatalogueEntry, Order, OrderState, PayBy, Share
from marketplace.models.checkout import listing_item
from marketplace.models.eligibility import EVERYBODY, Condition, Eligibility
from marketplace.models.eligibility.errors import NotEligible
from marketplace.services.checkout.fill_cart import Wish
from marketplace.services.open_listing import ListingTerms
from marketplace.signing import ToSign
from tests.fixtures.chain import JOINT_AREA, MUKAWA, UDA
from tests.fixtures.persons import verify
from tests.integration.marketplace.conftest import PRICE, Shopping


def restricted(
    shopping: Shopping, eligibility: Eligibility, buyers: list[Address] | None = None, per_buyer: int = 0
) -> int:
    """A listing on chain; its number."""
    region = shopping.region
    market, now = region.platform.marketplace, region.platform.clock.now()
    shares = [Share(shopping.town, 10_000, "町", "Town")]
    terms = ListingTerms(shopping.collection, PRICE, 50, per_buyer, now, None, shares, 0, eligibility, buyers or [])
    asked = market.open_listing.prepare(region.officer, terms)
    market.open_listing.complete(asked.subject, signed(shopping, asked))
    region.settle()
    return int(asked.subject)


def signed(shopping: Shopping, asked: ToSign, signer: Address | None = None) -> bytes:
    region = shopping.region
    return region.platform.wallet.sign_typed_data(signer or region.officer, asked.typed_data, reason="test")


def met(shopping: Shopping, listing: int, account: Address | None) -> dict[Condition, bool | None]:
    eligible = shopping.region.platform.marketplace.eligible
    return {one.condition: one.is_met for one in eligible.of_listing(listing, account)}


def test_a_holder_of_the_towns_card_buys_and_a_card_given_away_counts_no_more(shopping: Shopping) -> None:
    region = shopping.region
    market = region.platform.marketplace
    holder, stranger = shopping.buyer(), shopping.buyer()
    shopping.order(shopping.open(), holder)
    region.settle()
    sale = restricted(shopping, Eligibility(holding=shopping.collection))
    view = market.pages.item(sale, None).item
    assert view.eligibility == Eligibility(holding=shopping.collection)
    with region.platform.db.read() as session:
        entry = session.query(CatalogueEntry).filter_by(subject=f"listing:{sale}").one()
    assert entry.audience == Condition.HOLDS
    assert met(shopping, sale, None) == {Condition.HOLDS: None}
    assert (met(shopping, sale, holder), met(shopping, sale, stranger)) == (
        {Condition.HOLDS: True},
        {Condition.HOLDS: False},
    )
    with pytest.raises(NotEligible):
        shopping.order(sale, stranger)
    with pytest.raises(ContractReverted, match="BuyerHoldsNone"):
        past_the_pages(shopping, sale, stranger)
    wish = [Wish(listing_item(sale), 1, PRICE)]
    assert isinstance(market.checkout.pages.cart(wish, stranger).items[0].refusal, NotEligible)
    with pytest.raises(LineRefused):
        market.checkout.start.start(stranger, wish)

    bought = shopping.order(sale, holder)
    in_cart = market.checkout.start.start(holder, wish)
    market.checkout.pay.choose(in_cart, holder, PayBy.YEN)
    for asked in market.checkout.pay.to_sign(in_cart, holder):
        market.checkout.pay.keep(asked.subject, signed(shopping, asked, holder))
    region.settle()
    assert shopping.view(bought, holder).state in (OrderState.CONFIRMED, OrderState.FINAL)
    assert len(market.pages.holdings(holder).holdings) == 3

    last = market.place_order.prepare(sale, holder, 1)
    under_way = shopping.order(sale, holder)  # sent, and the cards are given away before it arrives
    give_everything(shopping, holder, stranger)
    with pytest.raises(NotEligible):
        market.place_order.complete(last.subject, signed(shopping, last, holder))
    region.settle()
    failed = shopping.view(under_way, holder)
    assert (failed.state, failed.order.error_name) == (OrderState.FAILED, "BuyerHoldsNone")
    shopping.order(sale, stranger)  # holds them now
    region.settle()
    region.indexer.rebuild()
    assert market.pages.item(sale, None).item.eligibility == Eligibility(holding=shopping.collection)
    assert market.pages.item(sale, None).item.sold == 3


def test_those_on_a_list_buy_with_their_proof_and_nobody_with_anothers(shopping: Shopping) -> None:
    region = shopping.region
    listed, stranger = [shopping.buyer() for _ in range(3)], shopping.buyer()
    with pytest.raises(Invalid):
        restricted(shopping, Eligibility(is_listed=True), [])
    sale = restricted(shopping, Eligibility(is_listed=True), [*listed, listed[0]], per_buyer=1)
    for person in listed:
        shopping.order(sale, person)
    region.settle()
    assert region.platform.marketplace.pages.item(sale, None).item.sold == 3
    with pytest.raises(TooMany):
        shopping.order(sale, listed[0])
    with pytest.raises(NotEligible):
        shopping.order(sale, stranger)
    with pytest.raises(ContractReverted, match="BuyerNotChosen"):
        past_the_pages(shopping, sale, stranger, accounts_tree(listed).proof(1))
    with pytest.raises(ContractReverted, match="BuyerNotChosen"):
        past_the_pages(shopping, sale, listed[0], accounts_tree(listed).proof(1))


def test_who_somebody_is_is_asked_of_the_registry(shopping: Shopping) -> None:
    region = shopping.region
    resident, second, visitor, unknown = (shopping.buyer() for _ in range(4))
    verify(region, resident, "ジュウミン")
    verify(region, visitor, "タビビト", MUKAWA)

    answers = {
        restricted(shopping, Eligibility(is_verified=True)): (True, True, False, "BuyerUnverified"),
        restricted(shopping, Eligibility(is_resident=True)): (True, False, False, "BuyerNotResident"),
        restricted(shopping, Eligibility(outside_area=JOINT_AREA)): (False, True, False, "BuyerLivesInArea"),
    }
    for sale, (is_resident, is_visitor, is_unknown, refusal) in answers.items():
        people = {resident: is_resident, visitor: is_visitor, unknown: is_unknown}
        assert {person: all(met(shopping, sale, person).values()) for person in people} == people
        for person in (one for one, may_buy in people.items() if may_buy):
            shopping.order(sale, person)
        with pytest.raises(NotEligible):
            shopping.order(sale, unknown)
        refused = resident if refusal == "BuyerLivesInArea" else unknown
        with pytest.raises(ContractReverted, match=refusal):
            past_the_pages(shopping, sale, refused)
    counted = restricted(shopping, Eligibility(per_person=True), per_buyer=2)
    shopping.order(counted, resident, 2)
    region.settle()
    verify(region, second, "ジュウミン", replaces=True)  # the same person's new account
    with pytest.raises(TooMany):
        shopping.order(counted, second)
    with pytest.raises(ContractReverted, match="ListingLimitPerBuyer"):
        past_the_pages(shopping, counted, second)
    with pytest.raises(NotEligible):
        shopping.order(counted, resident)
    with pytest.raises(ContractReverted, match="BuyerUnverified"):
        past_the_pages(shopping, counted, resident)


def test_who_is_revoked_at_the_counter_buys_no_more(shopping: Shopping) -> None:
    region, person = shopping.region, shopping.buyer()
    sale = restricted(shopping, Eligibility(is_verified=True, is_resident=True))
    number = verify(region, person, "ヤマダ")
    shopping.order(sale, person)
    region.settle()
    assert region.platform.marketplace.pages.item(sale, None).item.sold == 1
    region.platform.wallet.verify_person.revoke(UDA, region.officer, number, "転出")
    region.settle()
    with pytest.raises(NotEligible):
        shopping.order(sale, person)
    with pytest.raises(ContractReverted, match="BuyerUnverified"):
        past_the_pages(shopping, sale, person)


def past_the_pages(shopping: Shopping, listing: int, buyer: Address, proof: list[bytes] | None = None) -> None:
    platform = shopping.region.platform
    now = int(platform.clock.now().timestamp())
    order = Order(
        listing_number=listing, buyer=buyer, recipient=buyer, quantity=1, total=Yen(int(PRICE)), salt=bytes(32),
        valid_before=now + 600,
    )  # fmt: skip
    act, market = purchase_act(order), platform.contracts.market
    signature = platform.wallet.sign_typed_data(buyer, market.purchase_message(act), reason="test")
    call = market.buy_restricted(act, signature, proof or ())
    platform.client.call(call.to, call.calldata)


def give_everything(shopping: Shopping, holder: Address, to: Address) -> None:
    """By the holder's own transaction, past the relayer, so that it comes before what waits there."""
    region = shopping.region
    page = region.platform.marketplace.pages.holdings(holder)
    collection = region.chain.contracts.collection(page.holdings[0].token.collection)
    client = region.chain.client
    client.request("anvil_impersonateAccount", [holder])
    region.chain.fund(holder)
    for holding in page.holdings:
        data = "0x" + collection.encode("transferFrom", holder, to, holding.serial).hex()
        call = {"from": holder, "to": collection.address, "data": data, "gas": hex(1_000_000)}
        sent = client.request("eth_sendTransaction", [call])  # an estimate is short when the second changes meanwhile
        region.chain.mine()
        while client.request("eth_getTransactionReceipt", [sent]) is None:
            region.chain.mine()
    region.look()
    assert collection.balance_of(holder) == 0


def test_nothing_is_restricted_by_a_rule_that_asks_nothing() -> None:
    assert EVERYBODY.is_for_everybody and EVERYBODY.audience == ""
    assert replace(EVERYBODY, per_person=True).conditions == [Condition.VERIFIED]
