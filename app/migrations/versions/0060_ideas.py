"""The idea board: ideas, support, comments, and what came of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0060_ideas"
down_revision = "0077_collection_artists"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = types.UtcDateTime(timezone=True)


def upgrade() -> None:
    _create_idea()
    _create_idea_comment()
    _create_idea_outcome()
    _create_idea_support()


def downgrade() -> None:
    for table in ("idea_support", "idea_outcome", "idea_comment", "idea"):
        op.drop_table(table)


def _create_idea() -> None:
    op.create_table(
        "idea",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(length=40), nullable=False),
        sa.Column("author", types.AddressType(length=42), nullable=False),
        sa.Column("title_ja", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("body_ja", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("translated_by", types.AddressType(length=42), nullable=True),
        sa.Column("translated_at", _MOMENT, nullable=True),
        sa.Column("supporters", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("merged_into", _ID, nullable=True),
        sa.Column("merged_by", types.AddressType(length=42), nullable=True),
        sa.Column("merged_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["idea.id"], name=op.f("fk_idea_merged_into_idea")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
    )
    op.create_index("ix_idea_author_created_at", "idea", ["author", "created_at"])
    op.create_index("ix_idea_community_supporters", "idea", ["community", "supporters"])
    op.create_index(op.f("ix_idea_merged_into"), "idea", ["merged_into"])


def _create_idea_comment() -> None:
    op.create_table(
        "idea_comment",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("idea_id", _ID, nullable=False),
        sa.Column("thread", _ID, nullable=True),
        sa.Column("author", types.AddressType(length=42), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_comment_idea_id_idea")),
        sa.ForeignKeyConstraint(["thread"], ["idea_comment.id"], name=op.f("fk_idea_comment_thread_idea_comment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_comment")),
    )
    op.create_index("ix_idea_comment_author_created_at", "idea_comment", ["author", "created_at"])
    op.create_index("ix_idea_comment_idea_id_thread", "idea_comment", ["idea_id", "thread", "id"])


def _create_idea_outcome() -> None:
    op.create_table(
        "idea_outcome",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", _ID, autoincrement=False, nullable=False),
        sa.Column("idea_id", _ID, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_outcome_idea_id_idea")),
        sa.PrimaryKeyConstraint("kind", "number", name=op.f("pk_idea_outcome")),
    )
    op.create_index(op.f("ix_idea_outcome_idea_id"), "idea_outcome", ["idea_id"])


def _create_idea_support() -> None:
    op.create_table(
        "idea_support",
        sa.Column("idea_id", _ID, autoincrement=False, nullable=False),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("supported_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_support_idea_id_idea")),
        sa.PrimaryKeyConstraint("idea_id", "supporter", name=op.f("pk_idea_support")),
    )
    op.create_index(op.f("ix_idea_support_supporter"), "idea_support", ["supporter"])
