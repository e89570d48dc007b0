"""Who gets relief points now: residents of the struck towns, who came to their shelters, less who has them already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from chain.clock import end_of_day
from chain.ids import Address, MunicipalityCode
from points.models import Relief, ReliefBasis, ReliefMember, ReliefRecipient
from points.ports import Households, Persons, ResidentRegistry
from points.queries.relief import cards_among, members_of, recipients_of, sheltered_since, towns_of


@dataclass(frozen=True, slots=True)
class Struck:
    """`person` is unknown of who was never checked."""

    account: Address
    person: bytes | None
    basis: ReliefBasis


@dataclass(frozen=True, slots=True)
class Household:
    """`struck` of its `members`, the first of whom gets it for all."""

    struck: list[Struck]
    members: Sequence[Address]


@dataclass(frozen=True, slots=True)
class StruckPeople:
    """`residents` and `sheltered` are everybody, `sheltered` of whom only those who are no residents; `new` are those
    who get it now, `on_paper` of them by a paper card; `households`, where it is for each once, whom they get it for.
    """

    residents: int
    sheltered: int
    new: list[Struck]
    on_paper: int
    households: list[Household]

    @property
    def reached(self) -> int:
        """How many struck people it is for."""
        return sum(len(one.struck) for one in self.households) or len(self.new)


class FindPeople:
    def __init__(self, residents: ResidentRegistry, persons: Persons, families: Households) -> None:
        self.residents = residents
        self.persons = persons
        self.families = families

    def of(self, session: Session, relief: Relief, now: datetime) -> StruckPeople:
        towns = towns_of(session, relief)
        homes = self.residents.persons(session, towns, now)
        came = self._came(session, relief, towns, homes) if relief.with_shelters else []
        others = [Struck(account, self._person(session, account, now), ReliefBasis.SHELTER) for account in came]
        everybody = [*(Struck(account, homes[account], ReliefBasis.RESIDENT) for account in sorted(homes)), *others]
        has: list[ReliefRecipient | ReliefMember] = [*recipients_of(session, relief), *members_of(session, relief)]
        accounts, persons = {one.account for one in has}, {one.person for one in has if one.person}
        households = self._households(session, everybody, accounts, persons) if relief.per_household else []
        new = [one.struck[0] for one in households]
        if not relief.per_household:
            new = list(_first_of_each(everybody, accounts, persons))
        on_paper = cards_among(session, [one.account for one in new])
        return StruckPeople(len(homes), len(others), new, on_paper, households)

    def _households(
        self, session: Session, everybody: Sequence[Struck], accounts: set[Address], persons: set[bytes]
    ) -> list[Household]:
        """Those of whom nobody has it, by account or by person."""
        struck = {one.account: one for one in everybody}
        found = list[Household]()
        for members in self.families.together(session, struck.keys()):
            here = [struck[one] for one in members if one in struck]
            theirs = {one.person for one in here if one.person}
            if accounts.isdisjoint(members) and persons.isdisjoint(theirs):
                persons |= theirs
                found.append(Household(here, members))
        return found

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
