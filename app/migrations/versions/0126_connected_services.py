"""Connected services, their secrets, and the events they send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0126_connected_services"
down_revision = "0140_audit_log"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bridge_service",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("client_id", sa.String(length=24), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("name_ja", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("towns", sa.JSON(), nullable=False),
        sa.Column("event_types", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_service")),
        sa.UniqueConstraint("client_id", name=op.f("uq_bridge_service_client_id")),
    )
    op.create_index(op.f("ix_bridge_service_municipality"), "bridge_service", ["municipality"], unique=False)
    op.create_table(
        "bridge_act",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", types.BigId, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("actor", types.AddressType(length=42), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_bridge_act_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_act")),
    )
    op.create_index(op.f("ix_bridge_act_service_id"), "bridge_act", ["service_id"], unique=False)
    op.create_table(
        "bridge_event",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", types.BigId, nullable=False),
        sa.Column("event_key", sa.String(length=200), nullable=True),
        sa.Column("fingerprint", types.Bytes32(length=32), nullable=True),
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=True),
        sa.Column("occurred_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("received_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("webhook_id", sa.String(length=200), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("subject_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("account", types.AddressType(length=42), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("times_sent", sa.Integer(), nullable=False),
        sa.Column("done_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_bridge_event_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_event")),
        sa.UniqueConstraint("service_id", "event_key", name=op.f("uq_bridge_event_service_id_event_key")),
    )
    op.create_index(op.f("ix_bridge_event_received_at"), "bridge_event", ["received_at"], unique=False)
    op.create_index("ix_bridge_event_service_id_state_id", "bridge_event", ["service_id", "state", "id"], unique=False)
    op.create_index("ix_bridge_event_state_id", "bridge_event", ["state", "id"], unique=False)
    op.create_table(
        "bridge_secret",
        sa.Column("id", types.BigId, autoincrement=True, nullable=False),
        sa.Column("service_id", types.BigId, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["bridge_service.id"], name=op.f("fk_bridge_secret_service_id_bridge_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge_secret")),
    )
    op.create_index(op.f("ix_bridge_secret_service_id"), "bridge_secret", ["service_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_bridge_secret_service_id"), table_name="bridge_secret")
    op.drop_table("bridge_secret")
    op.drop_index("ix_bridge_event_state_id", table_name="bridge_event")
    op.drop_index("ix_bridge_event_service_id_state_id", table_name="bridge_event")
    op.drop_index(op.f("ix_bridge_event_received_at"), table_name="bridge_event")
    op.drop_table("bridge_event")
    op.drop_index(op.f("ix_bridge_act_service_id"), table_name="bridge_act")
    op.drop_table("bridge_act")
    op.drop_index(op.f("ix_bridge_service_municipality"), table_name="bridge_service")
    op.drop_table("bridge_service")
