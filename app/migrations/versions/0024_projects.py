"""Donation projects: what towns and supporters write, and what the chain says of them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0024"
down_revision = "0034"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_chain_project()
    _create_crowdfund_withdrawn()
    _create_milestone_paid()
    _create_pledge_returned()
    _create_project_cancelled()
    _create_project_pledged()
    _create_project_share_paid()
    _create_project_thanked()
    _create_project()
    _create_milestone_report()
    _create_pledge()
    _create_project_step()
    _create_project_update()


def downgrade() -> None:
    for table in (
        "project_update",
        "project_step",
        "pledge",
        "milestone_report",
        "project",
        "project_thanked",
        "project_share_paid",
        "project_pledged",
        "project_cancelled",
        "pledge_returned",
        "milestone_paid",
        "crowdfund_withdrawn",
        "chain_project",
    ):
        op.drop_table(table)


def _create_chain_project() -> None:
    op.create_table(
        "chain_project",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("municipality", sa.Integer(), nullable=False),
        sa.Column("goal", types.YenType(), nullable=False),
        sa.Column("opens_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("all_or_nothing", sa.Boolean(), nullable=False),
        sa.Column("collection", types.AddressType(length=42), nullable=False),
        sa.Column("thanks_from", types.YenType(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_chain_project")),
        sa.UniqueConstraint("number", name=op.f("uq_chain_project_number")),
    )


def _create_crowdfund_withdrawn() -> None:
    op.create_table(
        "crowdfund_withdrawn",
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_crowdfund_withdrawn")),
    )
    op.create_index(op.f("ix_crowdfund_withdrawn_account"), "crowdfund_withdrawn", ["account"])


def _create_milestone_paid() -> None:
    op.create_table(
        "milestone_paid",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("milestone", sa.Integer(), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("report_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_milestone_paid")),
    )
    op.create_index("ix_milestone_paid_number", "milestone_paid", ["number"])


def _create_pledge_returned() -> None:
    op.create_table(
        "pledge_returned",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("is_owed", sa.Boolean(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_pledge_returned")),
    )
    op.create_index("ix_pledge_returned_number_supporter", "pledge_returned", ["number", "supporter"], unique=True)
    op.create_index(op.f("ix_pledge_returned_supporter"), "pledge_returned", ["supporter"])


def _create_project_cancelled() -> None:
    op.create_table(
        "project_cancelled",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_project_cancelled")),
        sa.UniqueConstraint("number", name=op.f("uq_project_cancelled_number")),
    )


def _create_project_pledged() -> None:
    op.create_table(
        "project_pledged",
        sa.Column("pledge_id", types.Bytes32(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_project_pledged")),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_project_pledged_pledge_id")),
    )
    op.create_index("ix_project_pledged_number_supporter", "project_pledged", ["number", "supporter"])
    op.create_index(op.f("ix_project_pledged_supporter"), "project_pledged", ["supporter"])


def _create_project_share_paid() -> None:
    op.create_table(
        "project_share_paid",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("payee", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("tx_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_project_share_paid")),
    )
    op.create_index(op.f("ix_project_share_paid_number"), "project_share_paid", ["number"])
    op.create_index(op.f("ix_project_share_paid_payee"), "project_share_paid", ["payee"])


def _create_project_thanked() -> None:
    op.create_table(
        "project_thanked",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_project_thanked")),
    )
    op.create_index("ix_project_thanked_number_supporter", "project_thanked", ["number", "supporter"], unique=True)
    op.create_index(op.f("ix_project_thanked_supporter"), "project_thanked", ["supporter"])


def _create_project() -> None:
    op.create_table(
        "project",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("donation_kind", sa.String(length=24), nullable=False),
        sa.Column("title_ja", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("story_ja", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("goal", types.YenType(), nullable=False),
        sa.Column("all_or_nothing", sa.Boolean(), nullable=False),
        sa.Column("opens_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closes_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("least", types.YenType(), nullable=False),
        sa.Column("most", types.YenType(), nullable=False),
        sa.Column("suggested", sa.JSON(), nullable=False),
        sa.Column("milestones", sa.JSON(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("thanks_number", sa.BigInteger(), nullable=True),
        sa.Column("thanks_from", types.YenType(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("cancel_error", sa.String(length=80), nullable=False),
        sa.Column("cancel_reason", sa.String(length=400), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_project_municipality_town")),
        sa.ForeignKeyConstraint(
            ["thanks_number"], ["collection.number"], name=op.f("fk_project_thanks_number_collection")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_project")),
    )
    op.create_index(op.f("ix_project_municipality"), "project", ["municipality"])


def _create_milestone_report() -> None:
    op.create_table(
        "milestone_report",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("milestone", sa.Integer(), nullable=False),
        sa.Column("body_ja", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("report_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f("fk_milestone_report_project_number_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_report")),
    )
    op.create_index(op.f("ix_milestone_report_project_number"), "milestone_report", ["project_number"])


def _create_pledge() -> None:
    op.create_table(
        "pledge",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("supporter", types.AddressType(length=42), nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("pledge_id", types.Bytes32(length=32), nullable=False),
        sa.Column("salt", types.Bytes32(length=32), nullable=False),
        sa.Column("valid_before", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("shown_name", sa.String(length=40), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_number"], ["project.number"], name=op.f("fk_pledge_project_number_project")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_pledge_pledge_id")),
    )
    op.create_index(op.f("ix_pledge_project_number"), "pledge", ["project_number"])
    op.create_index("ix_pledge_supporter_created_at", "pledge", ["supporter", "created_at"])


def _create_project_step() -> None:
    op.create_table(
        "project_step",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("supporters", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f("fk_project_step_project_number_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_step")),
    )
    op.create_index(op.f("ix_project_step_project_number"), "project_step", ["project_number"])


def _create_project_update() -> None:
    op.create_table(
        "project_update",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("project_number", sa.BigInteger(), nullable=False),
        sa.Column("title_ja", sa.String(length=80), nullable=False),
        sa.Column("title_en", sa.String(length=120), nullable=False),
        sa.Column("body_ja", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("posted_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_number"], ["project.number"], name=op.f("fk_project_update_project_number_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_update")),
    )
    op.create_index(op.f("ix_project_update_project_number"), "project_update", ["project_number"])
