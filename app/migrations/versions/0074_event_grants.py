"""The one grant of points for coming to an event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0074"
down_revision = "0069_one_verification"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "event_grant",
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("program", sa.BigInteger(), nullable=False),
        sa.Column("each", sa.BigInteger(), nullable=False),
        sa.Column("campaign", sa.BigInteger(), nullable=False),
        sa.Column("made_by", types.AddressType(length=42), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_grant_event_id_community_event")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_grant")),
    )


def downgrade() -> None:
    op.drop_table("event_grant")
