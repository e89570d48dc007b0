"""Pictures of projects and of their news, in place of a single one"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0044b"
down_revision = "0045"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "project_picture",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("update_id", _ID, nullable=True),
        sa.Column("cid", sa.String(64), nullable=False),
        sa.Column("alt_ja", sa.String(120), nullable=False),
        sa.Column("alt_en", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_by", types.AddressType(length=42), nullable=False),
        sa.Column("added_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f("fk_project_picture_project_number_project")
        ),
        sa.ForeignKeyConstraint(
            ["update_id"], ["project_update.id"], name=op.f("fk_project_picture_update_id_project_update")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_picture")),
    )
    op.create_index("ix_project_picture_project_number", "project_picture", ["project_number"])
    op.drop_column("project", "picture")
    op.drop_column("project_update", "picture")


def downgrade() -> None:
    for table in ("project_update", "project"):
        op.add_column(table, sa.Column("picture", sa.String(64), nullable=False, server_default=""))
    op.drop_table("project_picture")
