"""The catalogue's words are searched in memory, without a table of their pieces; sellers' changes are counted apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0042c"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PIECE = sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql")


def upgrade() -> None:
    op.drop_table("catalogue_piece")


def downgrade() -> None:
    """The pieces themselves come back when their things are put again."""
    op.create_table(
        "catalogue_piece",
        sa.Column("piece", _PIECE, nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["catalogue_entry.id"],
            name=op.f("fk_catalogue_piece_entry_id_catalogue_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("piece", "entry_id", name=op.f("pk_catalogue_piece")),
    )
    op.create_index(op.f("ix_catalogue_piece_entry_id"), "catalogue_piece", ["entry_id"])
