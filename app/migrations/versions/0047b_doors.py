"""Which door used what a holder signed ahead: rights too are signed on one's own phone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0047b"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_right_redemption_place_scan", "right_redemption")
    with op.batch_alter_table("right_redemption") as batch:
        batch.add_column(sa.Column("door", sa.BigInteger(), nullable=True))
        batch.alter_column("staff", nullable=True, existing_type=types.AddressType(length=42))
    op.execute("UPDATE right_redemption SET door = place")
    op.create_index("ix_right_redemption_door_scan", "right_redemption", ["door", "scan"], unique=True)
    with op.batch_alter_table("ticket_holder_act") as batch:
        batch.add_column(sa.Column("door", sa.BigInteger(), nullable=True))
    op.execute("UPDATE ticket_holder_act SET door = place WHERE scan <> ''")
    op.create_index(op.f("ix_ticket_holder_act_door"), "ticket_holder_act", ["door"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ticket_holder_act_door"), "ticket_holder_act")
    with op.batch_alter_table("ticket_holder_act") as batch:
        batch.drop_column("door")
    op.drop_index("ix_right_redemption_door_scan", "right_redemption")
    op.execute("DELETE FROM right_redemption WHERE staff IS NULL")
    with op.batch_alter_table("right_redemption") as batch:
        batch.drop_column("door")
        batch.alter_column("staff", nullable=False, existing_type=types.AddressType(length=42))
    op.create_index("ix_right_redemption_place_scan", "right_redemption", ["place", "scan"], unique=True)
