"""Past-tense facts of the marketplace that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chain.events import domain_event


@domain_event("marketplace.bid_decided")
@dataclass(frozen=True, slots=True)
class BidDecided:
    """`outcome`: outbid, won or returned. `is_held`: the yen wait in the market for their owner."""

    bid: int
    auction: int
    account: str
    outcome: str
    amount: int
    is_held: bool
    name_ja: str
    name_en: str


@domain_event("marketplace.name_reviewed")
@dataclass(frozen=True, slots=True)
class NameReviewed:
    """`outcome`: approved, refused or taken_down."""

    proposal: int
    auction: int
    account: str
    outcome: str
    property_ja: str
    property_en: str
    reason: str


@domain_event("marketplace.lottery_drawn")
@dataclass(frozen=True, slots=True)
class LotteryDrawn:
    """The order of a lottery is known: `place` 1 is first, and `cards` may be bought."""

    lottery: int
    account: str
    place: int
    cards: int
    name_ja: str
    name_en: str


@domain_event("marketplace.lottery_called_off")
@dataclass(frozen=True, slots=True)
class LotteryCalledOff:
    """A lottery that somebody entered does not take place; `reason` in the town's own words."""

    lottery: int
    account: str
    reason: str
    name_ja: str
    name_en: str


@domain_event("marketplace.lottery_turn_came")
@dataclass(frozen=True, slots=True)
class LotteryTurnCame:
    """Somebody chosen in a lottery may buy `until` (ISO 8601)."""

    lottery: int
    account: str
    until: str
    name_ja: str
    name_en: str


@domain_event("marketplace.seats_freed")
@dataclass(frozen=True, slots=True)
class SeatsFreed:
    """Somebody on a waiting list can book now. `begins_at`: unix seconds."""

    waiting: int
    service: int
    slot: int
    account: str
    seats: int
    begins_at: int
    name_ja: str
    name_en: str


@domain_event("marketplace.right_served")
@dataclass(frozen=True, slots=True)
class RightServed:
    """Something happened to a right that its seller serves. `outcome`: sent, sent_again, address_wanted, answered or
    declined; `key` names it once; `day`: ISO 8601 or empty; `words`: the seller's own."""

    key: str
    account: str
    outcome: str
    collection: str
    token: int
    name_ja: str
    name_en: str
    carrier: str = ""
    tracking: str = ""
    day: str = ""
    words: str = ""


@domain_event("marketplace.milestone_vote_announced")
@dataclass(frozen=True, slots=True)
class MilestoneVoteAnnounced:
    """A vote of a project's supporters on a milestone opened. `closes_at`: unix seconds. At most 500 accounts; further
    ones have events of their own."""

    number: int
    round: int
    accounts: list[str]
    closes_at: int
    title_ja: str
    title_en: str
    town_ja: str
    town_en: str


class WhyTickets(StrEnum):
    """Why tickets came to somebody, or went."""

    BOUGHT = "bought"
    HANDED_ON = "handed_on"  # to another person, or from one
    REFUNDED = "refunded"
    CALLED_OFF = "called_off"  # by the organiser; the money is for the holder to fetch


@dataclass(frozen=True, slots=True)
class TicketLine:
    """So many tickets of one id."""

    token: int
    fare_ja: str
    fare_en: str
    count: int


@domain_event("marketplace.tickets_sold")
@dataclass(frozen=True, slots=True)
class TicketsSold:
    """Tickets of one slot came to `holder`, and no reorg can take them back. `starts_at`, `ends_at`: unix seconds;
    `starts_at` 0: good on any day until the end."""

    town: str
    service: int
    name_ja: str
    name_en: str
    slot: int
    starts_at: int
    ends_at: int
    holder: str
    lines: list[TicketLine]
    reason: WhyTickets


@domain_event("marketplace.tickets_given_back")
@dataclass(frozen=True, slots=True)
class TicketsGivenBack(TicketsSold):
    """`holder` has tickets of one slot no longer, or no use for them as it was called off; with the same fields."""
