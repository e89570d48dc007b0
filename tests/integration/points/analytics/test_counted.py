"""What stands beside a year's indicators, on both databases."""

from __future__ import annotations

from chain.clock import business_date
from chain.units import Points
from points.analytics.wellbeing.counted import YearCounts
from tests.fixtures.bridges import MITSUE
from tests.fixtures.segments import ELSEWHERE, UDA, SegmentTown


def counted(town: SegmentTown, *years: int) -> list[YearCounts]:
    with town.platform.db.read() as session:
        return town.platform.points.wellbeing.counted.of(session, MITSUE, years, town.platform.clock.now())


def test_a_year_counts_what_was_spent_in_town_less_what_came_back(segment_town: SegmentTown) -> None:
    today = business_date(segment_town.platform.clock.now())
    year = today.year if today.month >= 4 else today.year - 1
    visitors = [segment_town.person(UDA) for _ in range(5)]
    for one in (*visitors, segment_town.person(MITSUE), segment_town.person()):
        segment_town.pays(one, 500)
    segment_town.pays(visitors[0], 400, back=150)
    segment_town.pays(visitors[0], 900, shop=ELSEWHERE)
    segment_town.pays(visitors[0], 1_000, days_ago=366)
    before, now = counted(segment_town, year, year - 1)
    assert (now.year, now.spent, now.payments, now.outside, now.is_running) == (year, Points(3_750), 8, 5, True)
    assert (before.spent, before.payments, before.outside, before.is_running) == (Points(1_000), 1, None, False)
    assert now.votes == before.votes == 0
