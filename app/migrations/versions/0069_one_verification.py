"""One person has one verified account, also when two counters verify at the same moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0069_one_verification"
down_revision = "0063b_community_news"
branch_labels = None
depends_on = None


def upgrade() -> None:
    valid = sa.text("revoked_at IS NULL")
    for column in ("account", "mark"):
        op.create_index(
            f"ix_verification_one_{column}", "verification", [column],
            unique=True, sqlite_where=valid, postgresql_where=valid,
        )  # fmt: skip


def downgrade() -> None:
    for column in ("mark", "account"):
        op.drop_index(f"ix_verification_one_{column}", "verification")
