"""Sealed polls: trustees, and ballots that are kept encrypted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0085_sealed_polls"
down_revision = "0090_milestone_votes"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("poll") as batch:
        batch.add_column(sa.Column("is_sealed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("opened_secret", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("voided_at", types.UtcDateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("void_reason", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("poll_ballot") as batch:
        batch.add_column(sa.Column("draft_sealed", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))
    _create_preparations()
    _create_trustees()


def downgrade() -> None:
    op.drop_table("poll_trustee")
    op.drop_table("poll_preparation")
    with op.batch_alter_table("poll_ballot") as batch:
        batch.drop_column("sealed")
        batch.drop_column("draft_sealed")
    with op.batch_alter_table("poll") as batch:
        for column in ("void_reason", "voided_at", "opened_secret", "is_sealed"):
            batch.drop_column(column)


def _create_preparations() -> None:
    op.create_table(
        "poll_preparation",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("community", sa.String(40), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("poll_row", _ID, nullable=True),
        sa.Column("withdrawn_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_preparation")),
        sa.ForeignKeyConstraint(["poll_row"], ["poll.id"], name=op.f("fk_poll_preparation_poll_row_poll")),
        sa.UniqueConstraint("poll_row", name=op.f("uq_poll_preparation_poll_row")),
    )
    for column in ("community", "municipality"):
        op.create_index(op.f(f"ix_poll_preparation_{column}"), "poll_preparation", [column])


def _create_trustees() -> None:
    op.create_table(
        "poll_trustee",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("preparation_row", _ID, nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("public_key", types.Bytes32(length=32), nullable=True),
        sa.Column("accepted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("declined_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("share", sa.LargeBinary(), nullable=True),
        sa.Column("shared_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_trustee")),
        sa.ForeignKeyConstraint(
            ["preparation_row"], ["poll_preparation.id"], name=op.f("fk_poll_trustee_preparation_row_poll_preparation")
        ),
    )
    op.create_index(op.f("ix_poll_trustee_account"), "poll_trustee", ["account"])
    op.create_index(
        "ix_poll_trustee_preparation_row_account", "poll_trustee", ["preparation_row", "account"], unique=True
    )
