"""Communities that towns ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0114_community_requests"
down_revision = "0132_second_factor"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "community_request",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_request")),
    )
    for column in ("slug", "municipality", "state"):
        op.create_index(op.f(f"ix_community_request_{column}"), "community_request", [column])
    op.create_table(
        "community_request_town",
        sa.Column("request_row", _ID, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=True),
        sa.Column("agreed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_row"], ["community_request.id"],
            name=op.f("fk_community_request_town_request_row_community_request"),
        ),
        sa.PrimaryKeyConstraint("request_row", "municipality", name=op.f("pk_community_request_town")),
    )  # fmt: skip
    op.create_index(op.f("ix_community_request_town_municipality"), "community_request_town", ["municipality"])


def downgrade() -> None:
    op.drop_table("community_request_town")
    op.drop_table("community_request")
