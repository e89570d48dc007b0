"""Keeps why entries could not be fixed on chain, or a lottery not called off; an officer signs again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.models import PublishState
from marketplace.models.lotteries import Lottery
from marketplace.services.catalogue.put_entry import set_open
from marketplace.services.lotteries.open_lottery import lottery_subject


def on_lottery_call_failed(session: Session, about: str, number: str, reason: str) -> None:
    """Other subjects are left alone."""
    if about == "marketplace.lottery" and (lottery := session.get(Lottery, int(number))):
        lottery.state, lottery.error_name = PublishState.FAILED, reason
    elif about == "marketplace.lottery_off" and (lottery := session.get(Lottery, int(number))):
        lottery.called_off_at, lottery.error_name = None, reason
        set_open(session, lottery_subject(lottery.number), True)
