"""Tickets: services, fares and slots as officers write them, bookings, and what holders sign"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0031"
down_revision = "0026c"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_ticket_holder_act()
    _create_ticket_payout()
    _create_ticket_service()
    _create_ticket_booking()
    _create_ticket_fare()
    _create_ticket_officer_act()
    _create_ticket_slot()


def downgrade() -> None:
    for table in (
        "ticket_slot",
        "ticket_officer_act",
        "ticket_fare",
        "ticket_booking",
        "ticket_service",
        "ticket_payout",
        "ticket_holder_act",
    ):
        op.drop_table(table)


def _create_ticket_holder_act() -> None:
    op.create_table(
        "ticket_holder_act",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=False),
        sa.Column("holder", types.AddressType(length=42), nullable=False),
        sa.Column("receiver", types.AddressType(length=42), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("least_refund", sa.BigInteger(), nullable=False),
        sa.Column("leg", sa.Integer(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("staff", types.AddressType(length=42), nullable=True),
        sa.Column("scan", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_holder_act")),
    )
    op.create_index(op.f("ix_ticket_holder_act_holder"), "ticket_holder_act", ["holder"])
    op.create_index(op.f("ix_ticket_holder_act_scan"), "ticket_holder_act", ["scan"])
    op.create_index(op.f("ix_ticket_holder_act_token_id"), "ticket_holder_act", ["token_id"])


def _create_ticket_payout() -> None:
    op.create_table(
        "ticket_payout",
        sa.Column("token_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_ticket_payout")),
    )


def _create_ticket_service() -> None:
    op.create_table(
        "ticket_service",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipality", types.MunicipalityCodeType(length=6), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("name_ja", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("story_ja", sa.Text(), nullable=False),
        sa.Column("story_en", sa.Text(), nullable=False),
        sa.Column("gives_ja", sa.JSON(), nullable=False),
        sa.Column("gives_en", sa.JSON(), nullable=False),
        sa.Column("scene", sa.String(length=40), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["municipality"], ["town.code"], name=op.f("fk_ticket_service_municipality_town")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ticket_service")),
    )
    op.create_index(op.f("ix_ticket_service_municipality"), "ticket_service", ["municipality"])


def _create_ticket_booking() -> None:
    op.create_table(
        "ticket_booking",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("service_number", sa.BigInteger(), nullable=False),
        sa.Column("buyer", types.AddressType(length=42), nullable=False),
        sa.Column("recipient", types.AddressType(length=42), nullable=False),
        sa.Column("fares", sa.JSON(), nullable=False),
        sa.Column("first_slot", sa.BigInteger(), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("booking_id", types.Bytes32(length=32), nullable=False),
        sa.Column("salt", types.Bytes32(length=32), nullable=False),
        sa.Column("valid_before", sa.BigInteger(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("error_args", sa.JSON(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_number"], ["ticket_service.number"], name=op.f("fk_ticket_booking_service_number_ticket_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_booking")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_ticket_booking_booking_id")),
    )
    op.create_index("ix_ticket_booking_buyer_created_at", "ticket_booking", ["buyer", "created_at"])
    op.create_index(op.f("ix_ticket_booking_service_number"), "ticket_booking", ["service_number"])


def _create_ticket_fare() -> None:
    op.create_table(
        "ticket_fare",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("service_number", sa.BigInteger(), nullable=False),
        sa.Column("name_ja", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("program_id", sa.BigInteger(), nullable=False),
        sa.Column("merchant_id", sa.BigInteger(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("least_slots", sa.Integer(), nullable=False),
        sa.Column("transfer_cut_off", sa.BigInteger(), nullable=False),
        sa.Column("legs", sa.JSON(), nullable=False),
        sa.Column("refunds", sa.JSON(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_number"], ["ticket_service.number"], name=op.f("fk_ticket_fare_service_number_ticket_service")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ticket_fare")),
    )
    op.create_index(op.f("ix_ticket_fare_service_number"), "ticket_fare", ["service_number"])


def _create_ticket_officer_act() -> None:
    op.create_table(
        "ticket_officer_act",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("service_number", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("about", sa.BigInteger(), nullable=False),
        sa.Column("officer", types.AddressType(length=42), nullable=False),
        sa.Column("nonce", sa.BigInteger(), nullable=False),
        sa.Column("deadline", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("error_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_number"],
            ["ticket_service.number"],
            name=op.f("fk_ticket_officer_act_service_number_ticket_service"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_officer_act")),
    )
    op.create_index(op.f("ix_ticket_officer_act_service_number"), "ticket_officer_act", ["service_number"])


def _create_ticket_slot() -> None:
    op.create_table(
        "ticket_slot",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("service_number", sa.BigInteger(), nullable=False),
        sa.Column("act_id", _ID, nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.BigInteger(), nullable=False),
        sa.Column("price_basis_points", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("admits_from", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id"], ["ticket_officer_act.id"], name=op.f("fk_ticket_slot_act_id_ticket_officer_act")
        ),
        sa.ForeignKeyConstraint(
            ["service_number"], ["ticket_service.number"], name=op.f("fk_ticket_slot_service_number_ticket_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_slot")),
    )
    op.create_index(op.f("ix_ticket_slot_act_id"), "ticket_slot", ["act_id"])
    op.create_index("ix_ticket_slot_service_slot", "ticket_slot", ["service_number", "slot"])
