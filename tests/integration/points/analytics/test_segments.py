"""Who is in a segment, how many of them are told, and who gets a message, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.leaving import erasing
from app.leaving.erasing import erase_due
from chain.clock import FixedClock
from chain.errors import Invalid, NotFound
from chain.ids import Address
from points.analytics.segments.conditions import Conditions
from points.analytics.segments.write_message import MESSAGES_A_DAY, MessageWords
from points.bridges.rules.terms import Residence
from points.errors import SegmentRefused
from points.models import Notice, NoticeDelivery, NoticeKind
from points.models.saved_segment import SegmentMessage
from tests.fixtures.bridges import MITSUE
from tests.fixtures.segments import ELSEWHERE, UDA, SegmentTown

WORDS = MessageWords("夏まつりのお知らせ", "Summer festival", "8月1日に広場で。", "On 1 August.")


def told(town: SegmentTown) -> set[Address]:
    with town.platform.db.read() as session:
        return set(session.scalars(select(Notice.account).where(Notice.kind == NoticeKind.TOWN)))


def send(town: SegmentTown, segment: int, confirmed: int) -> int:
    return town.services.message.send(MITSUE, town.officer, segment, WORDS, confirmed)


def test_who_spent_enough_in_time_at_the_towns_shops_is_counted_less_what_came_back(segment_town: SegmentTown) -> None:
    segment_town.customers(5, points=600)
    segment_town.customers(1, points=600, days_ago=200)
    segment_town.customers(1, points=600, shop=ELSEWHERE)
    segment_town.customers(1, points=600, back=200)
    twice = segment_town.customers(1, points=300)[0]
    segment_town.pays(twice, 300)
    assert segment_town.found(least_spent=500, spent_months=3) == 6
    assert segment_town.found(least_spent=400, spent_months=3) == 7
    assert segment_town.found(least_spent=500, spent_months=12) == 7


def test_who_has_not_been_seen_for_months_was_there_before(segment_town: SegmentTown) -> None:
    segment_town.customers(5, days_ago=100)
    (back_again,) = segment_town.customers(1, days_ago=100)
    segment_town.pays(back_again, days_ago=2)
    segment_town.person()
    assert segment_town.found(unseen_months=2) == 5
    assert segment_town.found(unseen_months=6) == 0


def test_home_is_asked_as_reward_rules_ask_it_and_who_is_not_verified_lives_nowhere(segment_town: SegmentTown) -> None:
    at_home = [segment_town.person(MITSUE) for _ in range(6)]
    outside = [segment_town.person(UDA) for _ in range(5)]
    for one in (*at_home[:5], *outside, segment_town.person()):
        segment_town.pays(one)
    paid = {"least_spent": 1, "spent_months": 1}
    assert segment_town.found(residence=Residence.RESIDENT) == 6
    assert segment_town.found(residence=Residence.RESIDENT, **paid) == 5
    assert segment_town.found(residence=Residence.OUTSIDE_TOWN) == 5
    assert segment_town.found(residence=Residence.VERIFIED) == 11
    assert segment_town.found(age_bands=("senior",)) == 0


@pytest.mark.parametrize("number", [1, 4])
def test_of_one_to_four_people_only_that_they_are_few_is_told_and_nothing_can_be_sent(
    segment_town: SegmentTown, number: int
) -> None:
    segment_town.customers(number)
    segment = segment_town.keep()
    assert segment_town.found(least_spent=1, spent_months=1) is None
    for act in (
        lambda: segment_town.services.message.reach(MITSUE, segment),
        lambda: send(segment_town, segment, number),
        lambda: segment_town.services.keep.for_campaign(MITSUE, segment),
    ):
        with pytest.raises(SegmentRefused, match="too_small"):
            act()
    assert told(segment_town) == set()


def test_a_message_reaches_only_who_agreed_and_its_record_names_nobody(segment_town: SegmentTown) -> None:
    people = set(segment_town.customers(5))
    for _ in range(3):
        segment_town.pays(segment_town.person(hears=False))
    segment = segment_town.keep()
    assert segment_town.services.message.reach(MITSUE, segment) == 5
    send(segment_town, segment, 5)
    assert told(segment_town) == people
    with segment_town.platform.db.read() as session:
        message = session.scalars(select(SegmentMessage)).one()
        mails = session.scalars(select(NoticeDelivery.channel)).all()
    assert (message.people, message.sent_by, message.title_ja) == (5, segment_town.officer, WORDS.title_ja)
    assert list(mails) == ["mail"] * 5


def test_who_agreed_to_nothing_is_not_written_to_even_where_four_others_did(segment_town: SegmentTown) -> None:
    segment_town.customers(4)
    for _ in range(6):
        segment_town.pays(segment_town.person(hears=False))
    with pytest.raises(SegmentRefused, match="too_small"):
        send(segment_town, segment_town.keep(), 4)


def test_a_person_hears_from_a_town_once_a_day_and_a_town_writes_so_often_only(
    segment_town: SegmentTown, clock: FixedClock
) -> None:
    segment_town.customers(5)
    first = segment_town.keep()
    send(segment_town, first, 5)
    with pytest.raises(SegmentRefused, match="too_small"):
        segment_town.services.message.reach(MITSUE, first)
    segment_town.customers(5)
    for _ in range(MESSAGES_A_DAY - 1):
        send(segment_town, first, 5)
    with pytest.raises(SegmentRefused, match="many_today"):
        segment_town.services.message.reach(MITSUE, first)
    with pytest.raises(SegmentRefused):
        send(segment_town, first, 10)
    clock.advance(timedelta(days=1))
    assert segment_town.services.message.reach(MITSUE, first) == 10


def test_a_message_goes_to_as_many_as_were_confirmed_or_to_nobody(segment_town: SegmentTown) -> None:
    segment_town.customers(5)
    segment = segment_town.keep()
    segment_town.customers(1)
    with pytest.raises(SegmentRefused, match="changed"):
        send(segment_town, segment, 5)
    assert told(segment_town) == set()


def test_who_leaves_is_in_no_segment_and_leaves_no_message(
    segment_town: SegmentTown, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = segment_town.customers(6)
    send(segment_town, segment_town.keep(), 6)
    platform = segment_town.platform
    leaver = platform.wallet.find_account.by_address(people[0])
    assert leaver is not None
    platform.wallet.leaving.ask.ask(leaver)
    assert segment_town.found(least_spent=1, spent_months=1) == 5
    clock.advance(timedelta(days=8))
    monkeypatch.setattr(erasing, "stakes_of", lambda *given: [])
    assert erase_due(platform) == 1
    assert people[0] not in told(segment_town)
    assert segment_town.found(least_spent=1, spent_months=1) == 5


def test_conditions_that_ask_nothing_or_half_are_refused(segment_town: SegmentTown) -> None:
    for asked, field in (
        (Conditions(), "residence"),
        (Conditions(least_spent=5), "spent_months"),
        (Conditions(spent_months=5), "least_spent"),
        (Conditions(unseen_months=37), "unseen_months"),
        (Conditions(age_bands=("old",)), "age_bands"),
        (Conditions(residence=Residence.OUTSIDE_AREA), "residence"),
    ):
        with pytest.raises(Invalid) as refused:
            segment_town.services.keep.count(MITSUE, asked)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        segment_town.found(campaign_id=99)


def test_another_towns_segment_is_not_there_and_its_community_has_no_members(segment_town: SegmentTown) -> None:
    segment_town.customers(5)
    segment, services = segment_town.keep(), segment_town.services
    for act in (
        lambda: services.message.reach(UDA, segment),
        lambda: services.message.send(UDA, segment_town.officer, segment, WORDS, 5),
        lambda: services.keep.for_campaign(UDA, segment),
        lambda: services.keep.retire(UDA, segment),
    ):
        with pytest.raises(NotFound):
            act()
    assert segment_town.found(community="elsewhere") == 0
