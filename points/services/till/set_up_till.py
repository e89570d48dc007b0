"""What a shop's manager sets for its till."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.db import Database
from chain.errors import Invalid
from points.models import TillSettings
from points.models.till import MOST_REFUND_MINUTES, REFUND_WINDOW_MINUTES


class SetUpTill:
    """Does not check that the caller is the shop's manager; the surface does."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def set(self, merchant_id: int, *, refund_window_minutes: int, preferred_program: int | None) -> None:
        """Raises: Invalid (refund_window)."""
        if not 0 <= refund_window_minutes <= MOST_REFUND_MINUTES:
            raise Invalid("refund_window", "out_of_range")
        with self.db.write() as session:
            row = session.get(TillSettings, merchant_id) or TillSettings(merchant_id=merchant_id)
            row.refund_window_minutes, row.preferred_program = refund_window_minutes, preferred_program
            session.add(row)


def till_settings(session: Session, merchant_id: int) -> TillSettings:
    """What the shop set, or the defaults."""
    known = session.get(TillSettings, merchant_id)
    return known or TillSettings(merchant_id=merchant_id, refund_window_minutes=REFUND_WINDOW_MINUTES)
