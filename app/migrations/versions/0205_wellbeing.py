"""Well-being indicators of towns, and their values by fiscal year with every revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0205_wellbeing"
down_revision = "0180_relief"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wellbeing_indicator",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name_ja", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("unit_ja", sa.String(length=20), nullable=False),
        sa.Column("unit_en", sa.String(length=20), nullable=False),
        sa.Column("nature", sa.String(length=12), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("least", sa.BigInteger(), nullable=True),
        sa.Column("most", sa.BigInteger(), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("created_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wellbeing_indicator")),
        sa.UniqueConstraint("municipality", "name_ja", name=op.f("uq_wellbeing_indicator_municipality_name_ja")),
    )
    op.create_table(
        "wellbeing_value",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("indicator_id", types.BigId, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("thousandths", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("entered_by", types.AddressType(length=42), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["wellbeing_indicator.id"],
            name=op.f("fk_wellbeing_value_indicator_id_wellbeing_indicator"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wellbeing_value")),
        sa.UniqueConstraint(
            "indicator_id", "year", "revision", name=op.f("uq_wellbeing_value_indicator_id_year_revision")
        ),
    )


def downgrade() -> None:
    op.drop_table("wellbeing_value")
    op.drop_table("wellbeing_indicator")
