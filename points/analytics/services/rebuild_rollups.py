"""Makes the roll-ups anew from the facts, by SQL alone and not by the way in which they are kept: so each proves the
other."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, case, delete, func, insert, literal, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.db import Database
from chain.indexer.storing import take_turn
from points.analytics.models.days import (
    DAY_SECONDS,
    EPOCH_WEEKDAY,
    HOUR_SECONDS,
    JST_SECONDS,
    day_of,
    months_between,
    next_month,
)
from points.analytics.models.rollups import (
    NO_MERCHANT,
    CustomerMonth,
    HourCount,
    MovementDay,
    ProgramDay,
    RolledKind,
    ShopMonth,
)
from points.models import DropOnChain, Movement, MovementKind, PaymentOnChain

_ACTS = (MovementKind.PAYMENT, MovementKind.REFUND, MovementKind.SETTLEMENT, MovementKind.GIFT)
_TABLES = (MovementDay, ProgramDay, ShopMonth, CustomerMonth, HourCount)


class RebuildRollups:
    def __init__(self, db: Database) -> None:
        self.db = db

    def rebuild(self) -> dict[str, int]:
        """One transaction, between two steps of the indexer: pages see the rows of before or those of after. The
        number of rows by table."""
        with self.db.write() as session:
            take_turn(session)
            for table in _TABLES:
                session.execute(delete(table))
            fill(session)
            return {table.__tablename__: _count(session, table) for table in _TABLES}


def fill(session: Session) -> None:
    """Write the rows of all facts into empty tables."""
    days = _first_and_last(session)
    if days is None:
        return
    months = months_between(*days)
    _fill_days(session)
    _fill_wider(session, months)
    _fill_customers(session, months)
    _fill_hours(session, months)


def _fill_days(session: Session) -> None:
    parts = (
        select(
            _program(Movement.lot_id).label("program_id"),
            _day(Movement.block_time).label("day"),
            func.coalesce(Movement.merchant_id, NO_MERCHANT).label("merchant_id"),
            Movement.kind,
            Movement.amount,
            Movement.reference,
            Movement.tx_hash,
        )
    ).subquery()
    keys = (parts.c.program_id, parts.c.day, parts.c.merchant_id, parts.c.kind)
    _insert(session, MovementDay, keys, _acts(parts, keys))
    drops = select(
        _program(DropOnChain.lot_id).label("program_id"),
        _day(DropOnChain.block_time).label("day"),
        literal(NO_MERCHANT, Integer).label("merchant_id"),
        literal(RolledKind.DROP.value).label("kind"),
        DropOnChain.total.label("points"),
        literal(1, Integer).label("acts"),
    ).subquery()
    _insert(session, MovementDay, (drops.c.program_id, drops.c.day, drops.c.merchant_id, drops.c.kind), drops)


def _fill_wider(session: Session, months: list[int]) -> None:
    """From the rows by day, which are there already."""
    days = select(*MovementDay.__table__.columns).subquery()
    _insert(session, ProgramDay, (days.c.program_id, days.c.day, days.c.kind), days)
    parts = (
        select(*MovementDay.__table__.columns, _month(MovementDay.day, months).label("month"))
        .where(MovementDay.merchant_id != NO_MERCHANT)
        .subquery()
    )
    _insert(session, ShopMonth, (parts.c.merchant_id, parts.c.month, parts.c.program_id, parts.c.kind), parts)


def _fill_customers(session: Session, months: list[int]) -> None:
    is_payment = Movement.kind == MovementKind.PAYMENT
    parts = (
        select(
            func.coalesce(Movement.merchant_id, NO_MERCHANT).label("merchant_id"),
            _month(_day(Movement.block_time), months).label("month"),
            _program(Movement.lot_id).label("program_id"),
            case((is_payment, Movement.sender), else_=Movement.recipient).label("customer"),
            Movement.kind,
            case((is_payment, Movement.amount), else_=0).label("paid"),
            case((is_payment, 0), else_=Movement.amount).label("given_back"),
            Movement.reference,
            Movement.tx_hash,
        )
        .where(Movement.kind.in_((MovementKind.PAYMENT, MovementKind.REFUND)))
        .subquery()
    )
    keys = (parts.c.merchant_id, parts.c.month, parts.c.program_id, parts.c.customer)
    once = (
        select(
            *keys,
            case((parts.c.kind == MovementKind.PAYMENT, 1), else_=0).label("payments"),
            func.sum(parts.c.paid).label("points"),
            func.sum(parts.c.given_back).label("refunded"),
        )
        .group_by(*keys, parts.c.kind, parts.c.reference, parts.c.tx_hash)
        .subquery()
    )
    _insert(session, CustomerMonth, keys, once)


def _fill_hours(session: Session, months: list[int]) -> None:
    day, second = _day(PaymentOnChain.block_time), (PaymentOnChain.block_time + _number(JST_SECONDS))
    parts = select(
        PaymentOnChain.merchant_id,
        _month(day, months).label("month"),
        ((day + _number(EPOCH_WEEKDAY)) % _number(7)).label("weekday"),
        (second % _number(DAY_SECONDS) // _number(HOUR_SECONDS)).label("hour"),
        literal(1, Integer).label("payments"),
        PaymentOnChain.amount.label("points"),
    ).subquery()
    _insert(session, HourCount, (parts.c.merchant_id, parts.c.month, parts.c.weekday, parts.c.hour), parts)


def _acts(parts: Subquery, keys: tuple[ColumnElement[Any], ...]) -> Subquery:
    """Each act once, however many lots it took; of other kinds each row."""
    is_act = parts.c.kind.in_(_ACTS) & parts.c.reference.is_not(None)
    return (
        select(
            *keys,
            func.sum(parts.c.amount).label("points"),
            case((is_act, 1), else_=func.count()).label("acts"),
        )
        .group_by(*keys, parts.c.reference, parts.c.tx_hash)
        .subquery()
    )


def _insert(session: Session, model: type[Any], keys: tuple[ColumnElement[Any], ...], parts: Subquery) -> None:
    """`parts` summed up by the columns that are named as `keys`."""
    columns = model.__table__.columns
    by = [parts.c[key.name] for key in keys]
    sums = [func.sum(parts.c[one.name]).label(one.name) for one in columns if not one.primary_key]
    session.execute(insert(model).from_select([one.name for one in [*by, *sums]], select(*by, *sums).group_by(*by)))


def _program(lot_id: InstrumentedAttribute[int]) -> ColumnElement[int]:
    return lot_id.bitwise_rshift(_number(32))


def _day(block_time: InstrumentedAttribute[int]) -> ColumnElement[Any]:
    return (block_time + _number(JST_SECONDS)) // _number(DAY_SECONDS)


def _month(day: Any, months: list[int]) -> ColumnElement[Any]:
    """The databases agree on no function that finds it, so its days are counted out."""
    return case(*((day < _number(next_month(one)), _number(one)) for one in months))


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer)


def _first_and_last(session: Session) -> tuple[int, int] | None:
    """The days of the first and of the last fact."""
    times: list[int] = []
    for table in (Movement, DropOnChain, PaymentOnChain):
        ends = session.execute(select(func.min(table.block_time), func.max(table.block_time))).one()
        times += [at for at in ends if at is not None]
    return (day_of(min(times)), day_of(max(times))) if times else None


def _count(session: Session, table: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0
