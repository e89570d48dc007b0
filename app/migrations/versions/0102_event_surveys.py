"""A survey belongs to an event: those who came are told of it, and may be the only ones who answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0102_event_surveys"
down_revision = "0106_comment_translations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("community_event") as table:
        table.add_column(sa.Column("survey_id", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("told_survey", sa.BigInteger(), nullable=True))
        table.drop_column("after_link")
    with op.batch_alter_table("survey") as table:
        table.add_column(sa.Column("event_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("survey") as table:
        table.drop_column("event_id")
    with op.batch_alter_table("community_event") as table:
        table.add_column(sa.Column("after_link", sa.String(length=300), nullable=False, server_default=""))
        table.drop_column("told_survey")
        table.drop_column("survey_id")
