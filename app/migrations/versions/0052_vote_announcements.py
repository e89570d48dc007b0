"""Which votes members were told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0052_vote_announcements"
down_revision = "0043z"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vote_announcement",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("moment", sa.String(10), nullable=False),
        sa.Column("told_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "number", "moment", name=op.f("pk_vote_announcement")),
    )


def downgrade() -> None:
    op.drop_table("vote_announcement")
