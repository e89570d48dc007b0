"""Photos of events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0100_event_photos"
down_revision = "0066_proposal_drafts"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "event_photo",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("event_id", _ID, nullable=False),
        sa.Column("added_by", types.AddressType(length=42), nullable=False),
        sa.Column("description", sa.String(length=120), nullable=False),
        sa.Column("picture", sa.String(length=80), nullable=False),
        sa.Column("added_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["community_event.id"], name=op.f("fk_event_photo_event_id_community_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_photo")),
    )
    op.create_index(op.f("ix_event_photo_added_by"), "event_photo", ["added_by"])
    op.create_index(op.f("ix_event_photo_event_id"), "event_photo", ["event_id"])


def downgrade() -> None:
    op.drop_table("event_photo")
