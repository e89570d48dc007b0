"""An officer opens the sale to those whose turn it is: the winners; then, for what they left, the next in order."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.restricted import Restriction
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.db.numbers import unused_number
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.acts import listing_act, splits
from marketplace.errors import ListingUnknown, NotOnChain
from marketplace.models import Listing, PublishState, SaleState
from marketplace.models.lotteries import Lottery, LotteryRound, LotteryState
from marketplace.models.lotteries.errors import LotteryNotReady
from marketplace.queries.listings import address_of
from marketplace.queries.lotteries.pages import LotteryView, town_lottery
from marketplace.services.eligibility.restriction import restriction
from marketplace.services.lotteries.proofs import round_tree
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER, OFFICER_SIGNATURE_LIFE, ToSign

_OVER = (SaleState.ENDED, SaleState.SOLD_OUT, SaleState.CANCELLED)


class OfferRound:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, code: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """Raises: LotteryUnknown, LotteryNotReady (not_drawn, on_sale, nothing_left), NotOnChain."""
        now = self.clock.now()
        with self.db.write() as session:
            view = town_lottery(session, code, number, now)
            _require_due(view)
            for stale in [one.round for one in view.rounds if _is_stale(one.listing.listing)]:
                session.delete(stale)  # its signature never came, or the chain refused it
            session.flush()
            view = town_lottery(session, code, number, now)
            listing = self._listing(session, view, officer)
            session.add(listing)
            session.flush()
            last = min(view.next_place + view.left, view.entries)
            one = LotteryRound(listing_number=listing.number, lottery_number=number, first=view.next_place, last=last)
            session.add(one)
            session.flush()
            return ToSign(str(listing.number), self._message(session, listing))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        with self.db.write() as session:
            listing = session.get(Listing, int(subject), with_for_update={"of": Listing})
            one = session.get(LotteryRound, int(subject))
            if listing is None or one is None:
                raise ListingUnknown(subject)
            act = listing_act(listing, _require_address(session, listing))
            call = self.contracts.market.open_restricted_listing(
                act, splits(listing.typed_shares()), _restriction(session, one), listing.officer, signature
            )
            name = f"marketplace.listing:{listing.number}"
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=listing.officer)
            listing.state = PublishState.PENDING

    def _listing(self, session: Session, view: LotteryView, officer: Address) -> Listing:
        now, lottery = self.clock.now(), view.lottery
        return Listing(
            number=unused_number(session, Listing.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER),
            collection_number=lottery.collection_number,
            price=lottery.price,
            supply=view.left,
            per_buyer=1,
            opens_at=now,
            closes_at=now + timedelta(days=lottery.buy_days),
            shares=lottery.shares,
            officer=officer,
            deadline=unix(now + OFFICER_SIGNATURE_LIFE),
            created_at=now,
        )

    def _message(self, session: Session, listing: Listing) -> TypedData:
        one = session.get_one(LotteryRound, listing.number)
        act = listing_act(listing, _require_address(session, listing))
        return self.contracts.market.restricted_listing_message(act, _restriction(session, one))


def step_of(view: LotteryView) -> str:
    """What the officer can sign next: "fix", "offer", or nothing."""
    if view.state is LotteryState.CLOSED:
        return "fix" if view.entries else ""
    try:
        _require_due(view)
    except LotteryNotReady:
        return ""
    return "offer"


def _require_due(view: LotteryView) -> None:
    number = view.lottery.number
    if view.state is not LotteryState.DRAWN:
        raise LotteryNotReady(number, "not_drawn")
    if any(one.listing.state not in _OVER and not _is_stale(one.listing.listing) for one in view.rounds):
        raise LotteryNotReady(number, "on_sale")
    signed = [one.round.last for one in view.rounds if not _is_stale(one.listing.listing)]
    if view.left <= 0 or max(signed, default=0) >= view.entries:
        raise LotteryNotReady(number, "nothing_left")


def _is_stale(listing: Listing) -> bool:
    return listing.state != PublishState.PENDING


def _restriction(session: Session, one: LotteryRound) -> Restriction:
    eligibility = session.get_one(Lottery, one.lottery_number).typed_eligibility()
    return restriction(session, eligibility, round_tree(session, one)[0].root)


def _require_address(session: Session, listing: Listing) -> Address:
    address = address_of(session, listing.collection_number)
    if address is None:
        raise NotOnChain(listing.collection_number)
    return address
