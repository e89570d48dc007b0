"""What surveys hold about one person, for the person: that they answered. What they answered stands under a pseudonym,
and on the survey's page until it closes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.surveys import Survey, SurveyParticipation


def survey_data(session: Session, person: Address) -> OwnData:
    answered = (
        select(Survey.title_ja, Survey.title_en, SurveyParticipation.day, SurveyParticipation.is_thanked)
        .join(Survey, Survey.id == SurveyParticipation.survey_id)
        .where(SurveyParticipation.account == person)
        .order_by(SurveyParticipation.survey_id)
    )
    return {"surveys_answered": plain_rows(session, answered)}
