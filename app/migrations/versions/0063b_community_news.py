"""News of communities with their recipients; series of cards and shops that a community lets in; projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0063b_community_news"
down_revision = "0076b_stretch_goals"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("community") as community:
        community.add_column(sa.Column("is_project", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("community") as community:
        community.alter_column("is_project", server_default=None)
    _create_news()
    _create_recipient()
    _create_admitted()


def downgrade() -> None:
    for table in ("community_shop", "community_series", "community_news_recipient", "community_news"):
        op.drop_table(table)
    with op.batch_alter_table("community") as community:
        community.drop_column("is_project")


def _create_news() -> None:
    op.create_table(
        "community_news",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("author", types.AddressType(length=42), nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("title_ja", sa.String(80), nullable=False),
        sa.Column("title_en", sa.String(80), nullable=False),
        sa.Column("body_ja", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(10), nullable=False),
        sa.Column("audience_key", sa.String(42), nullable=False),
        sa.Column("audience_ja", sa.String(120), nullable=False),
        sa.Column("audience_en", sa.String(120), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("written_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_news")),
        sa.UniqueConstraint("form", name=op.f("uq_community_news_form")),
    )
    op.create_index(op.f("ix_community_news_author"), "community_news", ["author"])
    op.create_index(op.f("ix_community_news_community"), "community_news", ["community"])


def _create_recipient() -> None:
    op.create_table(
        "community_news_recipient",
        sa.Column("news", _ID, autoincrement=False, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("told_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["news"], ["community_news.id"], name=op.f("fk_community_news_recipient_news_community_news")
        ),
        sa.PrimaryKeyConstraint("news", "account", name=op.f("pk_community_news_recipient")),
    )
    op.create_index(op.f("ix_community_news_recipient_account"), "community_news_recipient", ["account"])
    op.create_index("ix_community_news_recipient_told_at", "community_news_recipient", ["told_at"])


def _create_admitted() -> None:
    op.create_table(
        "community_series",
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("series", types.AddressType(length=42), nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("admitted_by", types.AddressType(length=42), nullable=False),
        sa.Column("admitted_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community", "series", name=op.f("pk_community_series")),
    )
    op.create_table(
        "community_shop",
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("shop", types.AddressType(length=42), nullable=False),
        sa.Column("invited_by", types.AddressType(length=42), nullable=False),
        sa.Column("invited_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community", "shop", name=op.f("pk_community_shop")),
    )
    op.create_index(op.f("ix_community_shop_invited_by"), "community_shop", ["invited_by"])
