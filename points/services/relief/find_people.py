"""Who gets relief points now: residents of the struck towns, who came to their shelters, less who has them already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from chain.clock import end_of_day
from chain.ids import Address, MunicipalityCode
from points.models import Relief, ReliefBasis
from points.ports import Persons, ResidentRegistry
from points.queries.relief import cards_among, recipients_of, sheltered_since, towns_of


@dataclass(frozen=True, slots=True)
class Struck:
    """`person` is unknown of who was never checked."""

    account: Address
    person: bytes | None
    basis: ReliefBasis


@dataclass(frozen=True, slots=True)
class StruckPeople:
    """`residents` and `sheltered` are everybody, `sheltered` of whom only those who are no residents; `new` are those
    who have nothing yet, `on_paper` of them by a paper card."""

    residents: int
    sheltered: int
    new: list[Struck]
    on_paper: int


class FindPeople:
    def __init__(self, residents: ResidentRegistry, persons: Persons) -> None:
        self.residents = residents
        self.persons = persons

    def of(self, session: Session, relief: Relief, now: datetime) -> StruckPeople:
        towns = towns_of(session, relief)
        homes = self.residents.persons(session, towns, now)
        came = self._came(session, relief, towns, homes) if relief.with_shelters else []
        others = [Struck(account, self._person(session, account, now), ReliefBasis.SHELTER) for account in came]
        everybody = [*(Struck(account, homes[account], ReliefBasis.RESIDENT) for account in sorted(homes)), *others]
        has = recipients_of(session, relief)
        new = list(_first_of_each(everybody, {one.account for one in has}, {one.person for one in has if one.person}))
        return StruckPeople(len(homes), len(others), new, cards_among(session, [one.account for one in new]))

    def _came(
        self,
        session: Session,
        relief: Relief,
        towns: Collection[MunicipalityCode],
        homes: Mapping[Address, bytes],
    ) -> list[Address]:
        since = end_of_day(relief.struck_on - timedelta(days=1))
        return sorted(sheltered_since(session, towns, since) - homes.keys())

    def _person(self, session: Session, account: Address, now: datetime) -> bytes | None:
        known = self.persons.verified(session, account, now)
        return known[0] if known else None


def _first_of_each(everybody: Collection[Struck], accounts: set[Address], persons: set[bytes]) -> Iterator[Struck]:
    """Nobody whose account or person has it, and nobody twice."""
    for one in everybody:
        if one.account in accounts or one.person in persons:
            continue
        accounts.add(one.account)
        if one.person:
            persons.add(one.person)
        yield one
