"""Passkeys, and the challenges they answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import BigId, Bytes32, UtcDateTime

revision = "0131_passkeys"
down_revision = "0118_person_marks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("account_id", BigId, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("user_handle", Bytes32(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime()),
    )
    op.create_index("ix_passkey_account_id", "passkey", ["account_id"])
    op.create_table(
        "passkey_challenge",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("challenge", Bytes32(), nullable=False, unique=True),
        sa.Column("browser_hash", Bytes32(), nullable=False),
        sa.Column("account_id", sa.BigInteger()),
        sa.Column("user_handle", Bytes32()),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
    )
    op.create_index("ix_passkey_challenge_created_at", "passkey_challenge", ["created_at"])


def downgrade() -> None:
    op.drop_table("passkey_challenge")
    op.drop_table("passkey")
