"""Grants of points that proposals open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0108_proposal_grants"
down_revision = "0091_project_points"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "proposal_grant",
        sa.Column("proposal_row", _ID, autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality", sa.String(6), nullable=False),
        sa.Column("program", sa.BigInteger(), nullable=False),
        sa.Column("whom", sa.String(10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("campaign", sa.BigInteger(), nullable=True),
        sa.Column("drafted_by", types.AddressType(length=42), nullable=True),
        sa.Column("drafted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_row"], ["proposal.id"], name=op.f("fk_proposal_grant_proposal_row_proposal")
        ),
        sa.PrimaryKeyConstraint("proposal_row", "place", name=op.f("pk_proposal_grant")),
    )
    op.create_index(op.f("ix_proposal_grant_municipality"), "proposal_grant", ["municipality"])


def downgrade() -> None:
    op.drop_table("proposal_grant")
