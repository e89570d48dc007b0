"""Whether somebody meets the conditions of a sale or a lottery: what they hold and are listed for is in our tables, who
they are is asked of the identity registry."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address, MunicipalityCode
from marketplace.errors import ListingUnknown, TooMany
from marketplace.models import Listing
from marketplace.models.eligibility import EVERYBODY, Condition, Eligibility
from marketplace.models.eligibility.errors import NotEligible
from marketplace.ports import Persons
from marketplace.queries.eligibility.rules import holds, is_listed, restrictions_of


@dataclass(frozen=True, slots=True)
class Met:
    """`is_met` None: nobody is signed in, so that nobody knows."""

    condition: Condition
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class _Asked:
    eligibility: Eligibility
    town: MunicipalityCode
    account: Address
    listing: int


class CheckEligibility:
    """Opens its own transaction; the registry is asked outside it."""

    def __init__(self, db: Database, persons: Persons) -> None:
        self.db = db
        self.persons = persons

    def of_listing(self, listing: int, account: Address | None) -> list[Met]:
        """Each condition of the sale. Raises: ListingUnknown."""
        with self.db.read() as session:
            row, eligibility = _rule(session, listing)
        return self._all(eligibility, row.collection.municipality, account, listing)

    def of(self, eligibility: Eligibility, town: MunicipalityCode, account: Address | None) -> list[Met]:
        """The same of a lottery, which has no listing yet."""
        return self._all(eligibility, town, account, 0)

    def require(self, eligibility: Eligibility, town: MunicipalityCode, account: Address) -> None:
        """Raises: NotEligible."""
        for met in self.of(eligibility, town, account):
            if not met.is_met:
                raise NotEligible(met.condition)

    def require_buyer(self, listing: int, account: Address, quantity: int) -> None:
        """Raises: NotEligible, TooMany (over_limit, of a person), ListingUnknown."""
        with self.db.read() as session:
            row, eligibility = _rule(session, listing)
        for met in self._all(eligibility, row.collection.municipality, account, listing):
            if not met.is_met:
                raise NotEligible(met.condition)
        if eligibility.per_person and row.per_buyer:
            left = max(0, row.per_buyer - self.persons.bought(account, listing))
            if quantity > left:
                raise TooMany("over_limit", left)

    def _all(
        self, eligibility: Eligibility, town: MunicipalityCode, account: Address | None, listing: int
    ) -> list[Met]:
        if account is None:
            return [Met(condition, None) for condition in eligibility.conditions]
        asked = _Asked(eligibility, town, account, listing)
        return [Met(condition, self._is_met(condition, asked)) for condition in eligibility.conditions]

    def _is_met(self, condition: Condition, asked: _Asked) -> bool:
        rule, account = asked.eligibility, asked.account
        match condition:
            case Condition.VERIFIED:
                is_known = not rule.per_person or self.persons.person_of(account) is not None
                return is_known and (not rule.is_verified or self.persons.is_verified(account))
            case Condition.RESIDENT:
                return self.persons.is_resident(account, asked.town)
            case Condition.OUTSIDE:
                return self.persons.lives_outside(account, rule.outside_area)
        with self.db.read() as session:
            return _is_met_here(session, condition, rule, account, asked.listing)


def require_still(session: Session, listing: int, eligibility: Eligibility, account: Address) -> None:
    """What our own tables say, once more before the purchase is sent: a card may have been given away meanwhile.

    Raises: NotEligible (holds, listed).
    """
    for condition in eligibility.conditions:
        is_ours = condition in (Condition.HOLDS, Condition.LISTED)
        if is_ours and not _is_met_here(session, condition, eligibility, account, listing):
            raise NotEligible(condition)


def _is_met_here(
    session: Session, condition: Condition, eligibility: Eligibility, account: Address, listing: int
) -> bool:
    if condition is Condition.HOLDS:
        return holds(session, eligibility.holding, account)
    return is_listed(session, listing, account)


def _rule(session: Session, number: int) -> tuple[Listing, Eligibility]:
    listing = session.get(Listing, number)
    if listing is None:
        raise ListingUnknown(number)
    return listing, restrictions_of(session, [number]).get(number, EVERYBODY)
