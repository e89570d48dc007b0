"""Gifts by link: the account of each gift, and for whom it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0043"
down_revision = "0047c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("market_gift") as gift:
        gift.add_column(sa.Column("custody", types.AddressType(length=42), nullable=False))
        gift.add_column(sa.Column("recipient_name", sa.String(length=40), nullable=False))
        gift.create_index(op.f("ix_market_gift_custody"), ["custody"])


def downgrade() -> None:
    with op.batch_alter_table("market_gift") as gift:
        gift.drop_index(op.f("ix_market_gift_custody"))
        gift.drop_column("recipient_name")
        gift.drop_column("custody")
