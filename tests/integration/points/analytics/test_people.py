"""Every evaluation of people, of known people with known answers, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.adapters.analytics_people import VerifiedHomes, town_doings
from chain.clock import unix
from chain.db import Database
from chain.errors import NotFound
from chain.ids import ZERO_ADDRESS
from chain.units import Yen
from dao.models.communities import Community
from dao.models.facts import VoteCast
from marketplace.models.projects.ledger import ChainProject, ProjectPledged
from points.analytics.people.effect import NoComparison, effect
from points.analytics.people.funnel import ShopPayments, funnel
from points.analytics.people.related import doers, payers
from points.analytics.people.retention import cohorts
from tests.integration.points.analytics.people import (
    BARBER,
    ELSEWHERE,
    FUJIKAWA,
    OTSUKI,
    SHINJUKU,
    UDA,
    People,
    people,
    person,
)

NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)
TODAY = date(2026, 11, 27)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
HOMES, DOINGS = VerifiedHomes(), town_doings()


@pytest.fixture
def known(db: Database) -> Iterator[People]:
    with db.write() as session:
        found = People(session)
        found.open_shops()
        yield found


def test_payers_count_once_a_month_by_where_their_check_says_they_live(known: People) -> None:
    here, yamanashi, tokyo, unknown = people(1, 8), people(20, 7), people(40, 6), people(60, 9)
    for one in here:
        known.verify(one, UDA)
    for number, one in enumerate(yamanashi):
        known.verify(one, (OTSUKI, FUJIKAWA)[number % 2])
    for one in tokyo:
        known.verify(one, SHINJUKU)
    for one in (*here, *yamanashi, *tokyo, *unknown):
        known.rolled(one, OCTOBER)
        known.rolled(one, OCTOBER, shop=BARBER)
        known.rolled(one, OCTOBER, shop=ELSEWHERE)
    for one in people(100, 6):
        known.rolled(one, OCTOBER, shop=ELSEWHERE)
    known.session.flush()
    september, october = payers(known.session, HOMES.select(NOW), UDA, [SEPTEMBER, OCTOBER])
    assert (september.whole, september.outside) == (0, 0)
    assert (october.whole, october.here, october.outside, october.unknown) == (30, 8, 13, 9)
    assert october.prefectures == {"19": 7, "13": 6}


def test_a_few_from_one_prefecture_are_hidden_with_the_next_smallest(known: People) -> None:
    for number, (home, count) in enumerate(((UDA, 20), (OTSUKI, 9), (SHINJUKU, 2))):
        for one in people(100 * number + 1, count):
            known.verify(one, home)
            known.rolled(one, OCTOBER)
    known.session.flush()
    (october,) = payers(known.session, HOMES.select(NOW), UDA, [OCTOBER])
    assert (october.here, october.outside, october.unknown) == (20, 11, 0)
    assert october.prefectures == {"19": None, "13": None}


def test_a_check_that_was_taken_back_or_is_over_makes_the_home_unknown(known: People) -> None:
    for one in people(1, 12):
        known.verify(one, OTSUKI)
        known.rolled(one, OCTOBER)
    known.session.flush()
    later = datetime(2036, 5, 1, tzinfo=UTC)
    (october,) = payers(known.session, HOMES.select(later), UDA, [OCTOBER])
    assert (october.outside, october.unknown) == (0, 12)


def test_donors_are_counted_in_the_month_of_japan_and_only_of_the_towns_projects(known: People) -> None:
    for number, town in ((1, UDA), (2, OTSUKI)):
        known.add(
            ChainProject(
                **_without_hash(known.place(SEPTEMBER)), number=number, municipality=town.number, goal=Yen(1),
                opens_at=0, closes_at=9, all_or_nothing=False, collection=ZERO_ADDRESS, thanks_from=Yen(1),
            )
        )  # fmt: skip
    for number, one in enumerate(people(1, 7)):
        known.verify(one, OTSUKI)
        pledged = known.place(OCTOBER) | {"block_time": unix(datetime(2026, 9, 30, 15, tzinfo=UTC))}
        known.add(ProjectPledged(**pledged, pledge_id=bytes([number]) * 32, number=1, supporter=one, amount=Yen(5)))
        elsewhere = known.place(OCTOBER)
        known.add(
            ProjectPledged(
                **elsewhere, pledge_id=bytes([9, number]) * 16, number=2, supporter=person(50), amount=Yen(5)
            )
        )
    known.session.flush()
    september, october = doers(known.session, HOMES.select(NOW), DOINGS.donations, UDA, [SEPTEMBER, OCTOBER])
    assert september.whole == 0
    assert (october.whole, october.outside, october.prefectures) == (7, 7, {"19": 7})


def test_every_kind_of_doing_can_be_asked_of_an_empty_town(known: People) -> None:
    for doings in (DOINGS.purchases, DOINGS.donations, DOINGS.admissions, DOINGS.cards, DOINGS.votes, ShopPayments()):
        (october,) = doers(known.session, HOMES.select(NOW), doings, UDA, [OCTOBER])
        assert october.whole == 0


def test_cohorts_begin_with_the_first_payment_ever_in_the_town(known: People) -> None:
    for one in people(1, 10):
        known.rolled(one, date(2026, 5, 1))
        known.rolled(one, OCTOBER)
    for one in people(20, 20):
        known.rolled(one, SEPTEMBER)
        known.rolled(one, date(2026, 1, 1), shop=ELSEWHERE)
    for one in people(20, 8):
        known.rolled(one, OCTOBER)
        known.rolled(one, OCTOBER, shop=BARBER)
    known.session.flush()
    months = [date(2026, number, 1) for number in range(5, 11)]
    shown = {one.month: one for one in cohorts(known.session, UDA, months)}
    assert shown[SEPTEMBER].people == 20
    assert [(one.people, one.percent) for one in shown[SEPTEMBER].after] == [(8, 40)]
    assert [one.people for one in shown[date(2026, 5, 1)].after] == [0, 0, 0, 0, 10]
    assert shown[OCTOBER].people == 0


def test_a_funnel_counts_what_came_after_the_first_card_and_hides_a_few(known: People) -> None:
    known.add(
        Community(
            slug="uda", name_ja="宇陀", name_en="Uda", towns=[str(UDA), str(OTSUKI)], governor=person(700),
            timelock=person(701), collection=person(702), opened_at=NOW,
        )
    )  # fmt: skip
    known.session.flush()
    for number, one in enumerate(people(1, 20)):
        known.pay(one, date(2026, 10, 5), 100)
        if number < 12:
            known.add(_vote(known, one))
        if number < 3:
            known.pay(one, date(2026, 10, 20), 100, shop=BARBER)
    known.pay(person(99), date(2026, 9, 5), 100)
    known.session.flush()
    # Payments stand for cards here: any doing can begin a funnel.
    shown = funnel(
        known.session, ShopPayments(), {"vote": DOINGS.votes, "admission": DOINGS.admissions}, UDA, unix(NOW)
    )
    assert shown.holders == 21
    assert [(one.name, one.people, one.percent) for one in shown.steps] == [("vote", 12, 57), ("admission", 0, 0)]
    early = funnel(known.session, ShopPayments(), {"vote": DOINGS.votes}, UDA, unix(datetime(2026, 9, 30, tzinfo=UTC)))
    assert early.holders is None
    assert [one.people for one in early.steps] == [None]


def test_the_effect_is_the_change_of_receivers_less_that_of_customers_who_spent_alike(known: People) -> None:
    receivers, others, strangers = people(1, 8), people(20, 10), people(40, 6)
    started = date(2026, 10, 5)
    for one in receivers:
        known.pay(one, date(2026, 9, 29), 600)
        known.give_back(one, date(2026, 9, 30), 100)
        known.pay(one, date(2026, 10, 6), 900)
    for one in others:
        known.pay(one, date(2026, 9, 29), 500)
        known.pay(one, date(2026, 10, 6), 600)
    for one in strangers:  # were no customers before
        known.pay(one, date(2026, 10, 6), 90_000)
    known.pay(others[0], date(2026, 10, 6), 90_000, shop=ELSEWHERE)
    number = known.grant([*receivers, *strangers], started)
    known.session.flush()
    found = effect(known.session, UDA, number, 1, TODAY)
    assert found.found is not None
    assert (found.found.receivers, found.found.others) == (8, 10)
    assert (found.found.receivers_before, found.found.receivers_after) == (500, 900)
    assert (found.found.others_before, found.found.others_after) == (500, 600)
    assert (found.found.estimate, found.found.low, found.found.high) == (300, 300, 300)
    assert (found.receivers, found.granted_each) == (8, 1000)


def test_a_few_receivers_few_others_or_unfinished_weeks_are_not_compared(known: People) -> None:
    for one in people(1, 30):
        known.pay(one, date(2026, 9, 29), 500)
    few = known.grant(people(1, 4), date(2026, 10, 5))
    all_but_few = known.grant(people(1, 27), date(2026, 10, 5))
    fresh = known.grant(people(1, 12), date(2026, 11, 25))
    known.session.flush()
    assert effect(known.session, UDA, few, 1, TODAY).reason is NoComparison.TOO_FEW
    assert effect(known.session, UDA, all_but_few, 1, TODAY).reason is NoComparison.TOO_FEW
    assert effect(known.session, UDA, fresh, 1, TODAY).reason is NoComparison.NOT_OVER


def test_a_second_grant_to_almost_the_same_people_is_not_compared_as_the_rest_would_be_the_difference(
    known: People,
) -> None:
    for one in people(1, 40):
        known.pay(one, date(2026, 9, 29), 500)
    first = known.grant(people(1, 10), date(2026, 10, 5))
    nearly = known.grant(people(1, 11), date(2026, 10, 5))
    others = known.grant(people(11, 10), date(2026, 10, 5))
    known.session.flush()
    assert effect(known.session, UDA, first, 1, TODAY).found is not None
    assert effect(known.session, UDA, nearly, 1, TODAY).reason is NoComparison.TOO_ALIKE
    assert effect(known.session, UDA, others, 1, TODAY).found is not None


def test_who_is_in_the_comparison_is_hidden_where_the_rest_of_the_grant_are_a_few(known: People) -> None:
    for one in people(1, 40):
        known.pay(one, date(2026, 9, 29), 500)
    number = known.grant([*people(1, 10), *people(900, 2)], date(2026, 10, 5))
    known.session.flush()
    found = effect(known.session, UDA, number, 1, TODAY)
    assert found.found is not None
    assert found.receivers is None


def test_a_grant_of_another_town_is_not_there(known: People) -> None:
    number = known.grant(people(1, 10), date(2026, 10, 5), issuer=OTSUKI)
    with pytest.raises(NotFound):
        effect(known.session, UDA, number, 1, TODAY)


def _vote(known: People, one: str) -> VoteCast:
    return VoteCast(
        **known.place(date(2026, 10, 10)), governor=person(700), proposal_id="1", voter=one, support=1, weight=1
    )


def _without_hash(place: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name != "tx_hash"}
