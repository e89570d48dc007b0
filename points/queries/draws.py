"""Prize draws as pages show them, and what anybody needs to draw the winners again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models import (
    Draw,
    DrawEntry,
    DrawPrize,
    DrawState,
    DrawWin,
    Payment,
    PaymentOnChain,
    RefundOnChain,
    draw_state,
)
from points.models.lottery import LotteryEntry, Prize, person_label
from points.queries.merchants import MerchantName, merchant_names

DOCUMENT_VERSION = "musubi-draw-1"


@dataclass(frozen=True, slots=True)
class DrawView:
    draw: Draw
    state: DrawState
    shop: MerchantName
    people: int
    tickets: int

    @property
    def prizes(self) -> list[DrawPrize]:
        return self.draw.prizes

    @property
    def prize_count(self) -> int:
        return sum(prize.count for prize in self.draw.prizes)


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """How a person stands in a draw. `under_way`: signed or to be signed, and not on chain yet."""

    tickets: int
    under_way: int
    wins: list[DrawWin]


def load_draw(session: Session, municipality: MunicipalityCode, draw_id: int, *, for_update: bool = False) -> Draw:
    """Raises: NotFound, also for another municipality's."""
    draw = session.get(Draw, draw_id, with_for_update=for_update or None)
    if draw is None or draw.municipality != municipality:
        raise NotFound("draw", draw_id)
    return draw


def find_draw(session: Session, draw_id: int, now: datetime) -> DrawView:
    """A draw that everybody may see. Raises: NotFound."""
    draw = session.get(Draw, draw_id)
    if draw is None or draw.published_at is None:
        raise NotFound("draw", draw_id)
    return view_draw(session, draw, now)


def public_draws(session: Session, now: datetime) -> list[DrawView]:
    """Published ones: those that are open first, then by how recently they closed."""
    rows = session.scalars(
        select(Draw).where(Draw.published_at.is_not(None)).order_by(Draw.closes_at.desc()).limit(100)
    )
    views = [view_draw(session, draw, now) for draw in rows]
    return sorted(views, key=lambda view: view.state not in (DrawState.OPEN, DrawState.SOON))


def draws_of(session: Session, municipality: MunicipalityCode, now: datetime) -> list[DrawView]:
    rows = session.scalars(select(Draw).where(Draw.municipality == municipality).order_by(Draw.id.desc()))
    return [view_draw(session, draw, now) for draw in rows]


def view_draw(session: Session, draw: Draw, now: datetime) -> DrawView:
    entries = valid_entries(session, draw)
    return DrawView(
        draw=draw,
        state=draw_state(draw, now),
        shop=merchant_names(session, {draw.merchant_id})[draw.merchant_id],
        people=len({entry.holder for entry in entries}),
        tickets=sum(entry.tickets for entry in entries),
    )


def valid_entries(session: Session, draw: Draw, through_block: int | None = None) -> list[DrawEntry]:
    """Entries whose payment is on chain and was not given back, in the order of the payment ids; with
    `through_block`, as the chain stood at that block."""
    refunds = select(RefundOnChain.payment_id).where(RefundOnChain.payment_id == Payment.payment_id)
    wanted = (
        select(DrawEntry)
        .join(Payment, Payment.id == DrawEntry.payment_row_id)
        .join(PaymentOnChain, PaymentOnChain.payment_id == Payment.payment_id)
        .where(DrawEntry.draw_id == draw.id, PaymentOnChain.block_time <= unix(draw.closes_at))
    )
    if through_block is not None:
        refunds = refunds.where(RefundOnChain.block_number <= through_block)
    found = session.scalars(wanted.where(~refunds.exists()))
    return sorted(found, key=lambda entry: entry.payment.payment_id)


def own_entries(session: Session, draw: Draw, holder: Address, now: datetime) -> OwnEntries:
    mine = select(DrawEntry).where(DrawEntry.draw_id == draw.id, DrawEntry.holder == holder)
    on_chain = {entry.id for entry in valid_entries(session, draw) if entry.holder == holder}
    rows = session.scalars(mine).all()
    waiting = [row for row in rows if row.id not in on_chain and is_under_way(session, row.payment, now)]
    wins = session.scalars(
        select(DrawWin)
        .join(DrawEntry, DrawEntry.id == DrawWin.entry_id)
        .where(DrawWin.draw_id == draw.id, DrawEntry.holder == holder)
    )
    return OwnEntries(
        tickets=sum(row.tickets for row in rows if row.id in on_chain),
        under_way=sum(row.tickets for row in waiting),
        wins=list(wins),
    )


def is_under_way(session: Session, payment: Payment, now: datetime) -> bool:
    """Signed, or still to be signed in time, and neither on chain nor failed."""
    if payment.failure or (payment.signature is None and payment.deadline < unix(now)):
        return False
    known = select(func.count()).where(PaymentOnChain.payment_id == payment.payment_id)
    return not session.scalar(known)


def wins_of(session: Session, draw_id: int) -> list[DrawWin]:
    return list(session.scalars(select(DrawWin).where(DrawWin.draw_id == draw_id).order_by(DrawWin.place)))


def lottery_of(draw: Draw, entries: Sequence[DrawEntry]) -> tuple[list[LotteryEntry], list[Prize]]:
    """The draw as the arithmetic of points/models/lottery.py takes it."""
    people = [
        LotteryEntry(entry.payment.payment_id, person_label(draw.draw_key, entry.holder), entry.tickets)
        for entry in entries
    ]
    return people, [Prize(prize.id, prize.count) for prize in draw.prizes]


def draw_document(session: Session, view: DrawView) -> dict[str, Any]:
    """Everything that anybody needs to repeat the draw; `musubi draw verify` reads it. Seed, block and winners are
    null until the winners are drawn. Names nobody."""
    draw = view.draw
    entries, prizes = lottery_of(draw, valid_entries(session, draw, draw.block_number))
    labels = {entry.payment_id: entry.person for entry in entries}
    return {
        "version": DOCUMENT_VERSION,
        "draw_key": draw.draw_key.hex(),
        "closes_at": draw.closes_at.isoformat(),
        "commitment": draw.commitment.hex(),
        "seed": draw.seed.hex() if draw.seed else None,
        "block_number": draw.block_number,
        "block_hash": draw.block_hash.hex() if draw.block_hash else None,
        "prizes": [
            {"key": prize.key, "name": row.name_ja, "count": prize.count}
            for prize, row in zip(prizes, draw.prizes, strict=True)
        ],
        "entries": [
            {"payment_id": one.payment_id.hex(), "person": one.person, "tickets": one.tickets} for one in entries
        ],
        "winners": [
            {
                "prize": win.prize_id,
                "payment_id": win.entry.payment.payment_id.hex(),
                "person": labels[win.entry.payment.payment_id],
                "ticket": win.ticket,
            }
            for win in wins_of(session, draw.id)
        ]
        if draw.drawn_at
        else None,
    }


def amount_of(draw: Draw, tickets: int) -> Points:
    return Points(int(draw.price) * tickets)
