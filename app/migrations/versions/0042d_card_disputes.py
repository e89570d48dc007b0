"""Card payments that a cardholder disputes at the bank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0042d"
down_revision = "0046"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "market_card_dispute",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("payment_id", _ID, nullable=False),
        sa.Column("amount", types.YenType(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("opened_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["payment_id"],
            ["market_card_payment.id"],
            name=op.f("fk_market_card_dispute_payment_id_market_card_payment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_card_dispute")),
    )
    op.create_index(op.f("ix_market_card_dispute_payment_id"), "market_card_dispute", ["payment_id"])


def downgrade() -> None:
    op.drop_table("market_card_dispute")
