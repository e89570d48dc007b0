"""The marketplace's part in leaving. Purchases, receipts and pledges stay as accounting, without the names in them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Base
from chain.ids import Address
from chain.leaving import Erasure, Fate, Stake, erase, stakes
from marketplace.models.auctions import BidState
from marketplace.models.auctions.names import NameProposal
from marketplace.models.checkout.cart import CartLine
from marketplace.models.checkout.checkouts import Checkout, CheckoutState
from marketplace.models.checkout.gifts import Gift
from marketplace.models.deliveries.rows import Delivery, Exercise, ShippingAddress
from marketplace.models.ledger import Sale, Token, YenBalance
from marketplace.models.member_cards import CardApplication
from marketplace.models.projects.ledger import ProjectPledged
from marketplace.models.projects.receipts import DonationReceipt
from marketplace.models.projects.written import Pledge
from marketplace.models.receipts.receipts import Receipt
from marketplace.models.tickets.facts import TicketHolding
from marketplace.models.tickets.waiting import WaitingGuest
from marketplace.queries.auctions.bids import own_bids

_ERASED = (
    Erasure(CartLine, CartLine.owner),
    Erasure(ShippingAddress, ShippingAddress.holder, {"sealed": b""}),
    Erasure(WaitingGuest, WaitingGuest.account),
    Erasure(Exercise, Exercise.holder, {"sealed": None, "answer": ""}),
    Erasure(Delivery, Delivery.holder, {"tracking": ""}),
    Erasure(Gift, Gift.giver, {"giver_name": "", "recipient_name": "", "message": ""}),
    Erasure(Gift, Gift.taker, {"recipient_name": "", "message": ""}),
    Erasure(Receipt, Receipt.buyer, {"addressee": ""}),
    Erasure(DonationReceipt, DonationReceipt.supporter, {"sealed": None}),
    Erasure(Pledge, Pledge.supporter, {"shown_name": "", "message": ""}),
    Erasure(NameProposal, NameProposal.proposer, {"credit": "", "note": ""}),
    Erasure(CardApplication, CardApplication.applicant, {"words": "", "reason": ""}),
)
_OPEN_CHECKOUTS = (CheckoutState.OPEN, CheckoutState.AT_PROVIDER, CheckoutState.PAID)
_OPEN_BIDS = (BidState.AWAITING_SIGNATURE, BidState.PENDING, BidState.LEADING)


class ErasePerson:
    """A shipping address goes by its own rule while a parcel is on its way: such a person is told to wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def stakes(self, session: Session, person: Address) -> list[Stake]:
        bids = own_bids(session, person, self._clock.now())
        open_ones = Checkout.buyer == person, Checkout.state.in_(_OPEN_CHECKOUTS)
        pledged = select(func.sum(ProjectPledged.amount)).where(ProjectPledged.supporter == person)
        tickets = select(func.sum(TicketHolding.amount)).where(TicketHolding.holder == person)
        yen = select(func.sum(YenBalance.amount)).where(YenBalance.account == person)
        bought = Sale.buyer == person
        return stakes(
            ("checkouts", Fate.BLOCKS, _count(session, Checkout, *open_ones)),
            ("bids", Fate.BLOCKS, sum(one.state in _OPEN_BIDS for one in bids)),
            ("yen", Fate.LOST, session.scalar(yen)),
            ("cards", Fate.LOST, _count(session, Token, Token.owner == person)),
            ("tickets", Fate.LOST, session.scalar(tickets)),
            ("pledged", Fate.STAYS, session.scalar(pledged)),
            ("purchases", Fate.STAYS, _count(session, Sale, bought)),
        )

    def __call__(self, session: Session, person: Address) -> None:
        erase(session, person, _ERASED)


def _count(session: Session, table: type[Base], *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
