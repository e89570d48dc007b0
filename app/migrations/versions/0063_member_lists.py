"""Members who wish to be seen, and versions of codes of conduct."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0063_member_lists"
down_revision = "0061_idea_attachments"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "community_profile",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("line", sa.String(160), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_profile")),
        sa.UniqueConstraint("community", "account", name=op.f("uq_community_profile_community_account")),
    )
    op.create_index(op.f("ix_community_profile_account"), "community_profile", ["account"])
    op.create_table(
        "community_conduct",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body_ja", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("written_by", types.AddressType(length=42), nullable=False),
        sa.Column("written_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_conduct")),
        sa.UniqueConstraint("community", "number", name=op.f("uq_community_conduct_community_number")),
    )
    op.create_index(op.f("ix_community_conduct_written_by"), "community_conduct", ["written_by"])


def downgrade() -> None:
    op.drop_table("community_conduct")
    op.drop_table("community_profile")
