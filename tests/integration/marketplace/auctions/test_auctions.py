"""Auctions on a real chain, on both databases: bids go back by themselves, ends move, outcomes are told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.units import Yen
from marketplace.errors import YenShort
from marketplace.models import CatalogueCount, CatalogueEntry, SharePaid
from marketplace.models.auctions import (
    AuctionCancelled,
    AuctionSettled,
    AuctionState,
    AuctionUnsold,
    BidReturned,
    BidState,
    BidWithdrawn,
    ChainAuction,
    ChainBid,
    TokenWinner,
)
from marketplace.models.auctions.errors import (
    AuctionFixed,
    AuctionNotOpen,
    BidRefused,
    BidTooLow,
    BidUnknown,
    NothingKept,
)
from marketplace.queries.auctions.auctions import public_auctions
from marketplace.queries.auctions.bids import kept_for, own_bids
from points.models import NoticeKind
from points.models.notice import Notice
from tests.fixtures.chain import OTSUKI, UDA
from tests.integration.marketplace.auctions.conftest import EXTENSION, Bidding

_PROJECTED = (
    ChainAuction, AuctionCancelled, ChainBid, BidReturned, BidWithdrawn, AuctionSettled, AuctionUnsold, TokenWinner,
    SharePaid, CatalogueCount,
)  # fmt: skip


def test_the_highest_bid_wins_and_the_others_have_their_yen_back(bidding: Bidding) -> None:
    number, first, second = bidding.open(), bidding.bidder(), bidding.bidder()
    place = bidding.auctions.place_bid
    with pytest.raises(BidTooLow) as low:
        place.prepare(number, first, Yen(9_999))
    assert int(low.value.least) == 10_000
    with pytest.raises(YenShort):
        place.prepare(number, first, Yen(100_001))
    with pytest.raises(BidRefused) as seller:
        place.prepare(number, bidding.town, Yen(10_000))
    assert seller.value.reason == "seller"

    early = bidding.bid(number, first, 10_000)
    assert (early.state, bidding.yen(first)) == (BidState.LEADING, 90_000)
    assert int(bidding.view(number).least) == 10_500
    with pytest.raises(BidRefused) as leads:
        place.prepare(number, first, Yen(11_000))
    assert leads.value.reason == "leads"
    late = bidding.bid(number, second, 10_500)
    assert bidding.own(early.bid.id, first).state is BidState.OUTBID
    assert (bidding.yen(first), bidding.yen(second)) == (100_000, 89_500)
    raised = bidding.sign(number, second, 12_345, raises_own=True)
    with pytest.raises(BidRefused) as under_way:
        place.prepare(number, second, Yen(20_000), raises_own=True)
    assert under_way.value.reason == "under_way"
    bidding.region.settle()
    assert bidding.yen(second) == 100_000 - 12_345
    with pytest.raises(BidUnknown):
        bidding.own(raised, first)

    over = bidding.end(number)
    assert (over.state, over.bids) == (AuctionState.SOLD, 3)
    assert [bidding.own(bid, second).state for bid in (late.bid.id, raised)] == [BidState.OUTBID, BidState.WON]
    assert (bidding.yen(bidding.town), bidding.yen(bidding.business)) == (8_641, 3_704)  # 70 % rounded down, the rest
    assert over.address is not None and over.settled is not None
    collection = bidding.region.chain.contracts.collection(over.address)
    assert (collection.winner_of(1), collection.owner_of(1)) == (second, second)
    with pytest.raises(AuctionNotOpen) as sold:
        place.prepare(number, first, Yen(50_000))
    assert sold.value.reason == "sold"
    assert bidding.auctions.settle.settle_due() == 0
    _told_once(bidding, {first: ["outbid"], second: ["outbid", "won"]})
    with bidding.region.platform.db.read() as session:
        counted = session.get_one(CatalogueCount, f"auction:{number}")
        assert (counted.opened, counted.sold, counted.closed) == (1, 1, 1)
        assert session.scalar(select(CatalogueEntry.page)) == f"/auctions/{number}"
    before = _rows(bidding)
    bidding.region.indexer.rebuild()
    assert _rows(bidding) == before
    assert before["token_winner"] and len(before["share_paid"]) == 2


def test_a_bid_near_the_end_moves_the_end_and_one_after_it_moves_nothing(bidding: Bidding) -> None:
    number, first, second = bidding.open(), bidding.bidder(), bidding.bidder()
    announced = bidding.view(number).closes_at
    bidding.bid(number, first, 10_000)
    assert bidding.view(number).closes_at == announced
    bidding.region.travel(announced - bidding.region.platform.clock.now() - timedelta(seconds=60))
    bid = bidding.bid(number, second, 10_500)
    moved = bidding.view(number)
    assert moved.highest is not None
    assert int(moved.closes_at.timestamp()) == moved.highest.block_time + int(EXTENSION.total_seconds())
    assert moved.is_extended
    # Signed in time, and in the chain too late.
    last = bidding.sign(number, first, 11_000)
    bidding.region.chain.mine(at=int(moved.closes_at.timestamp()) + 1)
    bidding.region.settle()
    refused = bidding.own(last, first)
    assert (refused.state, refused.bid.error_name) == (BidState.FAILED, "AuctionNotOpen")
    assert bidding.yen(first) == 100_000
    assert bidding.view(number).state is AuctionState.CLOSED
    bidding.end(number)
    assert bidding.own(bid.bid.id, second).state is BidState.WON


def test_two_bids_at_once_leave_one_refused_with_its_reason_and_its_yen(bidding: Bidding) -> None:
    number, people = bidding.open(), [bidding.bidder(), bidding.bidder()]
    bids = [(bidding.sign(number, who, 10_000), who) for who in people]
    bidding.region.settle()
    views = [bidding.own(bid, who) for bid, who in bids]
    assert sorted(view.state for view in views) == [BidState.FAILED, BidState.LEADING]
    loser = next(view for view in views if view.state is BidState.FAILED)
    assert (loser.bid.error_name, bidding.yen(loser.bid.bidder)) == ("BidTooLow", 100_000)
    with bidding.region.platform.db.read() as session:
        assert len(own_bids(session, loser.bid.bidder, bidding.region.platform.clock.now(), number)) == 1


def test_an_auction_without_a_bid_at_its_reserve_ends_unsold_and_only_one_without_bids_is_called_off(
    bidding: Bidding,
) -> None:
    unsold, off, first = bidding.open(), bidding.open(), bidding.bidder()
    with pytest.raises(BidTooLow):
        bidding.auctions.place_bid.prepare(unsold, first, Yen(9_999))
    officer, cancelling = bidding.region.officer, bidding.auctions.cancel
    asked = cancelling.prepare(UDA, off, officer)
    for _ in range(2):
        cancelling.complete(asked.subject, bidding.signature(asked))
    bidding.region.settle()
    assert bidding.view(off).state is AuctionState.CANCELLED
    with pytest.raises(AuctionNotOpen):
        bidding.auctions.place_bid.prepare(off, first, Yen(10_000))
    with pytest.raises(AuctionFixed):
        bidding.auctions.write.change(UDA, unsold, bidding.draft())
    assert bidding.end(unsold).state is AuctionState.UNSOLD
    with_bids = bidding.open()
    bidding.bid(with_bids, first, 10_000)
    with pytest.raises(AuctionFixed) as has_bids:
        cancelling.prepare(UDA, with_bids, officer)
    assert has_bids.value.reason == "has_bids"
    with pytest.raises(Exception, match="not found"):
        cancelling.prepare(OTSUKI, with_bids, officer)
    with bidding.region.platform.db.read() as session:
        shown = public_auctions(session, bidding.region.platform.clock.now())
    assert shown[0].number == with_bids
    assert {view.number for view in shown} == {with_bids, unsold, off}


def test_a_bid_that_the_coin_refuses_to_give_back_waits_for_its_owner(bidding: Bidding) -> None:
    number, frozen, second = bidding.open(), bidding.bidder(), bidding.bidder()
    bid = bidding.bid(number, frozen, 10_000)
    with pytest.raises(NothingKept):
        bidding.auctions.send_back.ask(frozen)
    with bidding.refusing(frozen):
        bidding.bid(number, second, 10_500)
        view = bidding.own(bid.bid.id, frozen)
        assert (view.state, view.is_held) == (BidState.OUTBID, True)
        bidding.auctions.send_back.ask(frozen)
        bidding.region.settle()
        with bidding.region.platform.db.read() as session:
            kept = kept_for(session, frozen)
        assert (int(kept.amount), kept.is_under_way) == (10_000, False)
        assert kept.refund is not None and kept.refund.error_name
    assert bidding.yen(frozen) == 90_000
    bidding.auctions.send_back.ask(frozen)
    with pytest.raises(NothingKept):
        bidding.auctions.send_back.ask(frozen)
    bidding.region.settle()
    assert bidding.yen(frozen) == 100_000
    with bidding.region.platform.db.read() as session:
        assert int(kept_for(session, frozen).amount) == 0


def _told_once(bidding: Bidding, expected: dict[str, list[str]]) -> None:
    for _ in range(4):
        bidding.region.chain.mine()
    bidding.region.look()
    for _ in range(2):
        bidding.auctions.tell.tell()
        bidding.region.look()
    with bidding.region.platform.db.read() as session:
        found = select(Notice).where(Notice.kind == NoticeKind.AUCTION).order_by(Notice.id)
        told: dict[str, list[str]] = {}
        for notice in session.scalars(found):
            told.setdefault(notice.account, []).append(notice.facts["outcome"])
    assert told == expected


def _rows(bidding: Bidding) -> dict[str, list[tuple[object, ...]]]:
    with bidding.region.platform.db.read() as session:
        return {
            model.__tablename__: [
                tuple(row) for row in session.execute(select(model.__table__).order_by(*model.__table__.primary_key))
            ]
            for model in _PROJECTED
        }
