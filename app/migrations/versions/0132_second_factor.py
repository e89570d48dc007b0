"""Officers' second factor: apps that count codes, recovery codes, and the sessions in which both factors were shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import BigId, Bytes32, UtcDateTime

revision = "0132_second_factor"
down_revision = "0120_market_asks_one_registry"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authenticator_app",
        sa.Column("account_id", BigId, sa.ForeignKey("account.id"), primary_key=True, autoincrement=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime()),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime()),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("account_id", BigId, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("code_hash", Bytes32(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])
    with op.batch_alter_table("browser_session") as session:
        session.add_column(sa.Column("second_factor_at", UtcDateTime()))


def downgrade() -> None:
    with op.batch_alter_table("browser_session") as session:
        session.drop_column("second_factor_at")
    op.drop_table("recovery_code")
    op.drop_table("authenticator_app")
