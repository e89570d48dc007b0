"""A lottery on the real chain: entered, fixed, drawn, sold to those chosen, and what they leave to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.contracts.restricted import accounts_tree
from chain.errors import ContractReverted, DomainError, Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.acts import purchase_act
from marketplace.errors import ListingUnavailable
from marketplace.models import CatalogueEntry, Order, OrderState
from marketplace.models.eligibility import EVERYBODY, Eligibility
from marketplace.models.eligibility.errors import NotEligible
from marketplace.models.lotteries import ChainLottery, LotteryState, commitment, draw_order, entries_tree
from marketplace.models.lotteries.errors import LotteryNotOpen, LotteryNotReady, NotChosen
from marketplace.models.selling.splitting import Part
from marketplace.queries.listings import shown_listings
from marketplace.queries.lotteries.pages import LotteryView, find_lottery, lottery_document
from marketplace.services.catalogue.of_listing import PutMissing
from marketplace.services.lotteries.assembly import LotteryServices
from marketplace.services.lotteries.open_lottery import LotteryTerms
from marketplace.signing import ToSign
from points.queries.notices import notices_of
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.persons import verify
from tests.integration.marketplace.conftest import PRICE, Shopping


@dataclass(slots=True)
class Hall:
    """A lottery for two cards of the town's series."""

    shopping: Shopping
    number: int

    @property
    def lotteries(self) -> LotteryServices:
        return self.shopping.region.platform.marketplace.lotteries

    def view(self, account: Address | None = None) -> LotteryView:
        platform = self.shopping.region.platform
        with platform.db.read() as session:
            return find_lottery(session, self.number, platform.clock.now(), account)

    def signature(self, asked: ToSign) -> bytes:
        region = self.shopping.region
        return region.platform.wallet.sign_typed_data(region.officer, asked.typed_data, reason="test")

    def fix(self) -> None:
        region = self.shopping.region
        asked = self.lotteries.fix.prepare(UDA, self.number, region.officer)
        for _ in range(2):  # the second time changes nothing
            self.lotteries.fix.complete(asked.subject, self.signature(asked))
        region.settle()

    def draw(self) -> None:
        for _ in range(4):  # until the block after it is final
            self.shopping.region.travel(timedelta(seconds=1))
        assert self.lotteries.draw.draw_due() == 1
        assert self.lotteries.draw.draw_due() == 0

    def offer(self) -> int:
        region = self.shopping.region
        asked = self.lotteries.offer.prepare(UDA, self.number, region.officer)
        self.lotteries.offer.complete(asked.subject, self.signature(asked))
        region.settle()
        assert self.lotteries.tell.tell() > 0
        assert self.lotteries.tell.tell() == 0
        region.look()
        return int(asked.subject)


def open_hall(shopping: Shopping, eligibility: Eligibility = EVERYBODY) -> Hall:
    platform = shopping.region.platform
    now = platform.clock.now()
    parts = [Part("town", 9_500), Part("platform", 500)]
    terms = LotteryTerms(shopping.collection, PRICE, 2, 3, now, now + timedelta(days=7), parts, eligibility)
    return Hall(shopping, platform.marketplace.lotteries.open.open(UDA, shopping.region.officer, terms))


