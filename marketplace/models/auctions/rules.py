"""The rules of an English auction, as the contract has them: the least next bid, when it ends, and what it is now."""

from __future__ import annotations

from enum import StrEnum

from chain.units import Yen
from marketplace.models.publishing import PublishState


class AuctionState(StrEnum):
    DRAFT = "draft"
    PREPARING = "preparing"  # signed, not on chain yet
    FAILED = "failed"
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"  # its time is over; the settlement is on its way
    SOLD = "sold"
    UNSOLD = "unsold"
    CANCELLED = "cancelled"


def least_bid(reserve: Yen, increment: Yen, highest: Yen | None) -> Yen:
    """The least that the next bid must be. The first one must reach the reserve."""
    return reserve if highest is None else highest + increment


def end_after(closes_at: int, extension: int, at: int) -> int:
    """When an auction ends after a bid at `at`: one close to the end moves the end to `extension` after it.

    Units: unix seconds, and seconds.
    """
    return at + extension if closes_at - at < extension else closes_at


def auction_state(
    *,
    publish: PublishState,
    is_on_chain: bool,
    is_cancelled: bool,
    is_sold: bool,
    is_unsold: bool,
    opens_at: int,
    closes_at: int,
    now: int,
) -> AuctionState:
    """The chain's word first, then the calendar. The closing second itself is closed, as in the contract."""
    if not is_on_chain:
        return _BEFORE[PublishState(publish)]
    if is_cancelled:
        return AuctionState.CANCELLED
    if is_sold or is_unsold:
        return AuctionState.SOLD if is_sold else AuctionState.UNSOLD
    if now < opens_at:
        return AuctionState.UPCOMING
    return AuctionState.OPEN if now < closes_at else AuctionState.CLOSED


_BEFORE = {
    PublishState.AWAITING_SIGNATURE: AuctionState.DRAFT,
    PublishState.PENDING: AuctionState.PREPARING,
    PublishState.FAILED: AuctionState.FAILED,
}
