"""Reports about what stands on towns' own pages, and what their officers did about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0246_town_moderation"
down_revision = "0235_handovers"
branch_labels = None
depends_on = None

_TABLES = ("moderation_report", "moderation_act")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("municipality", sa.String(6), nullable=False, server_default=""))
        with op.batch_alter_table(table) as changed:
            changed.alter_column("municipality", server_default=None)
    op.create_index("ix_moderation_report_town", "moderation_report", ["municipality", "answered_by"])
    op.create_index("ix_moderation_act_municipality", "moderation_act", ["municipality"])


def downgrade() -> None:
    op.drop_index("ix_moderation_act_municipality", "moderation_act")
    op.drop_index("ix_moderation_report_town", "moderation_report")
    for table in _TABLES:
        op.drop_column(table, "municipality")