def test_a_lottery_from_the_first_entry_to_the_next_in_the_waiting_list(shopping: Shopping) -> None:
    region = shopping.region
    people = [shopping.buyer() for _ in range(5)]
    hall = open_hall(shopping)
    seed_hash = hall.view().lottery.seed_hash
    for person in [*people, people[0]]:
        hall.lotteries.enter.enter(hall.number, person)
    leaver = region.person()
    hall.lotteries.enter.enter(hall.number, leaver)
    hall.lotteries.enter.withdraw(hall.number, leaver)
    assert (hall.view().state, hall.view().entries) == (LotteryState.OPEN, 5)
    with pytest.raises(LotteryNotReady):
        hall.lotteries.fix.prepare(UDA, hall.number, region.officer)

    region.travel(timedelta(days=7))
    with pytest.raises(LotteryNotOpen):
        hall.lotteries.enter.enter(hall.number, leaver)
    with pytest.raises(LotteryNotReady):
        hall.lotteries.offer.prepare(UDA, hall.number, region.officer)
    hall.fix()
    assert hall.view().state is LotteryState.FIXING
    hall.draw()
    order = repeat_the_draw(hall, seed_hash, people)

    first = hall.offer()
    winners, losers = order[:2], order[2:]
    region.platform.marketplace.put_missing_entries.put()
    only_the_lottery_is_found(hall, first)
    told_are_those_chosen(hall, winners, losers)
    with pytest.raises(NotChosen):
        shopping.order(first, losers[0])
    refused_on_chain(hall, first, losers[0], winners)
    bought = shopping.order(first, winners[0])
    region.settle()
    assert shopping.view(bought, winners[0]).state in (OrderState.CONFIRMED, OrderState.FINAL)
    with pytest.raises(DomainError):
        shopping.order(first, winners[0])  # one each
    with pytest.raises(LotteryNotReady):
        hall.lotteries.offer.prepare(UDA, hall.number, region.officer)

    region.travel(timedelta(days=3))
    with pytest.raises(ListingUnavailable):
        shopping.order(first, winners[1])  # the turn is over
    second = hall.offer()
    own = hall.view(losers[0]).standing
    assert own is not None and own.own_round is not None and own.own_round.round.listing_number == second
    with pytest.raises(NotChosen):
        shopping.order(second, losers[1])
    shopping.order(second, losers[0])
    region.settle()
    assert (hall.view().sold, hall.view().left) == (2, 0)
    region.indexer.rebuild()
    assert (hall.view().sold, hall.view().left) == (2, 0)
    assert fixed_entries(hall) == (hall.view().lottery.entries_root, 5)
    with pytest.raises(LotteryNotReady):
        hall.lotteries.offer.prepare(UDA, hall.number, region.officer)


def test_a_lottery_called_off_is_never_drawn_and_everybody_who_entered_is_told_why(shopping: Shopping) -> None:
    region = shopping.region
    hall, other = open_hall(shopping), open_hall(shopping)
    people = [region.person() for _ in range(2)]
    for person in people:
        hall.lotteries.enter.enter(hall.number, person)
    with pytest.raises(Invalid):
        hall.lotteries.call_off.prepare(UDA, hall.number, region.officer, " ")
    asked = hall.lotteries.call_off.prepare(UDA, hall.number, region.officer, "絵に誤りが見つかりました。")
    for _ in range(2):  # the second time changes nothing
        hall.lotteries.call_off.complete(asked.subject, hall.signature(asked))
    assert hall.lotteries.call_off.tell() == 0  # not before the chain has it
    region.settle()
    assert (hall.lotteries.call_off.tell(), hall.lotteries.call_off.tell()) == (2, 0)
    region.look()
    with region.platform.db.read() as session:
        told = notices_of(session, people[0])[0]
    assert [notice.facts["reason"] for notice in told] == ["絵に誤りが見つかりました。"]
    region.travel(timedelta(days=7))
    assert hall.view().state is LotteryState.CALLED_OFF
    with pytest.raises(LotteryNotReady, match="called_off"):
        hall.lotteries.fix.prepare(UDA, hall.number, region.officer)
    with pytest.raises(LotteryNotOpen):
        hall.lotteries.enter.enter(hall.number, region.person())
    region.indexer.rebuild()
    assert region.platform.contracts.market.lottery_fixed_in(hall.number) == 2**64 - 1

    other.lotteries.call_off.prepare(UDA, other.number, region.officer, "やめます。")
    stranger = region.person()  # without a role in the town: the chain refuses, and entries go on
    asked = other.lotteries.call_off.prepare(UDA, other.number, stranger, "やめます。")
    signed = region.platform.wallet.sign_typed_data(stranger, asked.typed_data, reason="test")
    other.lotteries.call_off.complete(asked.subject, signed)
    region.settle()
    assert other.view().state is LotteryState.CLOSED
    assert other.view().lottery.error_name == "OfficerUnauthorized"


