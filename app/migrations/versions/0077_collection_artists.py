"""Who receives the royalty of a collection, by name, where it is an artist."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0077_collection_artists"
down_revision = "0052_vote_announcements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("collection") as batch:
        batch.add_column(sa.Column("artist", sa.String(80), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("collection") as batch:
        batch.drop_column("artist")
