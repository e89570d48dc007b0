"""The idea that a sealed poll began with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0086_sealed_polls_of_ideas"
down_revision = "0103_event_series"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("poll_preparation") as batch:
        batch.add_column(sa.Column("idea", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("poll_preparation") as batch:
        batch.drop_column("idea")
