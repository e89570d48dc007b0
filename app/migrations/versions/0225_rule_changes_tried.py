"""Forecasts of a change of a reward rule that nobody has kept yet, and events found by town, type and moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0225_rule_changes_tried"
down_revision = "0205_wellbeing"
branch_labels = None
depends_on = None

_PLACE = ["municipality", "type", "occurred_at", "id"]


def upgrade() -> None:
    op.add_column("reward_rule_forecast", sa.Column("change_json", sa.JSON()))
    op.add_column("reward_rule_forecast", sa.Column("changed_result", sa.JSON()))
    op.create_index("ix_bridge_event_municipality_type_occurred_at", "bridge_event", _PLACE)


def downgrade() -> None:
    op.drop_index("ix_bridge_event_municipality_type_occurred_at", "bridge_event")
    op.drop_column("reward_rule_forecast", "changed_result")
    op.drop_column("reward_rule_forecast", "change_json")
