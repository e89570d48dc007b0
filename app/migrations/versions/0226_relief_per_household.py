"""Relief points given once a household, and who belongs to each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import AddressType, BigId, Bytes32

revision = "0226_relief_per_household"
down_revision = "0206_segments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("points_relief", sa.Column("per_household", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("points_relief") as relief:
        relief.alter_column("per_household", server_default=None)
    op.create_table(
        "points_relief_member",
        sa.Column("relief_id", BigId, sa.ForeignKey("points_relief.id"), primary_key=True, autoincrement=False),
        sa.Column("account", AddressType(), primary_key=True),
        sa.Column("person", Bytes32()),
        sa.Column("head", AddressType(), nullable=False),
        sa.Column("is_struck", sa.Boolean(), nullable=False),
        sa.Column("campaign_id", BigId, sa.ForeignKey("points_campaign.id"), nullable=False),
        sa.UniqueConstraint("relief_id", "person"),
    )
    op.create_index("ix_points_relief_member_campaign_id", "points_relief_member", ["campaign_id"])


def downgrade() -> None:
    op.drop_table("points_relief_member")
    op.drop_column("points_relief", "per_household")
