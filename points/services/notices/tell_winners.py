"""Tells the winners of a prize draw, when its winners have been drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from points.models import DrawEntry, DrawWin, NoticeKind
from points.models.draw import Draw, DrawPrize
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellWinners:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_winners_drawn(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `points.winners_drawn`; one event told twice writes nothing new."""
        won = (
            select(DrawEntry.holder, DrawWin.place, DrawPrize.name_ja, DrawPrize.name_en)
            .join(DrawEntry, DrawEntry.id == DrawWin.entry_id)
            .join(DrawPrize, DrawPrize.id == DrawWin.prize_id)
            .where(DrawWin.draw_id == body["draw_id"])
            .order_by(DrawWin.place)
        )
        draw = session.get_one(Draw, body["draw_id"])
        titles = {"draw": draw.id, "draw_ja": draw.title_ja, "draw_en": draw.title_en}
        drafts = [
            NoticeDraft(
                row.holder,
                NoticeKind.DRAW,
                f"draw:{draw.id}:{row.place}",
                titles | {"prize_ja": row.name_ja, "prize_en": row.name_en},
            )
            for row in session.execute(won)
        ]
        self.keeping.write(session, drafts, self.keeping.people({one.account for one in drafts}), self.clock.now())
