"""A town's veto of an accepted proposal: what its officer wrote and signed, and what the chain says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0081_vetoes"
down_revision = "0092_project_thanks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "veto",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("proposal_row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("reason_ja", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("stage", sa.String(24), nullable=False),
        sa.Column("sign_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("error_name", sa.Text(), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["proposal_row"], ["proposal.id"], name=op.f("fk_veto_proposal_row_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_veto")),
        sa.UniqueConstraint("proposal_row", "municipality", name=op.f("uq_veto_proposal_row_municipality")),
    )
    op.create_index(op.f("ix_veto_officer"), "veto", ["officer"], unique=False)
    op.create_table(
        "veto_fact",
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("proposal_id", sa.String(78), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("reason_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_veto_fact")),
    )
    op.create_index(op.f("ix_veto_fact_governor_proposal_id"), "veto_fact", ["governor", "proposal_id"], unique=False)


def downgrade() -> None:
    op.drop_table("veto_fact")
    op.drop_table("veto")
