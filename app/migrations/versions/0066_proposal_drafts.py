"""Drafts of proposals: versions and who writes them together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0066_proposal_drafts"
down_revision = "0074"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "proposal_draft",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(length=40), nullable=False),
        sa.Column("invitation", sa.String(length=32), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("proposal_row", _ID, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["proposal_row"], ["proposal.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_proposal_draft_community", "proposal_draft", ["community"])
    op.create_table(
        "proposal_draft_version",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("editor", types.AddressType(length=42), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["proposal_draft.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draft_id", "number"),
    )
    op.create_table(
        "proposal_draft_author",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("draft_id", _ID, nullable=False),
        sa.Column("person", types.AddressType(length=42), nullable=False),
        sa.Column("invited_by", types.AddressType(length=42), nullable=True),
        sa.Column("joined_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["proposal_draft.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draft_id", "person"),
    )
    op.create_index("ix_proposal_draft_author_person", "proposal_draft_author", ["person"])


def downgrade() -> None:
    for table in ("proposal_draft_author", "proposal_draft_version", "proposal_draft"):
        op.drop_table(table)
