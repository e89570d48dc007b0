"""Keeps why entries could not be fixed on chain; an officer signs again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.models import PublishState
from marketplace.models.lotteries import Lottery


def on_lottery_call_failed(session: Session, about: str, number: str, reason: str) -> None:
    """Other subjects are left alone."""
    if about == "marketplace.lottery" and (lottery := session.get(Lottery, int(number))):
        lottery.state, lottery.error_name = PublishState.FAILED, reason
