"""A verified person takes a town's points on top: a grant to one person, once, whichever account it is."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, unix
from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from points.acts import single_grant
from points.errors import BonusRefused
from points.models import BonusGrant, ProgramOnChain, VerificationBonus
from points.models.verification_bonus import bonus_of, last_day_of_bonus
from points.ports import Persons, Signer
from points.queries.bonus_totals import bonus_totals
from points.queries.bonuses import BonusView, bonuses_for, open_bonuses, town_balance
from points.queries.programs import cap_left

_SIGNATURE_LIFE = timedelta(days=7)  # long enough for a node that is away
_REASON = "points.bonus"


class GiveBonus:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, persons: Persons) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.persons = persons

    def offers(self, account: Address) -> list[BonusView]:
        """Nothing for who is not verified."""
        now = self.clock.now()
        with self.db.read() as session:
            known = self.persons.verified(session, account, now)
            return list(bonuses_for(session, account, *known, now)) if known else []

    def take(self, account: Address, program_id: int) -> None:
        """Called outside any transaction. What broke off before its signature goes on.

        Raises: BonusRefused (closed, not_verified, not_resident, taken, no_points, over_budget).
        """
        try:
            with self.db.write() as session:
                grant = self._keep(session, account, program_id)
                session.flush()
                grant_id, officer, message = grant.id, grant.officer, self._message(grant)
        except IntegrityError as error:  # the person pressed twice at the same moment
            raise BonusRefused("taken") from error
        self._send(grant_id, self.signer.sign_typed_data(officer, message, reason=_REASON))

    def _keep(self, session: Session, account: Address, program_id: int) -> BonusGrant:
        now = self.clock.now()
        bonus, chain = self._open(session, program_id)
        known = self.persons.verified(session, account, now)
        if known is None:
            raise BonusRefused("not_verified")
        person, home = known
        if bonus.residents_only and home != chain.issuer:
            raise BonusRefused("not_resident")
        found = select(BonusGrant).filter_by(program_id=program_id, person=person)
        grant = session.scalar(found.with_for_update())
        if grant is not None and not grant.failure:
            if grant.signature is not None or grant.holder != account:
                raise BonusRefused("taken")
            return grant
        grant = grant or BonusGrant(program_id=program_id, person=person)
        self._fill(session, grant, account, bonus, chain)
        session.add(grant)
        return grant

    def _open(self, session: Session, program_id: int) -> tuple[VerificationBonus, ProgramOnChain]:
        # Locked, so that two people at once do not go beyond the budget.
        session.get(VerificationBonus, program_id, with_for_update=True)
        row = next((one for one in open_bonuses(session, self.clock.now()) if one[0].program_id == program_id), None)
        if row is None:
            raise BonusRefused("closed")
        return row

    def _fill(
        self,
        session: Session,
        grant: BonusGrant,
        account: Address,
        bonus: VerificationBonus,
        chain: ProgramOnChain,
    ) -> None:
        now = self.clock.now()
        balance = town_balance(session, account, chain.issuer, now)
        amount = bonus_of(balance, bonus.percent, bonus.most_each)
        if amount == 0:
            raise BonusRefused("no_points")
        if bonus_totals(session, bonus.program_id).total + amount > bonus.budget or amount > cap_left(session, chain):
            raise BonusRefused("over_budget")
        grant.holder, grant.balance, grant.amount, grant.officer = account, balance, amount, bonus.officer
        grant.expiry_day = last_day_of_bonus(business_date(now), day_from_number(chain.last_day))
        grant.campaign_key, grant.deadline = secrets.token_bytes(32), unix(now + _SIGNATURE_LIFE)
        grant.signature, grant.created_at, grant.failure, grant.failure_args = None, now, "", {}

    def _message(self, grant: BonusGrant) -> TypedData:
        return self.contracts.points.issue_message(single_grant(grant).issue)

    def _send(self, grant_id: int, signature: bytes) -> None:
        with self.db.write() as session:
            grant = session.get_one(BonusGrant, grant_id, with_for_update=True)
            if grant.signature is not None:
                return
            grant.signature = signature
            act = single_grant(grant)
            call = self.contracts.points.grant(act.issue, grant.officer, signature, act.chunk, act.proof)
            name = f"points.bonus:{grant.id}"
            key = f"{name}:{grant.campaign_key.hex()}"  # anew after a failure
            enqueue(session, call, key=key, subject=name, now=self.clock.now())
