"""Draws the winners of prize draws whose end has come: reveals the seed, mixes in the first block after the end, and
writes down who won. What comes out can be repeated by anybody (points/models/lottery.py)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock, unix
from chain.db import Database
from chain.events import record
from chain.ids import Address, MunicipalityCode
from chain.indexer.finality import finalized_block
from points.errors import DrawNotOver
from points.events import WinnersDrawn
from points.models import Draw, DrawEntry, DrawWin
from points.models.lottery import pick_winners
from points.ports import BlockMaker, Cipher
from points.queries.draws import load_draw, lottery_of, valid_entries
from points.services.draws.write_draw import SEED_PURPOSE


@dataclass(frozen=True, slots=True)
class DrawingBlock:
    number: int
    hash: bytes


class DrawWinners:
    """Run by the scheduler. `make_block` asks a devnet that mines on demand for the block that is waited for."""

    def __init__(self, db: Database, clock: Clock, client: NodeClient, cipher: Cipher, make_block: BlockMaker) -> None:
        self.db = db
        self.clock = clock
        self.client = client
        self.cipher = cipher
        self.make_block = make_block

    def draw_due(self) -> int:
        """How many draws got their winners. Those whose block is not final yet wait for the next time."""
        with self.db.read() as session:
            waiting = select(Draw).where(
                Draw.published_at.is_not(None),
                Draw.closes_at <= self.clock.now(),
                Draw.drawn_at.is_(None),
                Draw.cancelled_at.is_(None),
            )
            due = list(session.scalars(waiting))
            final = finalized_block(session)
        return sum(self._draw(draw, final) for draw in due)

    def hand_over(self, municipality: MunicipalityCode, draw_id: int, place: int, officer: Address) -> None:
        """The winner of a place has the prize. Twice changes nothing.

        Raises: NotFound, DrawNotOver.
        """
        with self.db.write() as session:
            load_draw(session, municipality, draw_id)
            win = session.get(DrawWin, (draw_id, place), with_for_update=True)
            if win is None:
                raise DrawNotOver(draw_id)
            if win.handed_over_at is None:
                win.handed_over_at, win.handed_over_by = self.clock.now(), officer

    def _draw(self, draw: Draw, final: int) -> bool:
        block = self._first_block_after(unix(draw.closes_at), final)
        if block is None:
            self.make_block()
            return False
        with self.db.write() as session:
            locked = session.get_one(Draw, draw.id, with_for_update=True)
            if locked.drawn_at is not None or locked.cancelled_at is not None:
                return False
            self._write(session, locked, block)
        return True

    def _write(self, session: Session, draw: Draw, block: DrawingBlock) -> None:
        seed = self.cipher.open(SEED_PURPOSE, draw.seed_sealed, draw.draw_key.hex())
        entries = valid_entries(session, draw, block.number)
        rows: dict[bytes, DrawEntry] = {entry.payment.payment_id: entry for entry in entries}
        wins = pick_winners(seed, block.hash, *lottery_of(draw, entries))
        session.add_all(
            DrawWin(
                draw_id=draw.id,
                place=place,
                prize_id=win.prize_key,
                entry_id=rows[win.payment_id].id,
                ticket=win.ticket,
            )
            for place, win in enumerate(wins)
        )
        now = self.clock.now()
        draw.seed, draw.block_number, draw.block_hash, draw.drawn_at = seed, block.number, block.hash, now
        record(session, WinnersDrawn(draw.id, [str(rows[win.payment_id].holder) for win in wins]), now)

    def _first_block_after(self, end: int, final: int) -> DrawingBlock | None:
        """The first block whose time is after `end` (unix seconds), once it is final."""
        found = self.client.first_block_at(end + 1, final)
        return None if found is None else DrawingBlock(*found)
