"""Identity checks by the app: those under way, what stays of one, and name and address of who agreed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0122_identity_checks"
down_revision = "0131_passkeys"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "identity_request",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("state_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("browser_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("keeps", sa.Boolean(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.Column("found_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_request")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_identity_request_state_hash")),
    )
    op.create_index(op.f("ix_identity_request_created_at"), "identity_request", ["created_at"])
    op.create_table(
        "app_check",
        sa.Column("verification_id", _ID, nullable=False),
        sa.Column("subject_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("age_band", sa.String(8), nullable=False),
        sa.Column("acr", sa.String(40), nullable=False),
        sa.Column("checked_at", _MOMENT, nullable=False),
        sa.Column("reminded_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_app_check_verification_id_verification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("verification_id", name=op.f("pk_app_check")),
    )  # fmt: skip
    op.create_table(
        "kept_identity",
        sa.Column("account", types.AddressType(length=42), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("agreed_at", _MOMENT, nullable=False),
        sa.Column("erase_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_kept_identity")),
    )
    op.create_index(op.f("ix_kept_identity_erase_on"), "kept_identity", ["erase_on"])


def downgrade() -> None:
    for table in ("kept_identity", "app_check", "identity_request"):
        op.drop_table(table)
