"""Issue points that somebody paid for on the web: a grant to one person, as a charge at the counter is."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Points
from points.acts import single_grant
from points.errors import ChargeRefused
from points.models import OnlineCharge, OnlineSale
from points.models.online_sale import LEAST_CHARGE
from points.ports import Persons, Signer
from points.queries.online_sales import ChargeState, SoldProgram, charge_state, charged_in_a_month, sold_programs
from points.queries.programs import cap_left, program_on_chain

_SIGNATURE_LIFE = timedelta(days=7)  # long enough for a node that is away
_REASON = "points.online_charge"


class ChargeOnline:
    """Does not check that it was paid for; whoever calls `issue` did."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, persons: Persons) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.persons = persons

    def check(self, session: Session, program_id: int, holder: Address, amount: Points) -> SoldProgram:
        """Could so much be charged now? Raises: ChargeRefused."""
        now = self.clock.now()
        sold = next(iter(sold_programs(session, now, program_id)), None)
        if sold is None or not sold.is_open:
            raise ChargeRefused("closed")
        program = program_on_chain(session, None, program_id)
        if program.is_verified_only and self.persons.verified(session, holder, now) is None:
            raise ChargeRefused("not_verified")
        if amount < LEAST_CHARGE:
            raise ChargeRefused("too_little", LEAST_CHARGE)
        if amount > sold.most_at_once:
            raise ChargeRefused("over_once", sold.most_at_once)
        left = int(sold.most_a_month) - int(charged_in_a_month(session, program_id, holder, now))
        if int(amount) > left:
            raise ChargeRefused("over_month", Points(max(0, left)))
        if amount > (cap := cap_left(session, program)):
            raise ChargeRefused("over_cap", cap)
        return sold

    def issue(self, key: str, program_id: int, holder: Address, amount: Points) -> None:
        """Called outside any transaction. The same key again changes nothing. Raises: ChargeRefused."""
        with self.db.write() as session:
            charge = session.scalar(select(OnlineCharge).filter_by(key=key))
            if charge is None:
                charge = self._keep(session, key, program_id, holder, amount)
            elif charge.signature is not None or charge.failure:
                return
            charge_id, officer = charge.id, charge.officer
            message = self.contracts.points.issue_message(single_grant(charge).issue)
        self._send(charge_id, self.signer.sign_typed_data(officer, message, reason=_REASON))

    def outcome(self, session: Session, key: str) -> tuple[ChargeState, str] | None:
        """And why it failed. None: nobody has asked for it yet."""
        charge = session.scalar(select(OnlineCharge).filter_by(key=key))
        return (charge_state(session, charge), charge.failure) if charge and charge.signature else None

    def _keep(self, session: Session, key: str, program_id: int, holder: Address, amount: Points) -> OnlineCharge:
        now, sold = self.clock.now(), self.check(session, program_id, holder, amount)
        charge = OnlineCharge(
            key=key,
            program_id=program_id,
            holder=holder,
            amount=amount,
            expiry_day=sold.last_day,
            campaign_key=secrets.token_bytes(32),
            officer=session.get_one(OnlineSale, program_id).officer,
            deadline=unix(now + _SIGNATURE_LIFE),
            created_at=now,
            failure="",
        )
        session.add(charge)
        session.flush()
        return charge

    def _send(self, charge_id: int, signature: bytes) -> None:
        with self.db.write() as session:
            charge = session.get_one(OnlineCharge, charge_id, with_for_update=True)
            if charge.signature is not None:
                return
            charge.signature = signature
            act = single_grant(charge)
            call = self.contracts.points.grant(act.issue, charge.officer, signature, act.chunk, act.proof)
            name = f"points.online_charge:{charge.id}"
            enqueue(session, call, key=name, subject=name, now=self.clock.now())
