"""Where connected services are told things, and the messages to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0141_messages_to_services"
down_revision = "0126_connected_services"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bridge_webhook",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", types.BigId, nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("set_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("gone_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("free_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_bridge_webhook_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_webhook")),
        sa.UniqueConstraint("service_id", name=op.f("uq_bridge_webhook_service_id")),
    )
    op.create_table(
        "bridge_message",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", types.BigId, nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=20), nullable=False),
        sa.Column("queued_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("done_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_bridge_message_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_bridge_message_message_id")),
    )
    op.create_index(op.f("ix_bridge_message_queued_at"), "bridge_message", ["queued_at"], unique=False)
    op.create_index("ix_bridge_message_service_id_id", "bridge_message", ["service_id", "id"], unique=False)
    op.create_index("ix_bridge_message_state_next_try_at", "bridge_message", ["state", "next_try_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_bridge_message_state_next_try_at", table_name="bridge_message")
    op.drop_index("ix_bridge_message_service_id_id", table_name="bridge_message")
    op.drop_index(op.f("ix_bridge_message_queued_at"), table_name="bridge_message")
    op.drop_table("bridge_message")
    op.drop_table("bridge_webhook")
