"""Polls: rules, signed ballots, counts, anchored results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0050_polls"
down_revision = "0045b"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_poll()
    _create_poll_anchor()
    _create_poll_ballot()
    _create_poll_result()


def downgrade() -> None:
    for table in (
        "poll_result",
        "poll_ballot",
        "poll_anchor",
        "poll",
    ):
        op.drop_table(table)


def _create_poll() -> None:
    op.create_table(
        "poll",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("poll", types.Bytes32(length=32), nullable=False),
        sa.Column("community", sa.String(length=40), nullable=False),
        sa.Column("stored_rules", sa.JSON(), nullable=False),
        sa.Column("opens_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", types.AddressType(length=42), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sa.UniqueConstraint("poll", name=op.f("uq_poll_poll")),
    )
    op.create_index("ix_poll_closes_at", "poll", ["closes_at"])
    op.create_index(op.f("ix_poll_community"), "poll", ["community"])


def _create_poll_anchor() -> None:
    op.create_table(
        "poll_anchor",
        sa.Column("poll", types.Bytes32(length=32), nullable=False),
        sa.Column("municipality", sa.BigInteger(), nullable=False),
        sa.Column("ballots_root", types.Bytes32(length=32), nullable=False),
        sa.Column("result_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("ballots", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_poll_anchor")),
    )
    op.create_index("ix_poll_anchor_poll", "poll_anchor", ["poll"])


def _create_poll_ballot() -> None:
    op.create_table(
        "poll_ballot",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("poll_row", _ID, nullable=False),
        sa.Column("voter", types.AddressType(length=42), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("drafted", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("signed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["poll_row"], ["poll.id"], name=op.f("fk_poll_ballot_poll_row_poll")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_ballot")),
    )
    op.create_index("ix_poll_ballot_poll_row_voter", "poll_ballot", ["poll_row", "voter"], unique=True)
    op.create_index(op.f("ix_poll_ballot_voter"), "poll_ballot", ["voter"])


def _create_poll_result() -> None:
    op.create_table(
        "poll_result",
        sa.Column("poll_row", _ID, autoincrement=False, nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("result_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("ballots_root", types.Bytes32(length=32), nullable=False),
        sa.Column("seed_block", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sign_by", sa.BigInteger(), nullable=False),
        sa.Column("curator", sa.String(length=42), nullable=False),
        sa.Column("error_name", sa.Text(), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["poll_row"], ["poll.id"], name=op.f("fk_poll_result_poll_row_poll")),
        sa.PrimaryKeyConstraint("poll_row", name=op.f("pk_poll_result")),
    )
