"""Tickets: what the chain says of services, slots, fares, bookings, and who holds what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from chain.db import types

revision = "0021"
down_revision = "0027"
branch_labels = None
depends_on = None

_SINGLE_INDEXES = (
    ("chain_ticket_fare", "service_number"), ("ticket_fare_closed", "fare_number"),
    ("chain_ticket_booking", "service_number"), ("chain_ticket_booking", "buyer"), ("ticket_booked", "booking_id"),
    ("ticket_admission", "place"), ("ticket_returned", "holder"), ("ticket_movement", "token_id"),
    ("ticket_takings_paid", "token_id"), ("ticket_share", "token_id"), ("ticket_share", "payee"),
    ("ticket_holding", "token_id"),
)  # fmt: skip


def upgrade() -> None:
    _create_offers()
    _create_bookings()
    _create_sums()
    for table, column in _SINGLE_INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in (
        "ticket_holding", "ticket_sales", "ticket_share", "ticket_takings_paid", "ticket_movement", "ticket_returned",
        "ticket_admission", "ticket_booked", "chain_ticket_booking", "ticket_fare_closed", "chain_ticket_fare",
        "ticket_slot_cancelled", "ticket_slot_capacity", "chain_ticket_slot", "chain_ticket_service",
    ):  # fmt: skip
        op.drop_table(table)


def _create_offers() -> None:
    _fact("chain_ticket_service", _number("number"), _small("municipality"), _number("block_time"), unique="number")
    _fact(
        "chain_ticket_slot", _number("service_number"), _number("slot"), _number("capacity"),
        _number("price_basis_points"), _number("starts_at"), _number("admits_from"), _number("ends_at"),
    )  # fmt: skip
    _fact("ticket_slot_capacity", _number("service_number"), _number("slot"), _number("capacity"))
    _fact("ticket_slot_cancelled", _number("service_number"), _number("slot"), _number("block_time"))
    for table, unique in (
        ("chain_ticket_slot", True), ("ticket_slot_capacity", False), ("ticket_slot_cancelled", True),
    ):  # fmt: skip
        op.create_index(f"ix_{table}_service_slot", table, ["service_number", "slot"], unique=unique)
    _fact(
        "chain_ticket_fare", _number("number"), _number("service_number"), _number("price"), _number("program_id"),
        _number("merchant_id"), _small("seats"), _small("legs"), _small("least_slots"), _number("transfer_cut_off"),
        unique="number",
    )  # fmt: skip
    _fact("ticket_fare_closed", _number("fare_number"), sa.Column("is_closed", sa.Boolean(), nullable=False))


def _create_bookings() -> None:
    _fact(
        "chain_ticket_booking", _bytes("booking_id"), _number("service_number"), _address("buyer"),
        _address("recipient"), _number("first_slot"), _small("slots"), _number("total"), _number("block_time"),
        _bytes("tx_hash"), unique="booking_id",
    )  # fmt: skip
    _fact("ticket_booked", _bytes("booking_id"), _number("fare_number"), _number("slot"), _small("quantity"))
    op.create_index("ix_ticket_booked_fare_slot", "ticket_booked", ["fare_number", "slot"])
    _fact(
        "ticket_admission", _number("token_id"), _address("holder"), _number("place"), _small("leg"),
        _number("units"), _number("block_time"), _bytes("tx_hash"),
    )  # fmt: skip
    _fact(
        "ticket_returned", _number("token_id"), _address("holder"), _number("quantity"), _number("refund"),
        _number("program_id"), _number("block_time"), _bytes("tx_hash"),
    )  # fmt: skip
    for table in ("ticket_admission", "ticket_returned"):
        op.create_index(f"ix_{table}_token_holder", table, ["token_id", "holder"])
    _fact(
        "ticket_movement", _number("token_id"), _address("sender"), _address("receiver"), _number("amount"),
        _number("block_time"), _bytes("tx_hash"),
    )  # fmt: skip
    for side in ("sender", "receiver"):
        op.create_index(f"ix_ticket_movement_{side}_block_number", "ticket_movement", [side, "block_number"])
    _fact("ticket_takings_paid", _number("token_id"), _yen("amount"), _number("block_time"))
    _fact("ticket_share", _number("token_id"), _address("payee"), _yen("amount"))


def _create_sums() -> None:
    op.create_table(
        "ticket_sales",
        _key("fare_number"),
        _key("slot"),
        _number("booked"),
        _number("returned"),
        sa.PrimaryKeyConstraint("fare_number", "slot", name=op.f("pk_ticket_sales")),
    )
    op.create_table(
        "ticket_holding",
        _address("holder"),
        _key("token_id"),
        _number("amount"),
        sa.PrimaryKeyConstraint("holder", "token_id", name=op.f("pk_ticket_holding")),
    )


def _fact(table: str, *columns: sa.Column[object], unique: str = "") -> None:
    constraints = [sa.UniqueConstraint(unique, name=op.f(f"uq_{table}_{unique}"))] if unique else []
    op.create_table(
        table,
        *columns,
        _key("block_number"),
        sa.Column("log_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("block_number", "log_index", "part", name=op.f(f"pk_{table}")),
        *constraints,
    )


def _key(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _small(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _address(name: str) -> sa.Column[object]:
    return sa.Column(name, types.AddressType(length=42), nullable=False)


def _bytes(name: str) -> sa.Column[object]:
    return sa.Column(name, types.Bytes32(length=32), nullable=False)


def _yen(name: str) -> sa.Column[object]:
    return sa.Column(name, types.YenType(), nullable=False)
