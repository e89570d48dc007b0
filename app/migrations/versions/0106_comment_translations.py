"""Comments in their second language; authors are told what became of their ideas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0106_comment_translations"
down_revision = "0101_event_pictures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("idea_comment") as comment:
        comment.add_column(sa.Column("translation", sa.Text(), nullable=False, server_default=""))
        comment.add_column(sa.Column("translated_by", types.AddressType(length=42), nullable=True))
        comment.add_column(sa.Column("translated_at", types.UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("idea_comment") as comment:
        comment.alter_column("translation", server_default=None)
    with op.batch_alter_table("idea_outcome") as outcome:
        outcome.add_column(sa.Column("told_at", types.UtcDateTime(timezone=True), nullable=True))
    op.execute("UPDATE idea_outcome SET told_at = made_at")  # nobody hears of it late
    op.create_index(op.f("ix_idea_outcome_told_at"), "idea_outcome", ["told_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_idea_outcome_told_at"), table_name="idea_outcome")
    with op.batch_alter_table("idea_outcome") as outcome:
        outcome.drop_column("told_at")
    with op.batch_alter_table("idea_comment") as comment:
        for name in ("translated_at", "translated_by", "translation"):
            comment.drop_column(name)
