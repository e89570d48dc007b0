"""Count polls when they have closed, sealed ones when trustees have opened them: run by the scheduler. The ballots can
then be seen and counted by everybody."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock, unix
from chain.db import Database
from dao.models.polls import (
    EMPTY_ROOT,
    Poll,
    PollResult,
    ballots_tree,
    count,
    last_ballots,
    result_hash,
)
from dao.ports import BlockMaker, FinalBlock
from dao.queries.polls.counted import counted_rows
from dao.queries.polls.voters import Voters


class CountPolls:
    """The seed of the lots is the hash of the first block at or after the close, once that block is final."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        client: NodeClient,
        final_block: FinalBlock,
        make_block: BlockMaker,
        voters: Voters,
    ) -> None:
        self._db = db
        self._voters = voters
        self._clock = clock
        self._client = client
        self._final_block = final_block
        self._make_block = make_block

    def count(self) -> int:
        """Returns: how many polls were counted.

        Raises: NodeUnavailable.
        """
        now = unix(self._clock.now())
        counted = select(PollResult.poll_row).where(PollResult.poll_row == Poll.id)
        readable = or_(~Poll.is_sealed, Poll.opened_secret.is_not(None)) & Poll.voided_at.is_(None)
        due = select(Poll.id, Poll.closes_at).where(Poll.closes_at <= now, readable, ~counted.exists())
        with self._db.read() as session:
            waiting = session.execute(due.order_by(Poll.id)).all()
            final = self._final_block(session) if waiting else -1
        return sum(self._count_one(number, closes_at, final) for number, closes_at in waiting)

    def _count_one(self, number: int, closes_at: int, final: int) -> bool:
        newest = self._client.block()
        if newest is None or int(newest["timestamp"], 16) < closes_at:
            self._make_block()
            return False
        found = self._client.first_block_at(closes_at, final)
        if found is None:  # it is there, and not final yet: on a quiet devnet no other block would follow it
            self._make_block()
            return False
        block, seed = found
        with self._db.write() as session:
            poll = session.get_one(Poll, number, with_for_update=True)
            if session.get(PollResult, number) is None:
                session.add(self._result_of(session, poll, block, seed))
        return True

    def _result_of(self, session: Session, poll: Poll, block: int, seed: bytes) -> PollResult:
        persons = self._voters.nullifiers_of(session, poll)
        weights = self._voters.weights_of(session, poll)
        ballots = last_ballots(ballot for _, ballot in counted_rows(session, poll, weights, persons))
        result = count(poll.rules, ballots, seed, sorted(persons.values()))
        tree = ballots_tree(poll.poll, ballots)
        return PollResult(
            poll_row=poll.id,
            result=result,
            result_hash=result_hash(result),
            ballots_root=tree.root if tree else EMPTY_ROOT,
            seed_block=block,
            counted_at=self._clock.now(),
        )
