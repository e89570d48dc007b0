"""Tables of dao as the foundation has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot_rejection",
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("proposal_id", sa.String(length=78), nullable=False),
        sa.Column("voter", types.AddressType(length=42), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_ballot_rejection")),
    )
    op.create_index(
        "ix_ballot_rejection_governor_proposal_id", "ballot_rejection", ["governor", "proposal_id"], unique=False
    )
    op.create_table(
        "community",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name_ja", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("tagline_ja", sa.String(length=160), nullable=False),
        sa.Column("tagline_en", sa.String(length=160), nullable=False),
        sa.Column("story_ja", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("landscape", sa.String(length=20), nullable=False),
        sa.Column("towns", sa.JSON(), nullable=False),
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("timelock", types.AddressType(length=42), nullable=False),
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("opened_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("governor", name=op.f("uq_community_governor")),
        sa.UniqueConstraint("slug", name=op.f("uq_community_slug")),
    )
    op.create_table(
        "electorate",
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=False),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("collection", name=op.f("pk_electorate")),
    )
    op.create_table(
        "governor_setting",
        sa.Column("contract", types.AddressType(length=42), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_governor_setting")),
    )
    op.create_index("ix_governor_setting_contract_name", "governor_setting", ["contract", "name"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("proposal_id", sa.String(length=78), nullable=False),
        sa.Column("proposer", types.AddressType(length=42), nullable=False),
        sa.Column("title_ja", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("action", sa.JSON(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("call_values", sa.JSON(), nullable=False),
        sa.Column("calldatas", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("sign_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("error_name", sa.Text(), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("governor", "proposal_id", name=op.f("uq_proposal_governor_proposal_id")),
    )
    op.create_table(
        "proposal_milestone",
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("proposal_id", sa.String(length=78), nullable=False),
        sa.Column("milestone", sa.String(length=10), nullable=False),
        sa.Column("snapshot", sa.BigInteger(), nullable=True),
        sa.Column("deadline", sa.BigInteger(), nullable=True),
        sa.Column("eta", sa.BigInteger(), nullable=True),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_proposal_milestone")),
    )
    op.create_index(
        "ix_proposal_milestone_governor_proposal_id", "proposal_milestone", ["governor", "proposal_id"], unique=False
    )
    op.create_table(
        "proposal_tally",
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("proposal_id", sa.String(length=78), nullable=False),
        sa.Column("against", sa.BigInteger(), nullable=False),
        sa.Column("in_favour", sa.BigInteger(), nullable=False),
        sa.Column("abstain", sa.BigInteger(), nullable=False),
        sa.Column("voters", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("governor", "proposal_id", name=op.f("pk_proposal_tally")),
    )
    op.create_table(
        "treasury_balance",
        sa.Column("timelock", types.AddressType(length=42), nullable=False),
        sa.Column("income", sa.BigInteger(), nullable=False),
        sa.Column("spending", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("timelock", name=op.f("pk_treasury_balance")),
    )
    op.create_table(
        "treasury_movement",
        sa.Column("timelock", types.AddressType(length=42), nullable=False),
        sa.Column("counterpart", types.AddressType(length=42), nullable=False),
        sa.Column("is_income", sa.Boolean(), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_treasury_movement")),
    )
    op.create_index(
        "ix_treasury_movement_timelock", "treasury_movement", ["timelock", "block_number", "log_index"], unique=False
    )
    op.create_index(op.f("ix_treasury_movement_tx_hash"), "treasury_movement", ["tx_hash"], unique=False)
    op.create_table(
        "treasury_opening",
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("timelock", types.AddressType(length=42), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_treasury_opening")),
    )
    op.create_index(op.f("ix_treasury_opening_governor"), "treasury_opening", ["governor"], unique=False)
    op.create_index(op.f("ix_treasury_opening_timelock"), "treasury_opening", ["timelock"], unique=False)
    op.create_table(
        "vote_cast",
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("proposal_id", sa.String(length=78), nullable=False),
        sa.Column("voter", types.AddressType(length=42), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_vote_cast")),
    )
    op.create_index("ix_vote_cast_governor_proposal_id", "vote_cast", ["governor", "proposal_id"], unique=False)
    op.create_index("ix_vote_cast_voter", "vote_cast", ["voter"], unique=False)
    op.create_table(
        "vote_checkpoint",
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("voter", types.AddressType(length=42), nullable=False),
        sa.Column("votes_before", sa.BigInteger(), nullable=False),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_vote_checkpoint")),
    )
    op.create_index(
        "ix_vote_checkpoint_collection_voter", "vote_checkpoint", ["collection", "voter", "block_time"], unique=False
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("proposal_row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voter", types.AddressType(length=42), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("weight", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("rejections_before", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("error_name", sa.Text(), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["proposal_row"], ["proposal.id"], name=op.f("fk_ballot_proposal_row_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sa.UniqueConstraint("proposal_row", "voter", name=op.f("uq_ballot_proposal_row_voter")),
    )
    op.create_index(op.f("ix_ballot_voter"), "ballot", ["voter"], unique=False)
    op.create_table(
        "proposal_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("proposal_row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=42), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("error_name", sa.Text(), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_row"], ["proposal.id"], name=op.f("fk_proposal_step_proposal_row_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_step")),
        sa.UniqueConstraint("proposal_row", "kind", "attempt", name=op.f("uq_proposal_step_proposal_row_kind_attempt")),
    )


def downgrade() -> None:
    op.drop_table("proposal_step")
    op.drop_index(op.f("ix_ballot_voter"), table_name="ballot")
    op.drop_table("ballot")
    op.drop_index("ix_vote_checkpoint_collection_voter", table_name="vote_checkpoint")
    op.drop_table("vote_checkpoint")
    op.drop_index("ix_vote_cast_voter", table_name="vote_cast")
    op.drop_index("ix_vote_cast_governor_proposal_id", table_name="vote_cast")
    op.drop_table("vote_cast")
    op.drop_index(op.f("ix_treasury_opening_timelock"), table_name="treasury_opening")
    op.drop_index(op.f("ix_treasury_opening_governor"), table_name="treasury_opening")
    op.drop_table("treasury_opening")
    op.drop_index(op.f("ix_treasury_movement_tx_hash"), table_name="treasury_movement")
    op.drop_index("ix_treasury_movement_timelock", table_name="treasury_movement")
    op.drop_table("treasury_movement")
    op.drop_table("treasury_balance")
    op.drop_table("proposal_tally")
    op.drop_index("ix_proposal_milestone_governor_proposal_id", table_name="proposal_milestone")
    op.drop_table("proposal_milestone")
    op.drop_table("proposal")
    op.drop_index("ix_governor_setting_contract_name", table_name="governor_setting")
    op.drop_table("governor_setting")
    op.drop_table("electorate")
    op.drop_table("community")
    op.drop_index("ix_ballot_rejection_governor_proposal_id", table_name="ballot_rejection")
    op.drop_table("ballot_rejection")
