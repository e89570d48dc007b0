"""What was spent of which program in which shop in any span of days: read from whole months and the days around."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from chain.clock import day_number
from points.analytics.models.period import Period, whole_months
from points.analytics.models.rollups import MovementDay, RolledKind, ShopMonth

_KINDS = (RolledKind.PAYMENT, RolledKind.REFUND)


@dataclass(slots=True)
class Spent:
    """Points that were paid and given back; `payments` as MovementDay.acts."""

    paid: int = 0
    refunded: int = 0
    payments: int = 0


def spending(
    session: Session,
    period: Period,
    today: date,
    *,
    programs: Collection[int] | None = None,
    shops: Collection[int] | None = None,
) -> dict[tuple[int, int], Spent]:
    """By (program, shop); of these programs and these shops, None meaning all."""
    months, rest = whole_months(period, today)
    found: dict[tuple[int, int], Spent] = {}
    if months:
        _add(session, found, ShopMonth, programs, shops, ShopMonth.month.in_([day_number(one) for one in months]))
    if rest:
        days = [MovementDay.day.between(day_number(one.first), day_number(one.last)) for one in rest]
        _add(session, found, MovementDay, programs, shops, or_(*days))
    return found


def _add(
    session: Session,
    found: dict[tuple[int, int], Spent],
    model: type[MovementDay] | type[ShopMonth],
    programs: Collection[int] | None,
    shops: Collection[int] | None,
    when: ColumnElement[bool],
) -> None:
    keys = (model.program_id, model.merchant_id, model.kind)
    sums = select(*keys, func.sum(model.points), func.sum(model.acts)).where(when, model.kind.in_(_KINDS))
    if programs is not None:
        sums = sums.where(model.program_id.in_(programs))
    if shops is not None:
        sums = sums.where(model.merchant_id.in_(shops))
    for program_id, merchant_id, kind, points, acts in session.execute(sums.group_by(*keys)):
        spent = found.setdefault((program_id, merchant_id), Spent())
        if kind == RolledKind.PAYMENT:
            spent.paid += int(points)
            spent.payments += int(acts)
        else:
            spent.refunded += int(points)
