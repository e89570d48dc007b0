"""What reward rules need to know about people; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode


@dataclass(frozen=True, slots=True)
class Standing:
    """Of an account here. `home`: by the identity check that holds now; `age_band`: as on its day, empty where the
    check does not tell it."""

    home: MunicipalityCode | None = None
    age_band: str = ""


class PeopleFacts(Protocol):
    def find(self, session: Session, accounts: Collection[Address], now: datetime) -> Mapping[Address, Standing]:
        """Accounts that there are and that may receive points; others are left out."""
        ...


class FamilyDirectory(Protocol):
    def household(self, session: Session, account: Address) -> frozenset[Address]:
        """The accounts that share their caps with this one, itself among them."""
        ...

    def households(self, session: Session, accounts: Collection[Address]) -> Mapping[Address, frozenset[Address]]:
        """The same for each of many, in a few statements."""
        ...
