"""Surveys: questions, answers under pseudonyms, who took part, who read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0071_surveys"
down_revision = "0062_community_roles"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_survey()
    _create_survey_answer()
    _create_survey_participation()
    _create_survey_reading()


def downgrade() -> None:
    for table in ("survey_reading", "survey_participation", "survey_answer", "survey"):
        op.drop_table(table)


def _create_survey() -> None:
    op.create_table(
        "survey",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("community", sa.String(length=40), nullable=False),
        sa.Column("title_ja", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("lead_ja", sa.Text(), nullable=False),
        sa.Column("lead_en", sa.Text(), nullable=False),
        sa.Column("stored_questions", sa.JSON(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("thanks_program", sa.BigInteger(), nullable=False),
        sa.Column("thanks_points", types.PointsType(), nullable=False),
        sa.Column("thanks_people", sa.Integer(), nullable=False),
        sa.Column("thanks_campaign", sa.BigInteger(), nullable=True),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_index("ix_survey_closes_at", "survey", ["closes_at"])
    op.create_index(op.f("ix_survey_municipality"), "survey", ["municipality"])


def _create_survey_answer() -> None:
    op.create_table(
        "survey_answer",
        sa.Column("survey_id", _ID, autoincrement=False, nullable=False),
        sa.Column("pseudonym", types.Bytes32(length=32), nullable=False),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_answer_survey_id_survey")),
        sa.PrimaryKeyConstraint("survey_id", "pseudonym", name=op.f("pk_survey_answer")),
    )


def _create_survey_participation() -> None:
    op.create_table(
        "survey_participation",
        sa.Column("survey_id", _ID, autoincrement=False, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_thanked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_participation_survey_id_survey")),
        sa.PrimaryKeyConstraint("survey_id", "account", name=op.f("pk_survey_participation")),
    )


def _create_survey_reading() -> None:
    op.create_table(
        "survey_reading",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("survey_id", _ID, nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_reading_survey_id_survey")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_reading")),
    )
    op.create_index(op.f("ix_survey_reading_survey_id"), "survey_reading", ["survey_id"])
