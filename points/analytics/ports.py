"""What analytics needs to know of people from other domains; wired in app/wiring.py.

Each port is a statement to join, not a list: a million payments are counted where they lie, and no page ever holds a
list of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Select

from chain.ids import Address, MunicipalityCode

HomesStatement = Select[Address, str, str, str, datetime]
DoingsStatement = Select[Address, int]


class Homes(Protocol):
    def select(self, now: datetime) -> HomesStatement:
        """Columns account, home (municipality code), age_band ("" where the check does not tell it), level and
        verified_at of everybody whose identity check holds now."""
        ...


class Doings(Protocol):
    """One kind of thing that people do in a town: purchases, donations, admissions, votes."""

    def select(self, municipality: MunicipalityCode) -> DoingsStatement:
        """Columns account and at (unix seconds), a row each time."""
        ...


@dataclass(frozen=True, slots=True)
class TownDoings:
    """What people do in a town, each kind from the domain that knows of it."""

    purchases: Doings
    donations: Doings
    admissions: Doings
    cards: Doings
    votes: Doings
