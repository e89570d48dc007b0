"""An event may be for the holders of one series."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0103_event_series"
down_revision = "0080_changed_ballots"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community_event") as table:
        table.add_column(sa.Column("series", types.AddressType(length=42), nullable=True))
    op.create_index(op.f("ix_community_event_ticket_service"), "community_event", ["ticket_service"])


def downgrade() -> None:
    op.drop_index(op.f("ix_community_event_ticket_service"), "community_event")
    with op.batch_alter_table("community_event") as table:
        table.drop_column("series")
