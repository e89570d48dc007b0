"""An officer offers points on top for an identity check, changes the terms, or ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chain.clock import Clock, business_date, day_number
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.errors import BonusRefused
from points.models import VerificationBonus
from points.models.verification_bonus import MOST_PERCENT
from points.ports import Signer
from points.queries.programs import program_on_chain


@dataclass(frozen=True, slots=True)
class BonusTerms:
    percent: int
    most_each: Points
    budget: Points
    last_day: date
    residents_only: bool


class KeepBonus:
    """Does not check that the officer holds the Issuer role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.signer = signer

    def open(self, issuer: MunicipalityCode, officer: Address, program_id: int, terms: BonusTerms) -> None:
        """Each grant is signed with this officer's key, without asking again. Once more changes the terms.

        Raises: NotFound, BonusRefused (own_wallet, paid), Invalid (percent, most_each, budget, last_day).
        """
        today = business_date(self.clock.now())
        if not 1 <= terms.percent <= MOST_PERCENT:
            raise Invalid("percent", "not_between", least=1, most=MOST_PERCENT)
        if not Points(1) <= terms.most_each <= terms.budget:
            raise Invalid("most_each", "not_between", least=1, most=int(terms.budget))
        if not self.signer.is_managed(officer):
            raise BonusRefused("own_wallet")
        with self.db.write() as session:
            program = program_on_chain(session, issuer, program_id)
            if program.is_paid:
                raise BonusRefused("paid")
            if not today <= terms.last_day or day_number(terms.last_day) > program.last_day:
                raise Invalid("last_day", "not_in_program")
            bonus = session.get(VerificationBonus, program_id) or VerificationBonus(program_id=program_id)
            bonus.officer, bonus.percent, bonus.most_each = officer, terms.percent, terms.most_each
            bonus.budget, bonus.last_day, bonus.residents_only = terms.budget, terms.last_day, terms.residents_only
            bonus.is_open, bonus.opened_at = True, self.clock.now()
            session.add(bonus)

    def close(self, issuer: MunicipalityCode, program_id: int) -> None:
        """What was taken already still comes. Raises: NotFound."""
        with self.db.write() as session:
            program_on_chain(session, issuer, program_id)
            bonus = session.get(VerificationBonus, program_id)
            if bonus is None:
                raise NotFound("bonus", program_id)
            bonus.is_open = False
