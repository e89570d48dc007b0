"""A supporter pledges points of one lot. One signature: the gift of the points to the escrow, whose nonce is the
pledge's hash."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts import points_crowdfund as on_chain
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, expiry_day_of_lot
from chain.outbox import enqueue
from chain.units import Points
from marketplace.errors import PledgeExpired, PledgeUnknown, ProjectNotOpen
from marketplace.models import OrderState
from marketplace.models.projects.errors import PointsPledgeRefused
from marketplace.models.projects.points import PointsPledge, least_expiry_day
from marketplace.models.projects.rules import ProjectState
from marketplace.ports import PointsTill
from marketplace.queries.projects.points import is_in_time
from marketplace.queries.projects.views import ProjectView, project_view
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)


class PledgePoints:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, till: PointsTill) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.till = till

    def most(self, number: int, supporter: Address) -> Points:
        """The most that could be pledged at once; 0 where the project takes none or no lot is good long enough."""
        with self.db.read() as session:
            view = project_view(session, number, self.clock.now())
            if view.points.goal is None:
                return Points(0)
            lots = self._lots(session, view, supporter)
            return max((amount for _lot, amount in lots), default=Points(0))

    def prepare(self, number: int, supporter: Address, amount: Points) -> ToSign:
        """Keep the pledge and say what the supporter signs. The lot that ends first and has enough is taken.

        Raises: ProjectUnknown, ProjectNotOpen, PointsPledgeRefused (not_taken, none_good), Invalid (points).
        """
        now = self.clock.now()
        with self.db.write() as session:
            row = PointsPledge(
                project_number=number,
                supporter=supporter,
                lot_id=self._lot(session, number, supporter, amount),
                amount=amount,
                salt=secrets.token_bytes(32),
                deadline=unix(now + SIGN_WITHIN),
                created_at=now,
            )
            escrow = self.contracts.points_crowdfund
            row.pledge_id = escrow.pledge_id(_act(row))
            session.add(row)
            session.flush()
            return ToSign(str(row.id), self.contracts.points.gift_message(escrow.gift(_act(row), row.deadline)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed pledge to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the points' contract does.
        Raises: PledgeUnknown, PledgeExpired, ProjectNotOpen, PointsPledgeRefused, Invalid (points).
        """
        with self.db.write() as session:
            row = session.get(PointsPledge, int(subject), with_for_update=True)
            if row is None:
                raise PledgeUnknown(subject)
            if row.signature is not None:
                return
            if not is_in_time(row, self.clock):
                raise PledgeExpired(row.id)
            self._lot(session, row.project_number, row.supporter, row.amount)
            row.signature, row.state = signature, OrderState.PENDING
            self.till.bring(session, row.supporter, row.lot_id)
            call = self.contracts.points_crowdfund.pledge(_act(row), row.deadline, signature)
            name = f"marketplace.points_pledge:{row.id}"
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=row.supporter)

    def _lot(self, session: Session, number: int, supporter: Address, amount: Points) -> int:
        """Raises what says why this cannot be pledged now."""
        view = project_view(session, number, self.clock.now())
        if view.state is not ProjectState.RUNNING:
            raise ProjectNotOpen(number, view.state)
        if view.points.goal is None:
            raise PointsPledgeRefused(number, "not_taken")
        lots = self._lots(session, view, supporter)
        if not lots:
            raise PointsPledgeRefused(number, "none_good")
        if int(amount) == 0:
            raise Invalid("points", "zero")
        enough = [lot for lot, held in lots if held >= amount]
        if not enough:
            raise Invalid("points", "over_lot", most=max(int(held) for _lot, held in lots))
        return min(enough, key=expiry_day_of_lot)

    def _lots(self, session: Session, view: ProjectView, supporter: Address) -> list[tuple[int, Points]]:
        assert view.points.goal is not None
        least = least_expiry_day(unix(view.project.closes_at))
        held = self.till.giveable(session, supporter, view.points.goal.program_id)
        return [(lot, amount) for lot, amount in held if expiry_day_of_lot(lot) >= least]


def _act(row: PointsPledge) -> on_chain.PointsPledge:
    return on_chain.PointsPledge(row.project_number, row.supporter, row.lot_id, int(row.amount), row.salt)
