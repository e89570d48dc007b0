"""A shop's visits out of the roll-ups, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from app.wiring import Platform
from chain.clock import day_number
from chain.ids import Address
from points.analytics.models import CustomerMonth, HourCount
from points.analytics.shop.visits import ShopVisits, visits_of

SHOP, OTHER = 7, 8
TODAY = date(2026, 11, 20)


def person(number: int) -> Address:
    return Address(f"0x{number:040d}")


class Till:
    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def months(self, people: range, month: date, payments: int = 1, *, program: int = 1, shop: int = SHOP) -> None:
        with self.platform.db.write() as session:
            for number in people:
                key = {"merchant_id": shop, "month": day_number(month), "program_id": program}
                sums = {"payments": payments, "points": 100 * payments, "refunded": 0}
                session.add(CustomerMonth(customer=person(number), **key, **sums))

    def hours(self, month: date, weekday: int, hour: int, payments: int, points: int, *, shop: int = SHOP) -> None:
        key = {"merchant_id": shop, "month": day_number(month), "weekday": weekday, "hour": hour}
        with self.platform.db.write() as session:
            session.add(HourCount(payments=payments, points=points, **key))

    def visits(self) -> ShopVisits:
        with self.platform.db.read() as session:
            return visits_of(session, SHOP, TODAY)


@pytest.fixture
def till(platform: Platform) -> Till:
    return Till(platform)


def test_twelve_months_are_told_with_new_and_returning_people_and_the_average_payment(till: Till) -> None:
    till.months(range(6), date(2026, 10, 1))
    till.months(range(11), date(2026, 11, 1))
    till.months(range(30), date(2026, 11, 1), shop=OTHER)
    till.hours(date(2026, 11, 1), 0, 12, 11, 5_504)
    till.hours(date(2026, 11, 1), 0, 12, 99, 9_900, shop=OTHER)
    found = till.visits()
    assert [found.months[0].first_day, found.months[-1].first_day] == [date(2025, 12, 1), date(2026, 11, 1)]
    last, before = found.months[-1], found.months[-2]
    assert (last.payments, last.people, last.new, last.returning, last.average) == (11, 11, 5, 6, 500)
    assert (before.people, before.new, before.returning, before.average) == (6, 6, 0, None)
    assert (found.people, found.again, found.again_percent) == (11, 6, 55)


def test_somebody_from_before_the_twelve_months_is_not_new(till: Till) -> None:
    till.months(range(5), date(2025, 1, 1))
    till.months(range(10), date(2026, 11, 1))
    assert (till.visits().months[-1].new, till.visits().months[-1].returning) == (5, 5)
    assert till.visits().people == 10


def test_one_payment_with_points_of_two_programs_is_no_second_visit(till: Till) -> None:
    till.months(range(5), date(2026, 11, 1))
    till.months(range(5), date(2026, 11, 1), program=2)
    till.months(range(5, 10), date(2026, 11, 1), 2)
    assert (till.visits().people, till.visits().again) == (10, 5)


def test_what_would_tell_of_fewer_than_five_people_is_hidden_with_what_would_give_it_away(till: Till) -> None:
    till.months(range(6), date(2026, 10, 1))
    till.months(range(3, 13), date(2026, 11, 1))  # three come again, seven are new
    till.months(range(3), date(2026, 9, 1))
    months = {one.first_day: one for one in till.visits().months}
    november, september = months[date(2026, 11, 1)], months[date(2026, 9, 1)]
    assert (november.people, november.new, november.returning) == (10, None, None)
    assert (september.people, september.new) == (None, None)


def test_few_payments_at_a_time_are_hidden_and_nights_span_midnight(till: Till) -> None:
    month = date(2026, 11, 1)
    for weekday, hour, payments in ((0, 23, 6), (0, 2, 7), (5, 12, 9), (6, 18, 2)):
        till.hours(month, weekday, hour, payments, 100)
    found = till.visits()
    assert found.payments == 24
    assert found.times[4] == found.weekdays[0] == 13
    assert found.weekdays[6] is None and found.weekdays[5] is None
    assert found.times[3] is None and found.times[1] is None


def test_a_shop_without_payments_has_twelve_empty_months(till: Till) -> None:
    found = till.visits()
    assert (found.payments, found.people, found.average, found.again_percent) == (0, 0, None, None)
    assert len(found.months) == 12
