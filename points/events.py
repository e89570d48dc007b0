"""Past-tense facts of the points domain that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass

from chain.events import domain_event


@domain_event("points.campaign_started")
@dataclass(frozen=True, slots=True)
class CampaignStarted:
    campaign_id: int
    program_id: int
    people: int
    total: int
    officer: str


@domain_event("points.payment_charged")
@dataclass(frozen=True, slots=True)
class PaymentCharged:
    """Signed and on its way; the chain has the last word."""

    payment_row_id: int
    merchant_id: int
    holder: str
    amount: int
    cashier: str


@domain_event("points.payment_refunded")
@dataclass(frozen=True, slots=True)
class PaymentRefunded:
    payment_row_id: int
    merchant_id: int
    holder: str
    amount: int
    cashier: str


@domain_event("points.settlement_closed")
@dataclass(frozen=True, slots=True)
class SettlementClosed:
    closing_id: int
    municipality: str
    total: int
    officer: str


@domain_event("points.winners_drawn")
@dataclass(frozen=True, slots=True)
class WinnersDrawn:
    """`holders`: the winners' accounts in the order of their prizes."""

    draw_id: int
    holders: list[str]


@domain_event("points.relief_moved")
@dataclass(frozen=True, slots=True)
class ReliefMoved:
    """`what`: joined (these other towns were asked to take part), asked, approved or sent_back. `turn` tells such a
    moment of a relief from another; `towns`: whose officers it concerns; `officer` pressed, `asker` asked."""

    relief: int
    what: str
    turn: int
    municipality: str
    towns: list[str]
    officer: str
    asker: str
    name_ja: str
    name_en: str
