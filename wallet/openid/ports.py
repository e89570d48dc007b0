"""What the OpenID provider needs from outside; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A connected service as people know it. `town` registered it; `is_in_test`: only its own people and the town's
    officers may sign in there."""

    client_id: str
    name_ja: str
    name_en: str
    town: MunicipalityCode
    town_name_ja: str
    town_name_en: str
    is_in_test: bool
    is_stopped: bool


class ServiceDirectory(Protocol):
    def find(self, session: Session, client_id: str) -> ServiceView | None: ...


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A kind of card that somebody holds; neither which one of its series nor where."""

    kind: str
    town: MunicipalityCode
    town_name_ja: str
    town_name_en: str
    name_ja: str
    name_en: str


@dataclass(frozen=True, slots=True)
class HeldPoints:
    """What can still be spent of one program."""

    program: int
    town: MunicipalityCode
    name_ja: str
    name_en: str
    balance: int


@dataclass(frozen=True, slots=True)
class HeldTickets:
    """Tickets of one fare and slot. `ticket`: the service's own name for them; `starts_at`, `ends_at`: ISO 8601, None
    where a ticket has no such moment; `unused`: how many of `count` no door has cancelled any part of;
    `to_check_in`: how many of them the service itself may check in, None where that is not for it to do."""

    ticket: str
    ticket_service: int
    name_ja: str
    name_en: str
    fare_ja: str
    fare_en: str
    slot: int
    starts_at: str | None
    ends_at: str | None
    count: int
    unused: int
    is_called_off: bool
    to_check_in: int | None = None


class Holdings(Protocol):
    def town_name(self, session: Session, town: MunicipalityCode) -> tuple[str, str]:
        """In Japanese and English, also of a town that is not on this platform."""
        ...

    def cards(self, session: Session, account: Address) -> Sequence[HeldCard]: ...

    def points(self, session: Session, account: Address) -> Sequence[HeldPoints]: ...

    def tickets(self, session: Session, account: Address, client_id: str) -> Sequence[HeldTickets]:
        """Those that are not over and that this service may hear of."""
        ...


class MayTry(Protocol):
    def __call__(self, account: Address, service: ServiceView) -> bool:
        """May this account sign in at the service, which is in test?"""
        ...
