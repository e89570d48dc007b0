"""Visits are found by the event that ended them, for forecasts."""

from __future__ import annotations

from alembic import op

revision = "0161_reward_visits_by_exit"
down_revision = "0211_leaving"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_reward_visit_end_event"), "reward_visit", ["end_event"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_reward_visit_end_event"), table_name="reward_visit")
