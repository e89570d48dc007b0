"""Names of properties: rounds of one auction, what waits for the town, and what is shown to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.ids import Address, MunicipalityCode
from marketplace.models import Collection
from marketplace.models.auctions import Auction, NameProposal, NameState
from marketplace.models.auctions.errors import NameUnknown, NotWinner
from marketplace.queries.auctions.auctions import AuctionView, public_auction, views_of


@dataclass(frozen=True, slots=True)
class NamingView:
    """`rounds`: the newest first. `shown`: the approved name. `is_over`: its time of being shown is."""

    auction: AuctionView
    rounds: Sequence[NameProposal]
    today_is_over: bool

    @property
    def shown(self) -> NameProposal | None:
        return next((one for one in self.rounds if one.state == NameState.APPROVED), None)

    @property
    def newest(self) -> NameProposal | None:
        return self.rounds[0] if self.rounds else None

    @property
    def winner(self) -> Address | None:
        return self.auction.settled.winner if self.auction.settled else None

    @property
    def may_propose(self) -> bool:
        """Whether the winner can write a name now."""
        waits = self.newest is not None and self.newest.state == NameState.SUBMITTED
        return self.winner is not None and self.shown is None and not waits and not self.today_is_over


def naming_view(session: Session, number: int, now: datetime) -> NamingView:
    """Raises: AuctionUnknown."""
    return _view(session, public_auction(session, number, now), now)


def own_naming(session: Session, number: int, account: Address, now: datetime) -> NamingView:
    """For the first winner alone. Raises: AuctionUnknown, NotWinner."""
    view = naming_view(session, number, now)
    if view.winner != account:
        raise NotWinner(account)
    return view


def shown_name(session: Session, number: int, now: datetime) -> tuple[NamingView, NameProposal]:
    """Raises: AuctionUnknown, NameUnknown while no name is approved."""
    view = naming_view(session, number, now)
    if view.shown is None:
        raise NameUnknown(number)
    return view, view.shown


def shown_names(session: Session, now: datetime) -> list[tuple[AuctionView, NameProposal]]:
    """Every approved name, the newest first."""
    found = select(NameProposal).where(NameProposal.state == NameState.APPROVED)
    names = session.scalars(found.order_by(NameProposal.reviewed_at.desc(), NameProposal.id.desc())).all()
    return [(view, name) for name in names for view in views_of(session, [name.auction], now)]


def town_names(session: Session, code: MunicipalityCode) -> list[NameProposal]:
    """Of a town's auctions: what waits for review first, the oldest of it before others, then what was decided."""
    found = (
        select(NameProposal)
        .join(Auction, Auction.number == NameProposal.auction_number)
        .join(Collection, Collection.number == Auction.collection_number)
        .where(Collection.municipality == code)
        .order_by(NameProposal.id)
    )
    names = session.scalars(found).all()
    waiting = [one for one in names if one.state == NameState.SUBMITTED]
    return waiting + [one for one in reversed(names) if one.state != NameState.SUBMITTED]


def _view(session: Session, auction: AuctionView, now: datetime) -> NamingView:
    rounds = select(NameProposal).where(NameProposal.auction_number == auction.number).order_by(NameProposal.id.desc())
    return NamingView(auction, session.scalars(rounds).all(), business_date(now) > auction.detail.last_day)
