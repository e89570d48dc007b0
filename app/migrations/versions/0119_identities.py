"""Who is verified, as the identity registry on chain tells, and the last act about each verification."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0119_identities"
down_revision = "0122_identity_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_binding",
        sa.Column("nullifier", types.Bytes32(length=32), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("municipality", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_identity_binding")),
    )
    op.create_index(op.f("ix_identity_binding_nullifier"), "identity_binding", ["nullifier"])
    with op.batch_alter_table("verification") as batch:
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("verification") as batch:
        batch.alter_column("revision", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("verification") as batch:
        batch.drop_column("revision")
    op.drop_table("identity_binding")
