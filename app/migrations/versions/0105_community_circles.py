"""Verified residents and shops of a town belong to a community; an invited shop accepts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0105_community_circles"
down_revision = "0100_event_photos"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "community_circle",
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("circle", sa.String(10), nullable=False),
        sa.Column("admitted_by", types.AddressType(length=42), nullable=False),
        sa.Column("admitted_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community", "municipality", "circle", name=op.f("pk_community_circle")),
    )
    with op.batch_alter_table("community_shop") as shop:
        shop.add_column(sa.Column("accepted_by", sa.String(42), nullable=False, server_default=""))
        shop.add_column(sa.Column("accepted_at", types.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE community_shop SET accepted_at = invited_at")  # they belonged already
    with op.batch_alter_table("community_shop") as shop:
        shop.alter_column("accepted_by", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("community_shop") as shop:
        shop.drop_column("accepted_at")
        shop.drop_column("accepted_by")
    op.drop_table("community_circle")
