"""Tells the others, by events, which tickets were sold, handed on, called off and given back: once each, when no reorg
can take it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from chain.indexer.finality import finalized_block
from marketplace.models.tickets.telling import TicketMark
from marketplace.services.tickets.moves_to_tell import Span, called_off, given_back, handed_on, sold


class TellSales:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tell(self) -> int:
        """A job. Returns: how many events were recorded."""
        with self.db.read() as session:
            final, mark = finalized_block(session), session.get(TicketMark, 1)
        if final <= (mark.block_number if mark else -1):
            return 0
        with self.db.write() as session:
            return self._tell(session, final)

    def _tell(self, session: Session, final: int) -> int:
        mark, now = session.get(TicketMark, 1, with_for_update=True), self.clock.now()
        if mark is None:
            mark = TicketMark(id=1, block_number=-1)
            session.add(mark)
        span = Span(mark.block_number, final, now)
        mark.block_number = final
        parts = (sold, handed_on, called_off, given_back)
        events = [event for part in parts for event in part(session, span)]
        for event in events:
            record(session, event, now)
        return len(events)
