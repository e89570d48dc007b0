"""Votes of a project's supporters on its milestones."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0090_milestone_votes"
down_revision = "0102_event_surveys"
branch_labels = None
depends_on = None

_FACTS: tuple[tuple[str, list[sa.Column[Any]]], ...] = (
    ("milestone_vote_opened", [
        sa.Column("milestone", sa.Integer(), nullable=False),
        sa.Column("report_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
    ]),
    ("milestone_ballot_cast", [
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("weight", types.YenType(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
    ]),
    ("milestone_ballot_rejected", [
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("objection", sa.String(20), nullable=False),
    ]),
    ("milestone_vote_closed", [
        sa.Column("agreed", types.YenType(), nullable=False),
        sa.Column("refused", types.YenType(), nullable=False),
        sa.Column("is_released", sa.Boolean(), nullable=False),
    ]),
)  # fmt: skip


def upgrade() -> None:
    for table, columns in _FACTS:
        _create_fact(table, columns)
    for table in ("milestone_vote_opened", "milestone_vote_closed"):
        op.create_index(f"ix_{table}_number_round", table, ["number", "round"], unique=True)
    op.create_index(
        "ix_milestone_ballot_cast_number_round_supporter",
        "milestone_ballot_cast",
        ["number", "round", "supporter"],
        unique=True,
    )
    op.create_index(op.f("ix_milestone_ballot_cast_supporter"), "milestone_ballot_cast", ["supporter"])
    op.create_index(
        "ix_milestone_ballot_rejected_number_supporter", "milestone_ballot_rejected", ["number", "supporter"]
    )
    _create_ballot()
    op.add_column("project", sa.Column("vote_days", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("milestone_report", sa.Column("was_told", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("milestone_report", "was_told")
    op.drop_column("project", "vote_days")
    op.drop_table("milestone_ballot")
    for table, _ in _FACTS:
        op.drop_table(table)


def _create_fact(table: str, columns: list[sa.Column[Any]]) -> None:
    op.create_table(
        table,
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        *columns,
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f(f"pk_{table}")),
    )


def _create_ballot() -> None:
    op.create_table(
        "milestone_ballot",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("report_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("rejections_before", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=True),
        sa.Column("error_name", sa.String(80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f("fk_milestone_ballot_project_number_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_ballot")),
        sa.UniqueConstraint(
            "project_number", "round", "supporter", name="uq_milestone_ballot_project_number_round_supporter"
        ),
    )
    op.create_index(op.f("ix_milestone_ballot_supporter"), "milestone_ballot", ["supporter"])
