"""Points pledged to projects."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0091_project_points"
down_revision = "0104_event_entries"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_facts()
    _create_goal_act()
    _create_pledge()


def downgrade() -> None:
    for table in (
        "project_points_pledge",
        "project_points_goal_act",
        "project_points_paid",
        "project_points_returned",
        "project_points_pledged",
        "project_points_goal",
    ):
        op.drop_table(table)


def _create_facts() -> None:
    _create_fact("project_points_goal", _number("program_id"), _number("merchant_id"), _only("project_points_goal"))
    _create_fact(
        "project_points_pledged",
        sa.Column("pledge_id", types.Bytes32(length=32), nullable=False),
        *_of_lot(),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_project_points_pledged_pledge_id")),
    )
    _create_fact("project_points_returned", *_of_lot())
    _create_fact(
        "project_points_paid",
        _number("merchant_id"),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        _only("project_points_paid"),
    )
    for table in ("project_points_pledged", "project_points_returned"):
        op.create_index(f"ix_{table}_number_supporter", table, ["number", "supporter"])
        op.create_index(op.f(f"ix_{table}_supporter"), table, ["supporter"])


def _create_fact(table: str, *columns: Any) -> None:
    op.create_table(
        table,
        _number("number"),
        *columns,
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f(f"pk_{table}")),
    )


def _of_lot() -> list[sa.Column[Any]]:
    return [
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        _number("lot_id"),
        sa.Column("amount", types.PointsType(), nullable=False),
        _number("block_time"),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
    ]


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _only(table: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("number", name=op.f(f"uq_{table}_number"))


def _create_goal_act() -> None:
    op.create_table(
        "project_points_goal_act",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        _number("project_number"),
        _number("program_id"),
        _number("merchant_id"),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        _number("deadline"),
        *_of_row("project_points_goal_act"),
    )
    op.create_index(op.f("ix_project_points_goal_act_project_number"), "project_points_goal_act", ["project_number"])


def _create_pledge() -> None:
    op.create_table(
        "project_points_pledge",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        _number("project_number"),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        _number("lot_id"),
        sa.Column("amount", types.PointsType(), nullable=False),
        sa.Column("pledge_id", types.Bytes32(length=32), nullable=False),
        sa.Column("salt", types.Bytes32(length=32), nullable=False),
        _number("deadline"),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        *_of_row("project_points_pledge"),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_project_points_pledge_pledge_id")),
    )
    op.create_index(
        "ix_project_points_pledge_supporter_project", "project_points_pledge", ["supporter", "project_number"]
    )


def _of_row(table: str) -> list[Any]:
    return [
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("error_name", sa.String(80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f(f"fk_{table}_project_number_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
