"""What moderation holds about one person, for the person: never who reported them, nor who decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.moderation import ModerationAct, Report


def own_moderation(session: Session, person: Address) -> OwnData:
    columns = (
        Report.community, Report.municipality, Report.kind, Report.subject, Report.reason, Report.words,
        Report.reported_at,
    )  # fmt: skip
    reports = select(*columns).where(Report.reporter == person).order_by(Report.id)
    about = _acts().where(ModerationAct.author == person)
    done = _acts().where(ModerationAct.moderator == person)
    return {
        "reports": plain_rows(session, reports),
        "moderation_of_your_words": plain_rows(session, about),
        "moderation_by_you": plain_rows(session, done),
    }


def _acts() -> Select[*tuple[Any, ...]]:
    return select(
        ModerationAct.community, ModerationAct.municipality, ModerationAct.kind, ModerationAct.subject,
        ModerationAct.decision, ModerationAct.reason, ModerationAct.words, ModerationAct.done_at,
    ).order_by(ModerationAct.id)  # fmt: skip
