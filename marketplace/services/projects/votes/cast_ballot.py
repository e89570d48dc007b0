"""A supporter votes on a milestone: the choice is kept, signed, and waits for the next batch."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts import crowdfund as on_chain
from chain.db import Database
from chain.ids import Address
from marketplace.errors import ProjectUnknown
from marketplace.models import OrderState
from marketplace.models.projects import ProjectCancelled
from marketplace.models.projects.errors import MilestoneVoteRefused
from marketplace.models.projects.votes import MilestoneBallot, MilestoneVoteOpened
from marketplace.queries.projects.votes import open_vote, own_ballot, pledged_by, rejections_of
from marketplace.signing import ToSign


class CastMilestoneBallot:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, number: int, round_: int, supporter: Address, agrees: bool) -> ToSign:
        """Keep the choice and say what the supporter signs; until it is signed it may be changed.

        Raises: MilestoneVoteRefused (closed, no_supporter, voted_already).
        """
        with self.db.write() as session:
            opened = self._require_open(session, number, round_)
            if not int(pledged_by(session, number, supporter)):
                raise MilestoneVoteRefused(number, "no_supporter")
            own = own_ballot(session, number, round_, supporter)
            if own is not None and (own.is_counted or own.is_on_its_way):
                raise MilestoneVoteRefused(number, "voted_already")
            found = select(MilestoneBallot).filter_by(project_number=number, round=round_, supporter=supporter)
            row = session.scalar(found.with_for_update())
            if row is None:
                row = MilestoneBallot(project_number=number, round=round_, supporter=supporter, attempt=0)
                session.add(row)
            row.agrees, row.report_hash, row.created_at = agrees, opened.report_hash, self.clock.now()
            row.attempt, row.rejections_before = row.attempt + 1, rejections_of(session, row)
            row.state, row.signature, row.batch, row.error_name = OrderState.AWAITING_SIGNATURE, None, None, ""
            session.flush()
            message = self.contracts.crowdfund.signed_message(ballot_act(row))
            return ToSign(f"{row.id}:{row.attempt}", message)

    def complete(self, subject: str, signature: bytes) -> None:
        """It leaves with the next batch. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the contract does.
        Raises: ProjectUnknown, MilestoneVoteRefused (closed; changed when another choice was put to signature).
        """
        ballot_id, attempt = (int(part) for part in subject.split(":"))
        with self.db.write() as session:
            row = session.get(MilestoneBallot, ballot_id, with_for_update=True)
            if row is None:
                raise ProjectUnknown(subject)
            if row.signature is not None and row.attempt == attempt:
                return
            if row.attempt != attempt or row.state != OrderState.AWAITING_SIGNATURE:
                raise MilestoneVoteRefused(row.project_number, "changed")
            self._require_open(session, row.project_number, row.round)
            row.signature, row.state = signature, OrderState.PENDING

    def _require_open(self, session: Session, number: int, round_: int) -> MilestoneVoteOpened:
        opened = open_vote(session, number)
        is_cancelled = session.scalar(select(ProjectCancelled.number).filter_by(number=number)) is not None
        is_over = opened is None or is_cancelled or unix(self.clock.now()) >= opened.closes_at
        if opened is None or is_over or opened.round != round_:
            raise MilestoneVoteRefused(number, "closed")
        return opened


def ballot_act(row: MilestoneBallot) -> on_chain.MilestoneBallot:
    return on_chain.MilestoneBallot(row.project_number, row.round, row.report_hash, row.supporter, row.agrees)
