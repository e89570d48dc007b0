"""Two finished months lie behind the demonstration on whatever day it is loaded, with enough people to be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from app.demo.communities import COMMUNITIES
from app.demo.regions import PROGRAMS, SHOPS
from app.demo.timetable import EARLY, Timetable, genesis_before_history
from app.demo.visits import (
    BEGIN,
    BOOKING,
    BUYING,
    GIVING,
    GRANTED,
    GUESTS,
    OTHERS,
    RECEIVERS,
    REGULARS,
    Visit,
    early_visits,
    home_of,
    visits_after_grant,
)
from chain.anonymity import LEAST
from points.analytics.people.months import month_after, month_before

_MONTHS = [date(2027 + number // 12, number % 12 + 1, 1) for number in range(24)]  # a leap year is among them
DAYS = [
    day
    for month in _MONTHS
    for day in (*(month.replace(day=day) for day in (1, 2, 15, 27)), month_after(month) - timedelta(1))
]
SHIZUOKA = PROGRAMS[0].issuer
SOLD_IN = {shop.name_ja: shop.municipality for shop in SHOPS}
SEEDS = (8, 1, 2)


def visits(table: Timetable, seed: int) -> Iterator[tuple[date, Visit]]:
    chance = Random(seed)
    for place, visit in early_visits(chance):
        yield table.early(place).date(), visit
    for days_ago, visit in visits_after_grant(chance):
        yield table.moment(days_ago, 13).date(), visit


def test_history_begins_with_the_month_before_the_last_one_and_the_chain_before_it() -> None:
    for today in DAYS:
        table = Timetable(today)
        assert table.begins == month_before(today, 2)
        assert genesis_before_history(table.moment(0, 12)) < table.opening


def test_early_moments_are_on_days_of_their_own_before_the_last_four_weeks() -> None:
    for today in DAYS:
        table = Timetable(today)
        days = [table.early(place).date() for place in range(EARLY)]
        assert days == sorted(set(days))
        assert table.begins < days[0] and days[-1] < table.moment(GRANTED, 0).date()


@pytest.mark.parametrize("seed", SEEDS)
def test_in_both_finished_months_enough_people_pay_in_shizuoka_and_some_come_again(seed: int) -> None:
    for today in DAYS:
        table = Timetable(today)
        came: dict[date, set[int]] = defaultdict(set)
        for day, visit in visits(table, seed):
            if SOLD_IN[visit.shop] == SHIZUOKA:
                came[day.replace(day=1)].add(visit.person)
        first, last = came[table.begins], came[month_before(today)]
        assert len(first) >= LEAST and len(last) >= LEAST, today
        assert len(first & last) >= LEAST, today


@pytest.mark.parametrize("seed", SEEDS)
def test_in_the_first_month_enough_people_pay_in_the_town_of_every_program(seed: int) -> None:
    for today in DAYS:
        table = Timetable(today)
        came: dict[str, set[int]] = defaultdict(set)
        for day, visit in visits(table, seed):
            if day.replace(day=1) == table.begins:
                came[SOLD_IN[visit.shop]].add(visit.person)
        assert {program.issuer for program in PROGRAMS if len(came[program.issuer]) < LEAST} == set(), today


@pytest.mark.parametrize("seed", SEEDS)
def test_before_the_grant_enough_receivers_and_enough_others_are_customers(seed: int) -> None:
    for today in DAYS:
        table = Timetable(today)
        granted = today - timedelta(days=GRANTED)
        days = range(1, GRANTED + 1)
        before = {granted - timedelta(days=number) for number in days}
        came = {visit.person for day, visit in visits(table, seed) if day in before and SOLD_IN[visit.shop] == SHIZUOKA}
        assert len(came.intersection(RECEIVERS)) >= LEAST and len(came.intersection(OTHERS)) >= LEAST, today


def test_cards_passes_and_gifts_of_a_month_are_of_nobody_or_of_enough_people_of_one_home() -> None:
    for today in DAYS:
        table = Timetable(today)
        for acts in (BUYING, GIVING, {place + 1: guests for place, guests in BOOKING.items()}):
            homes: dict[tuple[date, str | None], int] = defaultdict(int)
            for place, people in acts.items():
                for one in people:
                    home = home_of(one) if one in REGULARS else None
                    homes[table.early(place).date().replace(day=1), home] += 1
            assert min(homes.values()) >= LEAST, today
            assert any(month == table.begins for month, _ in homes), today


def test_everybody_buys_their_card_before_they_use_the_pass_or_give() -> None:
    bought = {person: place for place, people in BUYING.items() for person in people}
    for acts in (GIVING, BOOKING):
        assert all(bought[person] < place for place, people in acts.items() for person in people)
    assert BEGIN > 0, "programs are given and identities checked before"


def test_of_those_who_hold_the_card_enough_did_not_do_each_thing() -> None:
    holders = {person for people in BUYING.values() for person in people}
    for acts in (GIVING, BOOKING):
        did = {person for people in acts.values() for person in people}
        assert did <= holders and len(holders - did) >= LEAST and len(did) >= LEAST
    assert len(holders.difference(REGULARS)) >= LEAST


def test_the_first_vote_of_every_community_is_over_in_a_finished_month() -> None:
    for today in DAYS:
        for community in COMMUNITIES:
            oldest = max(one.days_ago for one in community.proposals)
            last_day = (
                today
                - timedelta(days=oldest)
                + timedelta(seconds=community.voting_delay + community.voting_period + community.vote_extension)
            )
            assert last_day < today.replace(day=1), (today, community.slug)
            assert Timetable(today).early(3).date() < today - timedelta(days=oldest), "members hold their cards by then"


def test_those_to_whom_a_program_is_given_first_are_different_people() -> None:
    everybody = [person for guests in GUESTS for person in guests]
    assert len(everybody) == len(set(everybody)) and len(GUESTS) == len(PROGRAMS)
