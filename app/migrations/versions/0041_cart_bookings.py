"""Tickets in the cart: a booking may belong to a checkout, and its money may go back to the card."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0047b"
branch_labels = None
depends_on = None
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("market_cart_line") as line:
        line.alter_column("item", existing_type=sa.String(length=40), type_=sa.String(length=200))
    with op.batch_alter_table("ticket_booking") as booking:
        booking.add_column(sa.Column("checkout_id", _ID, nullable=True))
        booking.create_foreign_key(
            op.f("fk_ticket_booking_checkout_id_market_checkout"), "market_checkout", ["checkout_id"], ["id"]
        )
        booking.create_index(op.f("ix_ticket_booking_checkout_id"), ["checkout_id"])
    with op.batch_alter_table("market_card_refund") as refund:
        refund.add_column(sa.Column("booking_id", _ID, nullable=True))
        refund.create_foreign_key(
            op.f("fk_market_card_refund_booking_id_ticket_booking"), "ticket_booking", ["booking_id"], ["id"]
        )
        refund.create_unique_constraint(op.f("uq_market_card_refund_booking_id"), ["booking_id"])


def downgrade() -> None:
    with op.batch_alter_table("market_card_refund") as refund:
        refund.drop_constraint(op.f("uq_market_card_refund_booking_id"), type_="unique")
        refund.drop_constraint(op.f("fk_market_card_refund_booking_id_ticket_booking"), type_="foreignkey")
        refund.drop_column("booking_id")
    with op.batch_alter_table("ticket_booking") as booking:
        booking.drop_index(op.f("ix_ticket_booking_checkout_id"))
        booking.drop_constraint(op.f("fk_ticket_booking_checkout_id_market_checkout"), type_="foreignkey")
        booking.drop_column("checkout_id")
    with op.batch_alter_table("market_cart_line") as line:
        line.alter_column("item", existing_type=sa.String(length=200), type_=sa.String(length=40))
