"""Rows of surveys. Who answered and what was answered stand in two tables that nothing joins: answers carry a keyed
pseudonym and no time, participations an account and a day."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from dao.models.surveys.questions import Answers, Question


class SurveyState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


class Survey(Base):
    """`salt` goes into the pseudonyms and is forgotten after the close: from then on nobody can tell whose answer is
    whose. `community`: only its members answer; `event_id`: only those who came to that event; neither: everybody with
    an account."""

    __tablename__ = "survey"
    __table_args__ = (Index("ix_survey_closes_at", "closes_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    community: Mapped[str] = mapped_column(String(40), default="")
    event_id: Mapped[int | None] = mapped_column(BigInteger)
    title_ja: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    lead_ja: Mapped[str] = mapped_column(Text, default="")
    lead_en: Mapped[str] = mapped_column(Text, default="")
    stored_questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    is_whole: Mapped[bool] = mapped_column(default=False)  # all questions on one screen
    is_public: Mapped[bool] = mapped_column(default=False)  # everybody sees the result
    opens_at: Mapped[int] = mapped_column(BigInteger, default=0)  # unix seconds; 0 = when it is opened
    closes_at: Mapped[int] = mapped_column(BigInteger)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    thanks_program: Mapped[int] = mapped_column(BigInteger, default=0)  # 0: no points
    thanks_points: Mapped[Points] = mapped_column(PointsType, default=Points(0))  # to each
    thanks_people: Mapped[int] = mapped_column(default=0)  # the first so many
    thanks_campaign: Mapped[int | None] = mapped_column(BigInteger)  # the grant that was made out of it
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def questions(self) -> list[Question]:
        return [Question.from_json(stored) for stored in self.stored_questions]

    def state(self, now: int) -> SurveyState:
        """`now` in unix seconds."""
        if self.published_at is None:
            return SurveyState.DRAFT
        if now >= self.closes_at:
            return SurveyState.CLOSED
        return SurveyState.OPEN if now >= self.opens_at else SurveyState.SCHEDULED


class SurveyAnswer(Base):
    """`draft`: typed and not sent yet. `answers`: what counts, None before it was sent once. No time, no account."""

    __tablename__ = "survey_answer"

    survey_id: Mapped[int] = mapped_column(BigId, ForeignKey("survey.id"), primary_key=True, autoincrement=False)
    pseudonym: Mapped[bytes] = mapped_column(Bytes32, primary_key=True)
    draft: Mapped[Answers | None] = mapped_column(JSON(none_as_null=True))
    answers: Mapped[Answers | None] = mapped_column(JSON(none_as_null=True))


class SurveyParticipation(Base):
    """Somebody answered; what, nobody sees from here. `is_thanked`: came early enough for the points."""

    __tablename__ = "survey_participation"

    survey_id: Mapped[int] = mapped_column(BigId, ForeignKey("survey.id"), primary_key=True, autoincrement=False)
    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    is_thanked: Mapped[bool] = mapped_column(default=False)


class SurveyReading(Base):
    """An officer took the list of answers away, or read the free words."""

    __tablename__ = "survey_reading"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    survey_id: Mapped[int] = mapped_column(BigId, ForeignKey("survey.id"), index=True)
    officer: Mapped[Address] = mapped_column(AddressType)
    what: Mapped[str] = mapped_column(String(8))  # list or words
    at: Mapped[datetime] = mapped_column(UtcDateTime)
