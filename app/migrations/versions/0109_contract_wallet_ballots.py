"""Which ballots were signed by a contract wallet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0109_contract_wallet_ballots"
down_revision = "0081_vetoes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("poll_ballot") as ballot:
        ballot.add_column(sa.Column("by_contract", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("poll_ballot") as ballot:
        ballot.alter_column("by_contract", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("poll_ballot") as ballot:
        ballot.drop_column("by_contract")
