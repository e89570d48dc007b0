"""By which time contracts judge what is due: that of the newest block, which on a devnet that mines on demand may be
hours old. Whoever finds something due by the clock alone asks for a block, and goes on when it is there."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from chain.indexer.finality import head


def chain_moment(session: Session, now: datetime) -> datetime:
    """The newest block's time as far as it is projected, and never later than `now`."""
    newest = head(session)
    return now if newest is None else min(now, datetime.fromtimestamp(newest.node_time, UTC))
