"""Stretch goals of donation projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0076b_stretch_goals"
down_revision = "0068_persons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stretch_goal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("words_ja", sa.String(200), nullable=False),
        sa.Column("words_en", sa.String(200), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("promised_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f("fk_stretch_goal_project_number_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stretch_goal")),
        sa.UniqueConstraint("project_number", "amount", name=op.f("uq_stretch_goal_project_number_amount")),
    )


def downgrade() -> None:
    op.drop_table("stretch_goal")
