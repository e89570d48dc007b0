"""A picture at the head of an event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0101_event_pictures"
down_revision = "0105_community_circles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community_event") as table:
        table.add_column(sa.Column("picture", sa.String(length=80), nullable=False, server_default=""))
        table.add_column(sa.Column("picture_words", sa.String(length=120), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("community_event") as table:
        table.drop_column("picture_words")
        table.drop_column("picture")
