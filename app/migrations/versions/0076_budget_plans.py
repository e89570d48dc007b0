"""Plans of treasuries by fiscal year, and under which heading a proposal's payment counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0076_budget_plans"
down_revision = "0073"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "budget_heading",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_budget_heading_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_heading")),
    )
    op.create_index(op.f("ix_budget_heading_community_id"), "budget_heading", ["community_id"], unique=False)
    _plans()
    op.create_table(
        "spending_heading",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("proposal_row", _ID, nullable=False),
        sa.Column("heading_id", _ID, nullable=True),
        sa.Column("named_by", types.AddressType(length=42), nullable=False),
        sa.Column("is_proposer", sa.Boolean(), nullable=False),
        sa.Column("named_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_row"], ["proposal.id"], name=op.f("fk_spending_heading_proposal_row_proposal")
        ),
        sa.ForeignKeyConstraint(
            ["heading_id"], ["budget_heading.id"], name=op.f("fk_spending_heading_heading_id_budget_heading")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_heading")),
    )
    op.create_index(op.f("ix_spending_heading_proposal_row"), "spending_heading", ["proposal_row"], unique=False)


def downgrade() -> None:
    for table in ("spending_heading", "budget_line", "budget_plan", "budget_heading"):
        op.drop_table(table)


def _plans() -> None:
    op.create_table(
        "budget_plan",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("proposal_row", _ID, nullable=True),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_budget_plan_community_id_community")),
        sa.ForeignKeyConstraint(["proposal_row"], ["proposal.id"], name=op.f("fk_budget_plan_proposal_row_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_plan")),
        sa.UniqueConstraint(
            "community_id", "fiscal_year", "revision", name=op.f("uq_budget_plan_community_id_fiscal_year_revision")
        ),
    )
    op.create_table(
        "budget_line",
        sa.Column("plan_id", _ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("heading_id", _ID, nullable=False),
        sa.Column("name_ja", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(60), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["budget_plan.id"], name=op.f("fk_budget_line_plan_id_budget_plan")),
        sa.ForeignKeyConstraint(
            ["heading_id"], ["budget_heading.id"], name=op.f("fk_budget_line_heading_id_budget_heading")
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_budget_line")),
    )
