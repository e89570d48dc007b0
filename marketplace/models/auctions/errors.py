"""What auctions and names refuse. Sentences for people are in app/surfaces/auctions/sentences.py."""

from __future__ import annotations

from chain.errors import Conflict, Forbidden, Invalid, NotFound
from chain.units import Yen


class AuctionUnknown(NotFound):
    def __init__(self, auction: object) -> None:
        super().__init__("auction", auction)


class AuctionNotOpen(Conflict):
    """`reason` is the auction's state: draft, preparing, failed, upcoming, closed, sold, unsold or cancelled."""

    def __init__(self, auction: int, reason: str) -> None:
        super().__init__("auction", reason, auction=auction)


class AuctionFixed(Conflict):
    """`reason`: signed (its words cannot change any more), too_late (its end has passed before it was opened) or
    has_bids (it cannot be called off any more)."""

    def __init__(self, auction: int, reason: str) -> None:
        super().__init__("auction", reason, auction=auction)


class BidTooLow(Invalid):
    def __init__(self, least: Yen) -> None:
        super().__init__("amount", "too_low", least=int(least))
        self.least = least


class BidRefused(Conflict):
    """`reason`: leads (the bidder's own bid is the highest already), under_way (an own bid is on its way to the chain)
    or seller (who sells or is paid by the auction does not bid in it)."""

    def __init__(self, reason: str) -> None:
        super().__init__("bid", reason)


class BidUnknown(NotFound):
    def __init__(self, bid: object) -> None:
        super().__init__("bid", bid)


class BidExpired(Conflict):
    """The bid was not signed in time; nothing was paid."""

    def __init__(self, bid: int) -> None:
        super().__init__("bid", "expired", bid=bid)


class NothingKept(Conflict):
    """No yen of this account wait to be sent back, or they are being sent."""

    def __init__(self) -> None:
        super().__init__("bid", "nothing_kept")


class NotWinner(Forbidden):
    """Only the first winner names the property, also after the card has gone to somebody else."""

    def __init__(self, account: str) -> None:
        super().__init__("propose a name", account)


class NameNotOpen(Conflict):
    """`reason`: submitted (one is under review), approved (the name is decided) or over (the time of showing it is)."""

    def __init__(self, reason: str) -> None:
        super().__init__("name", reason)


class NameUnknown(NotFound):
    def __init__(self, name: object) -> None:
        super().__init__("name", name)
