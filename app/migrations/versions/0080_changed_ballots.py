"""Ballots that replace earlier ones, the quorum that stays reached, and through which contract towns veto. The projector
of proposals begins anew, as the governors say more than before; its rows come from the chain alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0080_changed_ballots"
down_revision = "0107_announced_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _forget()
    with op.batch_alter_table("ballot") as table:
        table.add_column(sa.Column("votes_before", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("ballot") as table:
        table.alter_column("votes_before", server_default=None)
    op.add_column("community", sa.Column("guardian", types.AddressType(length=42), nullable=True))
    op.create_table(
        "ballot_replacement",
        sa.Column("governor", types.AddressType(length=42), nullable=False),
        sa.Column("proposal_id", sa.String(78), nullable=False),
        sa.Column("voter", types.AddressType(length=42), nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("block_time", sa.BigInteger(), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_ballot_replacement")),
    )
    op.create_index(
        op.f("ix_ballot_replacement_governor_proposal_id"), "ballot_replacement", ["governor", "proposal_id"]
    )


def downgrade() -> None:
    op.drop_table("ballot_replacement")
    _forget()
    with op.batch_alter_table("community") as table:
        table.drop_column("guardian")
    with op.batch_alter_table("ballot") as table:
        table.drop_column("votes_before")


def _forget() -> None:
    for table in ("governor_setting", "proposal_milestone", "vote_cast", "ballot_rejection", "proposal_tally"):
        op.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  (names from the line above)  # nosec B608
    op.execute(sa.text("DELETE FROM indexer_cursor WHERE projector = 'dao.proposals'"))
