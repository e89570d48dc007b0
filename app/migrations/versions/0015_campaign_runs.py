"""Campaigns on their way: held back, let go, given up, and by whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLUMNS = (
    ("held_chunks", sa.Integer()),
    ("withdrawn_chunks", sa.Integer()),
    ("withdrawn_total", types.PointsType()),
)


def upgrade() -> None:
    with op.batch_alter_table("points_campaign") as campaign:
        for name, kind in _COLUMNS:
            campaign.add_column(sa.Column(name, kind, nullable=False, server_default="0"))
    with op.batch_alter_table("points_campaign") as campaign:
        for name, _ in _COLUMNS:
            campaign.alter_column(name, server_default=None)
    op.create_table(
        "points_campaign_run_act",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total", types.PointsType(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["points_campaign.id"],
            name=op.f("fk_points_campaign_run_act_campaign_id_points_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_campaign_run_act")),
    )
    op.create_index(op.f("ix_points_campaign_run_act_campaign_id"), "points_campaign_run_act", ["campaign_id"])


def downgrade() -> None:
    op.drop_table("points_campaign_run_act")
    with op.batch_alter_table("points_campaign") as campaign:
        for name, _ in reversed(_COLUMNS):
            campaign.drop_column(name)
