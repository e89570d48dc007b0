"""What is stored about one person's entries."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models.lotteries import LotteryEntry


def lottery_data(session: Session, person: Address) -> OwnData:
    entries = select(LotteryEntry.lottery_number, LotteryEntry.place, LotteryEntry.created_at).filter_by(account=person)
    return {"lottery_entries": plain_rows(session, entries.order_by(LotteryEntry.id))}
