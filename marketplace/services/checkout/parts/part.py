"""One thing of a checkout, whatever it is: held, signed for, sent, and given back alone when it alone fails."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call, enqueue
from chain.units import Yen
from marketplace.models import Order, OrderState, PointCharge
from marketplace.models.tickets.bookings import TicketBooking

Row = Order | TicketBooking | PointCharge


class Part(ABC):
    """`row` belongs to the caller's session."""

    kind: ClassVar[str]
    row: Row

    def __init__(self, contracts: Contracts, row: Row) -> None:
        self.contracts = contracts
        self.row = row

    @property
    def name(self) -> str:
        """Unique among all parts, as "order:5"."""
        return f"{self.kind}:{self.row.id}"

    @property
    @abstractmethod
    def item(self) -> str:
        """As the cart names it."""

    @property
    def total(self) -> Yen:
        return Yen(int(self.row.total))

    @property
    def buyer(self) -> Address:
        return self.row.buyer

    @property
    def is_signed(self) -> bool:
        return self.row.signature is not None

    @property
    def has_failed(self) -> bool:
        return self.row.state == OrderState.FAILED

    @abstractmethod
    def message(self) -> TypedData:
        """What the buyer signs."""

    @abstractmethod
    def renew(self, valid_before: int) -> None:
        """It is to be signed anew."""

    @abstractmethod
    def require(self, session: Session, now: datetime) -> None:
        """Raises: DomainError, that says why it cannot be bought now."""

    @abstractmethod
    def _call(self, session: Session, signature: bytes) -> Call:
        """The signed act for the chain."""

    def send(self, session: Session, now: datetime) -> None:
        """Into the outbox. A refused call leaves its reason on the row."""
        assert self.row.signature is not None
        self.row.state = OrderState.PENDING
        name = f"marketplace.{self.name}"
        enqueue(session, self._call(session, self.row.signature), key=name, subject=name, now=now, principal=self.buyer)

    def give_up(self, reason: str) -> None:
        """It was paid and will not be sent."""
        self.row.state, self.row.error_name = OrderState.FAILED, reason
