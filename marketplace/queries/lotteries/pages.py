"""A lottery with its rounds, one person's standing in it, and the document with which anybody repeats the draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models import ChainCollection, Collection, Share
from marketplace.models.lotteries import Lottery, LotteryEntry, LotteryRound, LotteryState, lottery_state
from marketplace.models.lotteries.errors import LotteryUnknown
from marketplace.models.shares import amounts
from marketplace.queries.listings import ListingView, listing_view

DOCUMENT_VERSION = "musubi-lottery-1"
_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class RoundView:
    round: LotteryRound
    listing: ListingView


@dataclass(frozen=True, slots=True)
class Standing:
    """`own_round`: through which this person may buy."""

    entry: LotteryEntry
    own_round: RoundView | None


@dataclass(frozen=True, slots=True)
class LotteryView:
    lottery: Lottery
    state: LotteryState
    entries: int
    rounds: Sequence[RoundView] = ()
    standing: Standing | None = None

    @property
    def collection(self) -> Collection:
        return self.lottery.collection

    @property
    def split(self) -> list[tuple[Share, Yen]]:
        """Who receives what of the price of one."""
        return amounts(self.lottery.price, self.lottery.typed_shares())

    @property
    def opened_rounds(self) -> list[RoundView]:
        """Those on chain."""
        return [one for one in self.rounds if one.listing.address is not None]

    @property
    def sold(self) -> int:
        return sum(one.listing.sold for one in self.rounds)

    @property
    def left(self) -> int:
        """Neither sold nor spoken for by purchases under way."""
        return self.lottery.cards - sum(one.listing.sold + one.listing.held for one in self.rounds)

    @property
    def next_place(self) -> int:
        return max((one.round.last for one in self.rounds), default=0)


def find_lottery(session: Session, number: int, now: datetime, account: Address | None = None) -> LotteryView:
    """Raises: LotteryUnknown."""
    lottery = session.get(Lottery, number)
    if lottery is None:
        raise LotteryUnknown(number)
    found = session.scalars(select(LotteryRound).filter_by(lottery_number=number).order_by(LotteryRound.first))
    rounds = [RoundView(one, listing_view(session, one.listing_number, now, account)) for one in found]
    return LotteryView(
        lottery=lottery,
        state=lottery_state(lottery, now),
        entries=_count(session, number),
        rounds=rounds,
        standing=_standing(session, number, account, rounds) if account else None,
    )


def town_lottery(session: Session, code: MunicipalityCode, number: int, now: datetime) -> LotteryView:
    """Raises: LotteryUnknown, also for another town's."""
    view = find_lottery(session, number, now)
    if view.collection.municipality != code:
        raise LotteryUnknown(number)
    return view


def list_lotteries(session: Session, now: datetime, town: MunicipalityCode | None = None) -> list[LotteryView]:
    """Newest first; those that can be entered stand before the others."""
    found = select(Lottery).join(Lottery.collection).order_by(Lottery.closes_at.desc()).limit(_MOST_SHOWN)
    if town is not None:
        found = found.where(Collection.municipality == town)
    views = [LotteryView(one, lottery_state(one, now), _count(session, one.number)) for one in session.scalars(found)]
    return sorted(views, key=lambda view: view.state not in (LotteryState.OPEN, LotteryState.SOON))


def own_lotteries(session: Session, account: Address, now: datetime) -> list[LotteryView]:
    """Those that this account entered, newest entry first."""
    entered = select(LotteryEntry.lottery_number).filter_by(account=account).order_by(LotteryEntry.id.desc())
    numbers = session.scalars(entered.limit(_MOST_SHOWN)).all()
    return [find_lottery(session, number, now, account) for number in numbers]


def lottery_of_listing(session: Session, listing: int) -> int | None:
    return session.scalar(select(LotteryRound.lottery_number).filter_by(listing_number=listing))


def sellable_collections(session: Session, code: MunicipalityCode) -> list[Collection]:
    """Series of the town that are on chain."""
    found = select(Collection).join(ChainCollection, ChainCollection.number == Collection.number)
    return list(session.scalars(found.where(Collection.municipality == code).order_by(Collection.number)))


def accounts_of(session: Session, number: int) -> list[Address]:
    """Of all entries, in the order of the draw once there is one."""
    found = select(LotteryEntry.account).filter_by(lottery_number=number)
    return list(session.scalars(found.order_by(LotteryEntry.place, LotteryEntry.id)))


def lottery_document(session: Session, view: LotteryView) -> dict[str, Any]:
    """All that repeats the draw. Accounts are as public as the chain itself; names are not in here."""
    lottery = view.lottery
    is_fixed = lottery.entries_root is not None
    return {
        "version": DOCUMENT_VERSION,
        "lottery": lottery.number,
        "seed_hash": lottery.seed_hash.hex(),
        "entries_root": lottery.entries_root.hex() if lottery.entries_root else None,
        "block_number": lottery.block_number,
        "block_hash": lottery.block_hash.hex() if lottery.block_hash else None,
        "seed": lottery.seed.hex() if lottery.seed else None,
        "entries": [str(account) for account in accounts_of(session, lottery.number)] if is_fixed else None,
        "rounds": [[one.round.listing_number, one.round.first, one.round.last] for one in view.opened_rounds],
    }


def _standing(session: Session, number: int, account: Address, rounds: Sequence[RoundView]) -> Standing | None:
    entry = session.scalar(select(LotteryEntry).filter_by(lottery_number=number, account=account))
    if entry is None:
        return None
    place = entry.place
    own = [one for one in rounds if place is not None and one.round.first <= place < one.round.last]
    return Standing(entry, own[0] if own else None)


def _count(session: Session, number: int) -> int:
    return int(session.scalar(select(func.count()).select_from(LotteryEntry).filter_by(lottery_number=number)) or 0)
