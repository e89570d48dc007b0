"""Events for holders of a tier of the community's token."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0245_event_tiers"
down_revision = "0201_wider_rollups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("community_event", sa.Column("tier", sa.String(42), nullable=True))


def downgrade() -> None:
    op.drop_column("community_event", "tier")
