"""What reward bridges need from outside; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address
from points.bridges.models import ConnectedService


class SubjectDirectory(Protocol):
    def find(self, session: Session, client_id: str, subject: str) -> Address:
        """Whose account a service means. Read in the caller's transaction.

        Raises: SubjectUnknown.
        """
        ...


class TicketHolders(Protocol):
    def subject(self, session: Session, client_id: str, holder: Address) -> str:
        """What the service calls this person, where the person agreed that it may know of their tickets; else empty.
        In the caller's transaction, which notes that the service got something."""
        ...


@dataclass(frozen=True, slots=True)
class TicketUse:
    """What a service says of a ticket that somebody used there. `key` is the same for the same event."""

    key: str
    ticket: str
    count: int
    part: int | None
    at: datetime


class TicketDesk(Protocol):
    def use(self, session: Session, service: ConnectedService, holder: Address, use: TicketUse) -> None:
        """Check the ticket in, in the caller's transaction. The same once more changes nothing.

        Raises: TicketNotUsed.
        """
        ...


class VendorAccounts(Protocol):
    def appoint(self, email: str, client_id: str) -> None:
        """Let the person with this e-mail work on the service's pages, opening an account when there is none.

        Raises: Invalid (empty, not_email).
        """
        ...

    def people(self, client_id: str) -> Sequence[Address]: ...

    def dismiss(self, person: Address, client_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said to a message. `status` 0: nothing; `error` is then address (it leads into a network of our
    own, or is not https) or no_answer. `retry_after`: the header as it came."""

    status: int
    retry_after: str = ""
    error: str = ""


class Postman(Protocol):
    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Within some twenty seconds, to public addresses by https alone, and after no redirect."""
        ...
