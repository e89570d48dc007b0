"""What the chain says of tickets (チケット). Only the projector writes here; all of it can be rebuilt from logs alone.

A ticket id is fare << 32 | slot. `TicketSales` and `TicketHolding` are sums of facts.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen

_Number = BigInteger  # 32 bits without sign on chain


class ChainService(Fact, Base):
    __tablename__ = "chain_ticket_service"

    number: Mapped[int] = mapped_column(_Number, unique=True)
    municipality: Mapped[int]
    block_time: Mapped[int] = mapped_column(BigInteger)


class ChainSlot(Fact, Base):
    """A departure, a day or a night. `starts_at` 0: open tickets, booked and used until the end. In unix seconds."""

    __tablename__ = "chain_ticket_slot"
    __table_args__ = (Index("ix_chain_ticket_slot_service_slot", "service_number", "slot", unique=True),)

    service_number: Mapped[int] = mapped_column(_Number)
    slot: Mapped[int] = mapped_column(_Number)
    capacity: Mapped[int] = mapped_column(_Number)  # as opened; SlotCapacity tells of changes
    price_basis_points: Mapped[int] = mapped_column(_Number)
    starts_at: Mapped[int] = mapped_column(BigInteger)
    admits_from: Mapped[int] = mapped_column(BigInteger)
    ends_at: Mapped[int] = mapped_column(BigInteger)


class SlotCapacity(Fact, Base):
    __tablename__ = "ticket_slot_capacity"
    __table_args__ = (Index("ix_ticket_slot_capacity_service_slot", "service_number", "slot"),)

    service_number: Mapped[int] = mapped_column(_Number)
    slot: Mapped[int] = mapped_column(_Number)
    capacity: Mapped[int] = mapped_column(_Number)


class SlotCancelled(Fact, Base):
    """Called off by the organiser: its tickets return in full and admit nobody."""

    __tablename__ = "ticket_slot_cancelled"
    __table_args__ = (Index("ix_ticket_slot_cancelled_service_slot", "service_number", "slot", unique=True),)

    service_number: Mapped[int] = mapped_column(_Number)
    slot: Mapped[int] = mapped_column(_Number)
    block_time: Mapped[int] = mapped_column(BigInteger)


class ChainFare(Fact, Base):
    """`price` of one slot, in yen, or in points of `program_id` where that is not 0."""

    __tablename__ = "chain_ticket_fare"

    number: Mapped[int] = mapped_column(_Number, unique=True)
    service_number: Mapped[int] = mapped_column(_Number, index=True)
    price: Mapped[int] = mapped_column(BigInteger)
    program_id: Mapped[int] = mapped_column(_Number)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    seats: Mapped[int]
    legs: Mapped[int]
    least_slots: Mapped[int]
    transfer_cut_off: Mapped[int] = mapped_column(BigInteger)


class FareClosed(Fact, Base):
    """The last one of a fare counts."""

    __tablename__ = "ticket_fare_closed"

    fare_number: Mapped[int] = mapped_column(_Number, index=True)
    is_closed: Mapped[bool]


class ChainBooking(Fact, Base):
    __tablename__ = "chain_ticket_booking"

    booking_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    service_number: Mapped[int] = mapped_column(_Number, index=True)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    recipient: Mapped[Address] = mapped_column(AddressType)
    first_slot: Mapped[int] = mapped_column(_Number)
    slots: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)  # yen, or points of the fares' program
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class BookedTickets(Fact, Base):
    """So many tickets of one fare and slot, of a booking."""

    __tablename__ = "ticket_booked"
    __table_args__ = (Index("ix_ticket_booked_fare_slot", "fare_number", "slot"),)

    booking_id: Mapped[bytes] = mapped_column(Bytes32, index=True)
    fare_number: Mapped[int] = mapped_column(_Number)
    slot: Mapped[int] = mapped_column(_Number)
    quantity: Mapped[int]


class TicketAdmission(Fact, Base):
    """A leg of some of a holder's tickets was cancelled (消込): bit n of `units` is ticket n."""

    __tablename__ = "ticket_admission"
    __table_args__ = (Index("ix_ticket_admission_token_holder", "token_id", "holder"),)

    token_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType)
    place: Mapped[int] = mapped_column(BigInteger, index=True)  # merchant id
    leg: Mapped[int]
    units: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class TicketsReturned(Fact, Base):
    """`refund`: in yen, or in points of `program_id`, which the shop gives back as a refund of the payment."""

    __tablename__ = "ticket_returned"
    __table_args__ = (Index("ix_ticket_returned_token_holder", "token_id", "holder"),)

    token_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    quantity: Mapped[int] = mapped_column(BigInteger)
    refund: Mapped[int] = mapped_column(BigInteger)
    program_id: Mapped[int] = mapped_column(_Number)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class TicketMovement(Fact, Base):
    """Tickets that came into being, changed hands or went; the zero address stands for none."""

    __tablename__ = "ticket_movement"
    __table_args__ = (
        Index("ix_ticket_movement_sender_block_number", "sender", "block_number"),
        Index("ix_ticket_movement_receiver_block_number", "receiver", "block_number"),
    )

    token_id: Mapped[int] = mapped_column(BigInteger, index=True)
    sender: Mapped[Address] = mapped_column(AddressType)
    receiver: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class TakingsPaid(Fact, Base):
    """What was held for an id went to its payees."""

    __tablename__ = "ticket_takings_paid"

    token_id: Mapped[int] = mapped_column(BigInteger, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)


class TicketShare(Fact, Base):
    """One payee's part of takings."""

    __tablename__ = "ticket_share"

    token_id: Mapped[int] = mapped_column(BigInteger, index=True)
    payee: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)


class TicketSales(Base):
    """How many tickets of a fare and slot were booked and given back. What they take of the slot's capacity: their
    number times the fare's seats."""

    __tablename__ = "ticket_sales"

    fare_number: Mapped[int] = mapped_column(_Number, primary_key=True, autoincrement=False)
    slot: Mapped[int] = mapped_column(_Number, primary_key=True, autoincrement=False)
    booked: Mapped[int] = mapped_column(BigInteger)
    returned: Mapped[int] = mapped_column(BigInteger)


class TicketHolding(Base):
    """How many tickets of an id somebody holds, used ones too; who holds none has no row."""

    __tablename__ = "ticket_holding"

    holder: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    token_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
