"""Tables of wallet as the foundation has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("member_number", sa.String(length=16), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("email_index", types.Bytes32(length=32), nullable=True),
        sa.Column("display_name", sa.String(length=40), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("address", name=op.f("uq_account_address")),
        sa.UniqueConstraint("email_index", name=op.f("uq_account_email_index")),
        sa.UniqueConstraint("member_number", name=op.f("uq_account_member_number")),
    )
    op.create_table(
        "email_code",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("ticket_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_index", types.Bytes32(length=32), nullable=False),
        sa.Column("source_index", types.Bytes32(length=32), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("code_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_code")),
        sa.UniqueConstraint("ticket_hash", name=op.f("uq_email_code_ticket_hash")),
    )
    op.create_index(op.f("ix_email_code_created_at"), "email_code", ["created_at"], unique=False)
    op.create_index(op.f("ix_email_code_email_index"), "email_code", ["email_index"], unique=False)
    op.create_index(op.f("ix_email_code_source_index"), "email_code", ["source_index"], unique=False)
    op.create_table(
        "role_assignment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("assigned_by", sa.String(length=42), nullable=False),
        sa.Column("assigned_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_assignment")),
        sa.UniqueConstraint("address", "role", "scope", name=op.f("uq_role_assignment_address_role_scope")),
    )
    op.create_table(
        "sent_mail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_mail")),
    )
    op.create_index(op.f("ix_sent_mail_sent_at"), "sent_mail", ["sent_at"], unique=False)
    op.create_table(
        "signature_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("signed_by", sa.String(length=16), nullable=False),
        sa.Column("digest", types.Bytes32(length=32), nullable=False),
        sa.Column("signed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_log")),
    )
    op.create_index("ix_signature_log_address_signed_at", "signature_log", ["address", "signed_at"], unique=False)
    op.create_table(
        "signature_request",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("address", types.AddressType(length=42), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("consequence", sa.Text(), nullable=False),
        sa.Column("typed_data", sa.JSON(), nullable=False),
        sa.Column("digest", types.Bytes32(length=32), nullable=False),
        sa.Column("return_to", sa.String(length=500), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("done_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_request")),
    )
    op.create_index(op.f("ix_signature_request_address"), "signature_request", ["address"], unique=False)
    op.create_index(op.f("ix_signature_request_created_at"), "signature_request", ["created_at"], unique=False)
    op.create_table(
        "siwe_nonce",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("browser_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_siwe_nonce")),
        sa.UniqueConstraint("nonce", name=op.f("uq_siwe_nonce_nonce")),
    )
    op.create_index(op.f("ix_siwe_nonce_created_at"), "siwe_nonce", ["created_at"], unique=False)
    op.create_table(
        "browser_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("token_hash", types.Bytes32(length=32), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("browser", sa.String(length=60), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_browser_session_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_browser_session_token_hash")),
    )
    op.create_index(op.f("ix_browser_session_account_id"), "browser_session", ["account_id"], unique=False)
    op.create_table(
        "key_export",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("exported_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_key_export_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_export")),
    )
    op.create_index(op.f("ix_key_export_account_id"), "key_export", ["account_id"], unique=False)
    op.create_table(
        "managed_key",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("key_version", sa.String(length=16), nullable=False),
        sa.Column("sealed_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_managed_key_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_managed_key")),
    )
    op.create_index(op.f("ix_managed_key_key_version"), "managed_key", ["key_version"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_managed_key_key_version"), table_name="managed_key")
    op.drop_table("managed_key")
    op.drop_index(op.f("ix_key_export_account_id"), table_name="key_export")
    op.drop_table("key_export")
    op.drop_index(op.f("ix_browser_session_account_id"), table_name="browser_session")
    op.drop_table("browser_session")
    op.drop_index(op.f("ix_siwe_nonce_created_at"), table_name="siwe_nonce")
    op.drop_table("siwe_nonce")
    op.drop_index(op.f("ix_signature_request_created_at"), table_name="signature_request")
    op.drop_index(op.f("ix_signature_request_address"), table_name="signature_request")
    op.drop_table("signature_request")
    op.drop_index("ix_signature_log_address_signed_at", table_name="signature_log")
    op.drop_table("signature_log")
    op.drop_index(op.f("ix_sent_mail_sent_at"), table_name="sent_mail")
    op.drop_table("sent_mail")
    op.drop_table("role_assignment")
    op.drop_index(op.f("ix_email_code_source_index"), table_name="email_code")
    op.drop_index(op.f("ix_email_code_email_index"), table_name="email_code")
    op.drop_index(op.f("ix_email_code_created_at"), table_name="email_code")
    op.drop_table("email_code")
    op.drop_table("account")
