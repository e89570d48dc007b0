"""Services sign people in with us: clients, consents, codes and tokens, signing keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db.types import AddressType, BigId, Bytes32, UtcDateTime

revision = "0150_openid_provider"
down_revision = "0190_conversions"
branch_labels = None
depends_on = None

_STANDING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    _clients()
    _consents()
    _tokens()
    op.create_table(
        "openid_key",
        sa.Column("kid", sa.String(60), primary_key=True),
        sa.Column("public", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("signs_from", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime()),
    )


def _clients() -> None:
    op.create_table(
        "openid_client",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("client_id", sa.String(24), nullable=False),
        sa.Column("redirect_uris", sa.JSON(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("changed_by", AddressType(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("client_id", name="uq_openid_client_client_id"),
    )
    op.create_table(
        "openid_secret",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("client_row", BigId, sa.ForeignKey("openid_client.id"), nullable=False),
        sa.Column("secret_hash", Bytes32(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime()),
    )
    op.create_index("ix_openid_secret_client_row", "openid_secret", ["client_row"])


def _consents() -> None:
    op.create_table(
        "openid_subject",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("account", AddressType(), nullable=False),
        sa.Column("client_id", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.UniqueConstraint("account", "client_id", name="uq_openid_subject_account_client_id"),
        sa.UniqueConstraint("subject", name="uq_openid_subject_subject"),
    )
    op.create_table(
        "openid_consent",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("account", AddressType(), nullable=False),
        sa.Column("client_id", sa.String(24), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime()),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("ending", sa.String(12)),
    )
    op.create_index("ix_openid_consent_account_client_id", "openid_consent", ["account", "client_id"])
    op.create_index(
        "ix_openid_consent_one_standing",
        "openid_consent",
        ["account", "client_id"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )
    op.create_table(
        "openid_use",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("consent_id", BigId, sa.ForeignKey("openid_consent.id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("consent_id", "day", "kind", name="uq_openid_use_consent_id_day_kind"),
    )
    op.create_index("ix_openid_use_consent_id", "openid_use", ["consent_id"])


def _tokens() -> None:
    op.create_table(
        "openid_code",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("code_hash", Bytes32(), nullable=False),
        sa.Column("client_id", sa.String(24), nullable=False),
        sa.Column("account", AddressType(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(200), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("challenge", sa.String(128), nullable=False),
        sa.Column("family", sa.String(32), nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
        sa.UniqueConstraint("code_hash", name="uq_openid_code_code_hash"),
    )
    op.create_index("ix_openid_code_account", "openid_code", ["account"])
    op.create_index("ix_openid_code_made_at", "openid_code", ["made_at"])
    op.create_table(
        "openid_token",
        sa.Column("id", BigId, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("token_hash", Bytes32(), nullable=False),
        sa.Column("client_id", sa.String(24), nullable=False),
        sa.Column("account", AddressType(), nullable=False),
        sa.Column("scope", sa.String(200), nullable=False),
        sa.Column("family", sa.String(32), nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime()),
        sa.Column("revoked_at", UtcDateTime()),
        sa.UniqueConstraint("token_hash", name="uq_openid_token_token_hash"),
    )
    for column in ("account", "family", "expires_at"):
        op.create_index(f"ix_openid_token_{column}", "openid_token", [column])


def downgrade() -> None:
    for table in (
        "openid_key",
        "openid_token",
        "openid_code",
        "openid_use",
        "openid_consent",
        "openid_subject",
        "openid_secret",
        "openid_client",
    ):
        op.drop_table(table)
