"""Pictures and PDFs beside ideas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0061_idea_attachments"
down_revision = "0071_surveys"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "idea_attachment",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("idea_id", _ID, nullable=False),
        sa.Column("added_by", types.AddressType(length=42), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("description", sa.String(length=120), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_attachment_idea_id_idea")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_attachment")),
    )
    op.create_index(op.f("ix_idea_attachment_added_by"), "idea_attachment", ["added_by"])
    op.create_index(op.f("ix_idea_attachment_idea_id"), "idea_attachment", ["idea_id"])


def downgrade() -> None:
    op.drop_table("idea_attachment")