def test_a_lottery_for_some_people_checks_at_the_entry_and_at_the_purchase(shopping: Shopping) -> None:
    region = shopping.region
    resident, second, visitor = (shopping.buyer() for _ in range(3))
    verify(region, resident, "ジュウミン")
    verify(region, visitor, "タビビト", MUKAWA)
    hall = open_hall(shopping, Eligibility(is_resident=True, per_person=True))
    with pytest.raises(NotEligible):
        hall.lotteries.enter.enter(hall.number, visitor)
    for _ in range(2):
        hall.lotteries.enter.enter(hall.number, resident)
    verify(region, second, "ジュウミン", replaces=True)
    with pytest.raises(LotteryNotOpen, match="entered_already"):
        hall.lotteries.enter.enter(hall.number, second)  # another account of the same person
    verify(region, resident, "ジュウミン", replaces=True)
    assert hall.view().entries == 1
    region.travel(timedelta(days=7))
    hall.fix()
    hall.draw()
    listing = hall.offer()
    with region.platform.db.read() as session:
        told = [notice.facts["outcome"] for notice in notices_of(session, resident)[0]]
    assert sorted(told) == ["lottery", "lottery_drawn", "moved_at_counter"]
    assert region.platform.contracts.market.restriction_of(listing).residents
    shopping.order(listing, resident)
    region.settle()
    assert hall.view().sold == 1


def fixed_entries(hall: Hall) -> tuple[bytes, int]:
    with hall.shopping.region.platform.db.read() as session:
        fact = session.scalars(select(ChainLottery).filter_by(number=hall.number)).one()
        return fact.entries_root, fact.entries


def repeat_the_draw(hall: Hall, seed_hash: bytes, people: list[Address]) -> list[Address]:
    """As anybody does who has the document and a node."""
    platform = hall.shopping.region.platform
    with platform.db.read() as session:
        document = lottery_document(session, hall.view())
    seed, block_hash = bytes.fromhex(document["seed"]), bytes.fromhex(document["block_hash"])
    entries = [Address(account) for account in document["entries"]]
    block = platform.client.block(document["block_number"])
    fixed_in = platform.contracts.market.lottery_fixed_in(hall.number)
    assert block is not None
    assert (document["block_number"], block["hash"]) == (fixed_in + 1, "0x" + document["block_hash"])
    assert commitment(seed) == seed_hash
    assert document["entries_root"] == entries_tree(hall.number, entries).root.hex()
    assert set(entries) == set(people)
    assert entries == draw_order(seed, block_hash, hall.number, people)
    return entries


def only_the_lottery_is_found(hall: Hall, listing: int) -> None:
    platform = hall.shopping.region.platform
    with platform.db.read() as session:
        subjects = set(session.scalars(select(CatalogueEntry.subject)))
        shown = [view.listing.number for view in shown_listings(session, platform.clock.now())]
    assert f"lottery:{hall.number}" in subjects and f"listing:{listing}" not in subjects
    assert listing not in shown
    assert PutMissing(platform.db, platform.clock).put() == 0


def told_are_those_chosen(hall: Hall, winners: list[Address], losers: list[Address]) -> None:
    with hall.shopping.region.platform.db.read() as session:
        told = {person: notices_of(session, person)[0] for person in [*winners, *losers]}
    outcomes = {person: sorted(notice.facts["outcome"] for notice in told[person]) for person in told}
    assert [outcomes[person] for person in winners] == [["lottery", "lottery_drawn"]] * 2
    assert all(outcomes[person] == ["lottery_drawn"] for person in losers)
    assert {notice.facts["lottery"] for person in told for notice in told[person]} == {hall.number}
    assert [told[person][0].facts["place"] for person in losers] == [3, 4, 5]


def refused_on_chain(hall: Hall, listing: int, loser: Address, winners: list[Address]) -> None:
    """Whoever goes past the pages is refused by the contract, with another's proof too."""
    platform = hall.shopping.region.platform
    now = platform.clock.now()
    order = Order(
        listing_number=listing, buyer=loser, recipient=loser, quantity=1, total=Yen(int(PRICE)), salt=bytes(32),
        valid_before=int(now.timestamp()) + 600,
    )  # fmt: skip
    act = purchase_act(order)
    market = platform.contracts.market
    signature = platform.wallet.sign_typed_data(loser, market.purchase_message(act), reason="test")
    proof = accounts_tree(winners).proof(0)
    for call in (market.buy(act, signature), market.buy_restricted(act, signature, proof)):
        with pytest.raises(ContractReverted):
            platform.client.call(call.to, call.calldata)
