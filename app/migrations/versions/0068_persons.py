"""Persons verified at a counter, and polls that count them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0068_persons"
down_revision = "0076_budget_plans"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "verification",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("person", types.Bytes32(length=32), nullable=False),
        sa.Column("mark", types.Bytes32(length=32), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("verified_by", types.AddressType(length=42), nullable=False),
        sa.Column("verified_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", types.AddressType(length=42), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    for column in ("account", "person", "mark", "municipality"):
        op.create_index(op.f(f"ix_verification_{column}"), "verification", [column])
    with op.batch_alter_table("poll") as batch:
        batch.add_column(sa.Column("secret", sa.LargeBinary(), nullable=False, server_default=""))
    with op.batch_alter_table("poll_ballot") as batch:
        batch.add_column(sa.Column("person", types.Bytes32(length=32), nullable=True))
        batch.add_column(sa.Column("officer", types.AddressType(length=42), nullable=True))
        batch.add_column(sa.Column("drafted_by", types.AddressType(length=42), nullable=True))
        batch.create_index("ix_poll_ballot_poll_row_person", ["poll_row", "person"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("poll_ballot") as batch:
        batch.drop_index("ix_poll_ballot_poll_row_person")
        for column in ("drafted_by", "officer", "person"):
            batch.drop_column(column)
    with op.batch_alter_table("poll") as batch:
        batch.drop_column("secret")
    op.drop_table("verification")
