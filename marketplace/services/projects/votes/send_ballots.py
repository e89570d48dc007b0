"""Ballots that supporters signed go to the chain many at a time; a bad one fails alone."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.outbox import enqueue
from marketplace.models import OrderState
from marketplace.models.projects.votes import MilestoneBallot
from marketplace.services.projects.votes.cast_ballot import ballot_act

BALLOTS_A_CALL = 50  # of about 45,000 gas each


class SendBallots:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def send_due(self) -> int:
        """Returns: how many ballots left."""
        due = select(MilestoneBallot).filter_by(state=OrderState.PENDING, batch=None).order_by(MilestoneBallot.id)
        with self.db.read() as session:  # looked for each second: nobody is kept from writing while there is nothing
            if session.scalar(due.limit(1)) is None:
                return 0
        with self.db.write() as session:
            rows = session.scalars(due.limit(BALLOTS_A_CALL).with_for_update()).all()
            if not rows:
                return 0
            acts, signatures = [ballot_act(row) for row in rows], [row.signature or b"" for row in rows]
            call = self.contracts.crowdfund.cast_ballots(acts, signatures)
            for row in rows:
                row.batch = rows[0].id
            name = f"marketplace.milestone_ballots:{rows[0].id}"
            key = f"{name}:{rows[0].attempt}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now())
            return len(rows)
