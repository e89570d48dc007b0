"""Drops, and payments that spend out of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FACT = (
    ("block_number", sa.BigInteger()),
    ("log_index", sa.Integer()),
    ("part", sa.Integer()),
    ("block_time", sa.BigInteger()),
    ("tx_hash", types.Bytes32(length=32)),
)


def upgrade() -> None:
    with op.batch_alter_table("points_payment") as payment:
        payment.add_column(sa.Column("tender", sa.String(length=16), nullable=False, server_default="phone"))
    with op.batch_alter_table("points_payment") as payment:
        payment.alter_column("tender", server_default=None)
        payment.add_column(sa.Column("claims", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("points_payment") as payment:
        payment.alter_column("claims", server_default=None)
    with op.batch_alter_table("points_campaign") as campaign:
        campaign.add_column(sa.Column("method", sa.String(length=8), nullable=False, server_default="grant"))
    with op.batch_alter_table("points_campaign") as campaign:
        campaign.alter_column("method", server_default=None)
    _create_facts()
    _create_trees()


def _create_facts() -> None:
    op.create_table(
        "points_drop_on_chain",
        sa.Column("campaign_key", types.Bytes32(length=32), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("entries_root", types.Bytes32(length=32), nullable=False),
        *_fact_columns(),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_drop_on_chain")),
    )
    for column in ("campaign_key", "lot_id"):
        op.create_index(op.f(f"ix_points_drop_on_chain_{column}"), "points_drop_on_chain", [column])
    op.create_table(
        "points_drop_claim",
        sa.Column("campaign_key", types.Bytes32(length=32), nullable=False),
        sa.Column("lot_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_index", sa.BigInteger(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        *_fact_columns(),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_points_drop_claim")),
        sa.UniqueConstraint(
            "campaign_key", "lot_id", "entry_index", name=op.f("uq_points_drop_claim_campaign_key_lot_id_entry_index")
        ),
    )
    op.create_index(op.f("ix_points_drop_claim_lot_id"), "points_drop_claim", ["lot_id"])


def _create_trees() -> None:
    op.create_table(
        "points_drop_entry",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("entry_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["points_campaign.id"],
            name=op.f("fk_points_drop_entry_campaign_id_points_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", "entry_index", name=op.f("pk_points_drop_entry")),
    )
    op.create_index(op.f("ix_points_drop_entry_holder"), "points_drop_entry", ["holder"])
    op.create_table(
        "points_drop_branch",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nodes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["points_campaign.id"],
            name=op.f("fk_points_drop_branch_campaign_id_points_campaign"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", "position", name=op.f("pk_points_drop_branch")),
    )


def _fact_columns() -> list[sa.Column[object]]:
    return [sa.Column(name, kind, autoincrement=False, nullable=False) for name, kind in _FACT]


def downgrade() -> None:
    for table in ("points_drop_branch", "points_drop_entry", "points_drop_claim", "points_drop_on_chain"):
        op.drop_table(table)
    with op.batch_alter_table("points_campaign") as campaign:
        campaign.drop_column("method")
    with op.batch_alter_table("points_payment") as payment:
        payment.drop_column("claims")
        payment.drop_column("tender")
