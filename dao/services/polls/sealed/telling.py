"""Writes down that trustees have something to do; they are told by notice and mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.events import record
from dao.events import TrusteesTold
from dao.models import Community
from dao.models.polls.trustees import PollPreparation, PollTrustee


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
