"""An entry at an event's door is known by its nonce, so that it may be sent twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0104_event_entries"
down_revision = "0086_sealed_polls_of_ideas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event_reply") as table:
        table.add_column(sa.Column("entry", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("event_reply") as table:
        table.drop_column("entry")
