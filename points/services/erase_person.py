"""The points' part in leaving: what is lost and what stands in the way, and what is erased. Payments, grants and gifts
stay, with an address that means nobody any more."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from chain.leaving import Erasure, Fate, Stake, erase, stakes
from points.bridges.models.event import ServiceEvent
from points.models import (
    CampaignRow,
    MerchantApplication,
    Notice,
    NoticeChoice,
    PaymentCode,
    PaymentState,
    PushSubscription,
)
from points.queries.balances import holder_balance
from points.queries.under_way import under_way

_ERASED = (
    Erasure(Notice, Notice.account),
    Erasure(NoticeChoice, NoticeChoice.account),
    Erasure(PushSubscription, PushSubscription.account),
    Erasure(PaymentCode, PaymentCode.holder),
    Erasure(CampaignRow, CampaignRow.account, {"identifier": ""}),
    Erasure(
        ServiceEvent,
        ServiceEvent.account,
        {"content_sealed": None, "subject_sealed": None, "headers": {}, "problems": []},
    ),
)
_OPEN = (PaymentState.AWAITING_SIGNATURE, PaymentState.PENDING)


class ErasePerson:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def stakes(self, session: Session, person: Address) -> list[Stake]:
        now = self._clock.now()
        moving = [one for one in under_way(session, person, now) if one.state in _OPEN]
        balance = holder_balance(session, person, now).total
        return stakes(("points_moving", Fate.BLOCKS, len(moving)), ("points", Fate.LOST, int(balance)))

    def __call__(self, session: Session, person: Address) -> None:
        erase(session, person, _ERASED)
        self._forget_applications(session, person)

    def _forget_applications(self, session: Session, person: Address) -> None:
        """Those of which no shop came; a shop's own stays its record."""
        unfinished = delete(MerchantApplication).where(
            MerchantApplication.applicant == person, MerchantApplication.merchant_id.is_(None)
        )
        session.execute(unfinished, execution_options={"synchronize_session": False})
