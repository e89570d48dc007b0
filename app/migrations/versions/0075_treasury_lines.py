"""What each movement of a treasury was, and which town sold it. Read again from the chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0075_treasury_lines"
down_revision = "0060_ideas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _forget()
    with op.batch_alter_table("treasury_movement") as table:
        table.add_column(sa.Column("kind", sa.String(12), nullable=False))
        table.add_column(sa.Column("origin", sa.String(60), nullable=False))
        table.add_column(sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=True))
    op.create_table(
        "selling_town",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("block_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f("pk_selling_town")),
    )
    op.create_index(op.f("ix_selling_town_key"), "selling_town", ["key"], unique=False)


def downgrade() -> None:
    op.drop_table("selling_town")
    _forget()
    with op.batch_alter_table("treasury_movement") as table:
        for column in ("municipality", "origin", "kind"):
            table.drop_column(column)


def _forget() -> None:
    """The projector of treasuries begins anew; its rows come from the chain alone."""
    for table in ("treasury_movement", "treasury_balance", "treasury_opening"):
        op.execute(sa.text(f"DELETE FROM {table}"))  # noqa: S608  (names from the line above)  # nosec B608
    op.execute(sa.text("DELETE FROM indexer_cursor WHERE projector = 'dao.treasuries'"))
