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


class Holdings(Protocol):
    def town_name(self, session: Session, town: MunicipalityCode) -> tuple[str, str]:
        """In Japanese and English, also of a town that is not on this platform."""
        ...

    def cards(self, session: Session, account: Address) -> Sequence[HeldCard]: ...

    def points(self, session: Session, account: Address) -> Sequence[HeldPoints]: ...


class MayTry(Protocol):
    def __call__(self, account: Address, service: ServiceView) -> bool:
        """May this account sign in at the service, which is in test?"""
        ...
