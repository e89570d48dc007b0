"""Tells people what happened to their points once no reorg can take it back: what came, was paid, given back, given.

Follows the blocks with a mark that moves in the transaction of the notices, so that a crash between two steps neither
loses one nor writes one twice.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.indexer.finality import finalized_block
from points.models import Campaign, DropOnChain, Movement, NoticeMark
from points.queries.drops import published
from points.queries.notice_drafts import drafts_of_drop, drafts_of_movements
from points.services.notices.keep_notices import KeepNotices, read_mark, set_mark

BLOCKS = "block"
_AT_ONCE = 500  # notices in one transaction, which others wait for
_BLOCKS_AT_ONCE = 500
_NEWS = timedelta(days=3)  # older things are no news: after a long stop or a rebuild nobody is flooded


class TellPeople:
    def __init__(self, db: Database, clock: Clock, keeping: KeepNotices) -> None:
        self.db = db
        self.clock = clock
        self.keeping = keeping

    def tell(self) -> int:
        """One stretch of blocks; how many notices came of it."""
        with self.db.read() as session:
            since, until = self._stretch(session)
            if until <= since:
                return 0
            drops = [row.id for row in session.execute(_drops(since, until))]
        told = sum(self._tell_drop(campaign_id) for campaign_id in drops)
        return told + self._tell_movements(since, until, drops)

    def _stretch(self, session: Session) -> tuple[int, int]:
        """Blocks after the first, up to the second: as many as are worth one transaction."""
        since, final = read_mark(session, BLOCKS, -1), finalized_block(session)
        counts = session.execute(
            select(Movement.block_number, func.count())
            .where(Movement.block_number > since, Movement.block_number <= final)
            .group_by(Movement.block_number)
            .order_by(Movement.block_number)
            .limit(_BLOCKS_AT_ONCE)
        ).all()
        held = 0
        for block, count in counts:
            held += count
            if held >= _AT_ONCE:
                return since, block
        return since, (counts[-1][0] if len(counts) == _BLOCKS_AT_ONCE else final)

    def _tell_movements(self, since: int, until: int, drops: list[int]) -> int:
        oldest = unix(self.clock.now() - _NEWS)
        with self.db.read() as session:
            moved = session.scalars(
                select(Movement)
                .where(Movement.block_number > since, Movement.block_number <= until, Movement.block_time >= oldest)
                .order_by(Movement.block_number, Movement.log_index, Movement.part)
            ).all()
            drafts = drafts_of_movements(session, moved)
        people = self.keeping.people({draft.account for draft in drafts})
        with self.db.write() as session:
            if read_mark(session, BLOCKS, -1, lock=True) != since:
                return 0  # somebody else came here first
            set_mark(session, BLOCKS, until)
            for campaign_id in drops:
                if done := session.get(NoticeMark, _drop_mark(campaign_id)):
                    session.delete(done)
            return self.keeping.write(session, drafts, people, self.clock.now())

    def _tell_drop(self, campaign_id: int) -> int:
        """All entries, some at a time; goes on where it stopped."""
        told, mark = 0, _drop_mark(campaign_id)
        while True:
            with self.db.read() as session:
                start, campaign = read_mark(session, mark, 0), session.get_one(Campaign, campaign_id)
                drop = select(DropOnChain).join(Campaign, published()).where(Campaign.id == campaign_id)
                found = session.scalars(drop).first()
                if found is None or found.block_time < unix(self.clock.now() - _NEWS):
                    return told
                drafts = drafts_of_drop(session, found, campaign, start, _AT_ONCE)
            if not drafts:
                return told
            people = self.keeping.people({draft.account for draft in drafts})
            with self.db.write() as session:
                if read_mark(session, mark, 0, lock=True) != start:
                    return told
                set_mark(session, mark, start + len(drafts))
                told += self.keeping.write(session, drafts, people, self.clock.now())


def _drops(since: int, until: int) -> Select[int]:
    between = (DropOnChain.block_number > since, DropOnChain.block_number <= until)
    return select(Campaign.id).join(DropOnChain, published()).where(*between).order_by(Campaign.id)


def _drop_mark(campaign_id: int) -> str:
    return f"drop:{campaign_id}"
