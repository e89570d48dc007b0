"""Product projects of communities: the project, what happened to it, and shops that apply as its maker."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0111_product_projects"
down_revision = "0124_cards_for_residents"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "product_project",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("started_by", types.AddressType(length=42), nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("idea_id", _ID, nullable=True),
        sa.Column("title_ja", sa.String(80), nullable=False),
        sa.Column("title_en", sa.String(80), nullable=False),
        sa.Column("body_ja", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(80), nullable=False),
        sa.Column("picture_words", sa.String(120), nullable=False),
        sa.Column("tier", sa.String(42), nullable=True),
        sa.Column("maker_by", sa.String(10), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("vote_poll", _ID, nullable=True),
        sa.Column("apply_until", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("maker_poll", _ID, nullable=True),
        sa.Column("maker_options", sa.JSON(), nullable=False),
        sa.Column("maker", types.AddressType(length=42), nullable=True),
        sa.Column("offer", sa.BigInteger(), nullable=True),
        sa.Column("listing", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("stop_reason", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_product_project_idea_id_idea")),
        sa.ForeignKeyConstraint(["vote_poll"], ["poll.id"], name=op.f("fk_product_project_vote_poll_poll")),
        sa.ForeignKeyConstraint(["maker_poll"], ["poll.id"], name=op.f("fk_product_project_maker_poll_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_project")),
        sa.UniqueConstraint("form", name=op.f("uq_product_project_form")),
    )
    op.create_index(op.f("ix_product_project_community"), "product_project", ["community"])
    op.create_index(op.f("ix_product_project_idea_id"), "product_project", ["idea_id"])
    op.create_index(op.f("ix_product_project_offer"), "product_project", ["offer"])
    op.create_index(op.f("ix_product_project_started_by_created_at"), "product_project", ["started_by", "created_at"])
    op.create_table(
        "product_project_step",
        sa.Column("id", _ID, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("by", sa.String(42), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("told_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["product_project.id"], name=op.f("fk_product_project_step_project_id_product_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_project_step")),
    )
    op.create_index(op.f("ix_product_project_step_project_id"), "product_project_step", ["project_id"])
    op.create_index(op.f("ix_product_project_step_told_at"), "product_project_step", ["told_at"])
    op.create_table(
        "maker_application",
        sa.Column("id", _ID, nullable=False),
        sa.Column("project_id", _ID, nullable=False),
        sa.Column("shop", types.AddressType(length=42), nullable=False),
        sa.Column("words", sa.String(600), nullable=False),
        sa.Column("price", types.YenType(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=False),
        sa.Column("written_by", types.AddressType(length=42), nullable=False),
        sa.Column("written_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["product_project.id"], name=op.f("fk_maker_application_project_id_product_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maker_application")),
        sa.UniqueConstraint("project_id", "shop", name=op.f("uq_maker_application_project_id_shop")),
    )
    op.create_index(op.f("ix_maker_application_written_by"), "maker_application", ["written_by"])


def downgrade() -> None:
    op.drop_table("maker_application")
    op.drop_table("product_project_step")
    op.drop_table("product_project")
