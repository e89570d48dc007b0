"""Members are told when the planned day of a draft moves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0107_announced_plans"
down_revision = "0085_sealed_polls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("proposal_draft") as draft:
        draft.add_column(sa.Column("announced_plan", sa.String(10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("proposal_draft") as draft:
        draft.drop_column("announced_plan")
