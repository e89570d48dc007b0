"""A person's notices, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from points.models import Notice, NoticeKind

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class NoticeView:
    id: int
    account: Address
    kind: NoticeKind
    facts: dict[str, Any]
    created_at: datetime
    is_read: bool

    @property
    def expiry_day(self) -> date | None:
        """Of the points that the notice is about; of the first ones when there are several."""
        lots = self.facts.get("lots")
        day = lots[0]["expiry_day"] if lots else self.facts.get("expiry_day")
        return date.fromisoformat(day) if day else None


def notices_of(
    session: Session, account: Address, page: int = 1, size: int = PAGE_SIZE
) -> tuple[list[NoticeView], bool]:
    """One page, and whether there are older ones. Page 1 is the newest."""
    mine = select(Notice).where(Notice.account == account).order_by(Notice.id.desc())
    rows = session.scalars(mine.offset((page - 1) * size).limit(size + 1)).all()
    return [view_of(row) for row in rows[:size]], len(rows) > size


def unread_notices(session: Session, account: Address) -> int:
    counted = select(func.count()).where(Notice.account == account, Notice.read_at.is_(None))
    return int(session.scalar(counted) or 0)


def view_of(row: Notice) -> NoticeView:
    return NoticeView(row.id, row.account, NoticeKind(row.kind), row.facts, row.created_at, row.read_at is not None)
