"""Roll-ups of the ledger (集計表): sums by day, by customer and month, by hour. See docs/decisions/0062.

Each row says only what the facts themselves say: program, shop, account, time. Whose program and whose shop it is
stands in ProgramOnChain and MerchantOnChain and is joined when read, so that neither can ever disagree.

Days and months are numbers of days since 1970-01-01 in Japan (chain/clock.py), a month that of its first day.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base
from chain.ids import Address

NO_MERCHANT = 0  # no shop on chain has this number


class RolledKind(StrEnum):
    """The kinds of a movement, and what no movement says: a drop that promises points. Claims are no second issue."""

    GRANT = "grant"
    DROP = "drop"
    CLAIM = "claim"
    PAYMENT = "payment"
    REFUND = "refund"
    SETTLEMENT = "settlement"
    EXPIRY = "expiry"  # on the day of the sweep, the first day or so after the last one
    GIFT = "gift"


class MovementDay(Base):
    """Points of a program that moved on a day, by kind and shop. `acts` are payments, refunds, settlements and gifts,
    each once however many lots it took (refunds of one payment in one transaction are one); of the other kinds, what
    each holder got or lost. A payment from two programs is an act of both."""

    __tablename__ = "points_movement_day"
    __table_args__ = (Index("ix_points_movement_day_merchant_id_day", "merchant_id", "day"),)

    program_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # NO_MERCHANT: no shop
    kind: Mapped[RolledKind] = mapped_column(String(16), primary_key=True)
    points: Mapped[int] = mapped_column(BigInteger)
    acts: Mapped[int] = mapped_column(Integer)


class ProgramDay(Base):
    """MovementDay without the shops: a page about a program reads a few rows a day, however many shops there are."""

    __tablename__ = "points_program_day"

    program_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[RolledKind] = mapped_column(String(16), primary_key=True)
    points: Mapped[int] = mapped_column(BigInteger)
    acts: Mapped[int] = mapped_column(Integer)


class ShopMonth(Base):
    """MovementDay by months, of shops alone: long periods are read from whole months and the days at their ends."""

    __tablename__ = "points_shop_month"
    __table_args__ = (Index("ix_points_shop_month_program_id_month", "program_id", "month"),)

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    month: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    program_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[RolledKind] = mapped_column(String(16), primary_key=True)
    points: Mapped[int] = mapped_column(BigInteger)
    acts: Mapped[int] = mapped_column(Integer)


class CustomerMonth(Base):
    """What one account paid one shop in a month with points of one program: rows from which customers who come, come
    again and stay are counted. `payments` as MovementDay.acts; `refunded` in the month of the refund.

    Names an account: nothing made of it leaves the program but counts, and no small count (hiding.py)."""

    __tablename__ = "points_customer_month"
    __table_args__ = (Index("ix_points_customer_month_program_id_month", "program_id", "month"),)

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    month: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    program_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    customer: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    payments: Mapped[int] = mapped_column(Integer)
    points: Mapped[int] = mapped_column(BigInteger)
    refunded: Mapped[int] = mapped_column(BigInteger)


class HourCount(Base):
    """Payments of a shop in a month by weekday (Monday is 0) and hour in Japan, whatever programs they took."""

    __tablename__ = "points_hour_count"

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    month: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    weekday: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    hour: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    payments: Mapped[int] = mapped_column(Integer)
    points: Mapped[int] = mapped_column(BigInteger)
