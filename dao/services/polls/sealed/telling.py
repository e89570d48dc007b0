"""Writes down what trustees have to do, and that a poll is void; who it concerns is told by notice and mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.events import record
from dao.events import PollVoided, TrusteesTold
from dao.models import Community
from dao.models.polls import Poll, PollBallot
from dao.models.polls.trustees import PollPreparation, PollTrustee

_AT_ONCE = 500


def tell_trustees(
    session: Session, preparation: PollPreparation, trustees: Iterable[PollTrustee], moment: str, now: datetime
) -> None:
    accounts = sorted(str(trustee.account) for trustee in trustees)
    community = session.scalar(select(Community).filter_by(slug=preparation.community))
    if not accounts or community is None:
        return
    draft = preparation.draft
    record(
        session,
        TrusteesTold(
            "trustee", preparation.id, moment, accounts, draft["closes_at"], draft["title_ja"], draft["title_en"],
            community.name_ja, community.name_en,
        ),
        now,
    )  # fmt: skip


def tell_of_void_poll(session: Session, poll: Poll, now: datetime) -> None:
    """Those who voted and those who kept its keys; who is both is told once."""
    community = session.scalar(select(Community).filter_by(slug=poll.community))
    if community is None:
        return
    voters = select(PollBallot.voter).where(PollBallot.poll_row == poll.id, PollBallot.revision > 0)
    trustees = (
        select(PollTrustee.account)
        .join(PollPreparation, PollPreparation.id == PollTrustee.preparation_row)
        .where(PollPreparation.poll_row == poll.id, PollTrustee.place > 0)
    )
    accounts = sorted({str(account) for asked in (voters, trustees) for account in session.scalars(asked)})
    rules = poll.rules
    for start in range(0, len(accounts), _AT_ONCE):
        told = accounts[start : start + _AT_ONCE]
        voided = PollVoided(
            poll.id, told, rules.title_ja, rules.title_en, community.name_ja, community.name_en, poll.void_reason
        )
        record(session, voided, now)
