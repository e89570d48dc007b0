"""An auction as a visitor sees it: its state, the highest bid, the end as extended, the least next bid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from chain.clock import from_unix, unix
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import Collection, NamingDetail, Share
from marketplace.models.auctions import (
    Auction,
    AuctionCancelled,
    AuctionSettled,
    AuctionState,
    AuctionUnsold,
    ChainAuction,
    ChainBid,
    auction_state,
    least_bid,
)
from marketplace.models.auctions.errors import AuctionUnknown
from marketplace.models.shares import amounts

_HIDDEN = (AuctionState.DRAFT, AuctionState.PREPARING, AuctionState.FAILED)
_ORDER = (AuctionState.OPEN, AuctionState.UPCOMING, AuctionState.CLOSED)


@dataclass(frozen=True, slots=True)
class AuctionView:
    """`bids`: how many count. `closes_at`: with every extension so far."""

    auction: Auction
    state: AuctionState
    address: Address | None  # of the collection, once the auction is on chain
    closes_at: datetime
    bids: int
    highest: ChainBid | None
    settled: AuctionSettled | None

    @property
    def number(self) -> int:
        return self.auction.number

    @property
    def collection(self) -> Collection:
        return self.auction.collection

    @property
    def detail(self) -> NamingDetail:
        detail = self.collection.typed_detail()
        assert isinstance(detail, NamingDetail)
        return detail

    @property
    def least(self) -> Yen:
        return least_bid(self.auction.reserve, self.auction.increment, self.highest.amount if self.highest else None)

    @property
    def is_extended(self) -> bool:
        return self.closes_at > self.auction.closes_at

    @property
    def split(self) -> list[tuple[Share, Yen]]:
        """Who receives what of the highest bid, or of the reserve while there is none."""
        amount = self.highest.amount if self.highest else self.auction.reserve
        return amounts(amount, self.auction.typed_shares())


def auction_view(session: Session, number: int, now: datetime) -> AuctionView:
    """Raises: AuctionUnknown."""
    auction = session.get(Auction, number)
    if auction is None:
        raise AuctionUnknown(number)
    return views_of(session, [auction], now)[0]


def public_auction(session: Session, number: int, now: datetime) -> AuctionView:
    """As above, and what visitors may not see yet is unknown. Raises: AuctionUnknown."""
    view = auction_view(session, number, now)
    if view.state in _HIDDEN:
        raise AuctionUnknown(number)
    return view


def town_auction(session: Session, code: MunicipalityCode, number: int, now: datetime) -> AuctionView:
    """For the town's officers. Raises: AuctionUnknown, also for another town's."""
    view = auction_view(session, number, now)
    if view.collection.municipality != code:
        raise AuctionUnknown(number)
    return view


def public_auctions(session: Session, now: datetime) -> list[AuctionView]:
    """What visitors may see: open ones first, the soonest end before others, then those that are over."""
    found = select(Auction).order_by(Auction.closes_at, Auction.number)
    views = [view for view in views_of(session, session.scalars(found).all(), now) if view.state not in _HIDDEN]
    going = [view for view in views if view.state in _ORDER]
    over = [view for view in views if view.state not in _ORDER]
    return sorted(going, key=lambda view: (_ORDER.index(view.state), view.closes_at)) + over[::-1]


def town_auctions(session: Session, code: MunicipalityCode, now: datetime) -> list[AuctionView]:
    """Every one of a town, the newest first."""
    found = select(Auction).join(Auction.collection).where(Collection.municipality == code)
    return views_of(session, session.scalars(found.order_by(Auction.created_at.desc(), Auction.number)).all(), now)


def bids_of(session: Session, number: int, limit: int = 200) -> list[ChainBid]:
    """Those that count, the highest first."""
    found = select(ChainBid).where(ChainBid.auction_number == number).order_by(ChainBid.amount.desc())
    return list(session.scalars(found.limit(limit)))


def views_of(session: Session, auctions: Sequence[Auction], now: datetime) -> list[AuctionView]:
    numbers = [auction.number for auction in auctions]
    opened = {one.number: one for one in session.scalars(select(ChainAuction).where(ChainAuction.number.in_(numbers)))}
    settled = {
        one.number: one for one in session.scalars(select(AuctionSettled).where(AuctionSettled.number.in_(numbers)))
    }
    cancelled = set(session.scalars(select(AuctionCancelled.number).where(AuctionCancelled.number.in_(numbers))))
    unsold = set(session.scalars(select(AuctionUnsold.number).where(AuctionUnsold.number.in_(numbers))))
    counts, highest = _counts(session, numbers), _highest(session, numbers)
    views = []
    for auction in auctions:
        number, top, on_chain = auction.number, highest.get(auction.number), opened.get(auction.number)
        closes_at = top.closes_at if top else unix(auction.closes_at)
        state = auction_state(
            publish=auction.state,
            is_on_chain=on_chain is not None,
            is_cancelled=number in cancelled,
            is_sold=number in settled,
            is_unsold=number in unsold,
            opens_at=unix(auction.opens_at),
            closes_at=closes_at,
            now=unix(now),
        )
        views.append(
            AuctionView(
                auction=auction,
                state=state,
                address=on_chain.collection if on_chain else None,
                closes_at=from_unix(closes_at),
                bids=counts.get(number, 0),
                highest=top,
                settled=settled.get(number),
            )
        )
    return views


def _counts(session: Session, numbers: Sequence[int]) -> dict[int, int]:
    found = select(ChainBid.auction_number, func.count()).where(ChainBid.auction_number.in_(numbers))
    return {number: int(count) for number, count in session.execute(found.group_by(ChainBid.auction_number))}


def _highest(session: Session, numbers: Sequence[int]) -> dict[int, ChainBid]:
    best = (
        select(ChainBid.auction_number.label("number"), func.max(ChainBid.amount).label("amount"))
        .where(ChainBid.auction_number.in_(numbers))
        .group_by(ChainBid.auction_number)
        .subquery()
    )
    same = and_(ChainBid.auction_number == best.c.number, ChainBid.amount == best.c.amount)
    return {bid.auction_number: bid for bid in session.scalars(select(ChainBid).join(best, same))}
