"""Reward rules: each event decided once, in any order, by the terms of its time, never beyond caps and budget."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from chain.clock import FixedClock
from chain.errors import Invalid, NotFound
from chain.events import DomainEvent
from chain.ids import Address, MunicipalityCode
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.rules.changing import RuleChange
from points.bridges.rules.deciding import Reason
from points.bridges.rules.errors import RuleRefused
from points.bridges.rules.models import RewardRule, RuleForecast, RuleState
from points.bridges.rules.queries.decisions import newest_forecast, tried_change
from points.bridges.rules.queries.rules import rule_view
from points.bridges.rules.terms import Amount, AmountKind, Residence, Terms
from points.models import DecisionStage, NoticeKind, RuleDecision
from points.models.notice import Notice
from tests.fixtures.bridges import MITSUE, make_bridge
from tests.fixtures.rules import PROGRAM, RuleTown, add_program

LEFT, TRIP, DONATION = "jp.musubi.gym.left", "jp.musubi.carshare.trip_completed", "jp.musubi.hometown_tax.donation_paid"
UDA, TOKYO = MunicipalityCode("292125"), MunicipalityCode("131016")


def given(town: RuleTown, rule_id: int) -> int:
    with town.platform.db.read() as session:
        rule = session.get_one(RewardRule, rule_id)
        total = session.scalar(select(func.sum(RuleDecision.amount)).where(RuleDecision.rule_id == rule_id)) or 0
        assert int(rule.given) == int(total) <= int(rule.budget)
        return int(total)


def test_an_event_heard_twice_is_rewarded_once_and_each_rule_decides_for_itself(rule_town: RuleTown) -> None:
    taro = rule_town.person()
    first, second = rule_town.rule(), rule_town.rule(residence=Residence.RESIDENT)
    rule_town.send(taro)
    with rule_town.platform.db.write() as session:
        heard = select(DomainEvent.body).where(DomainEvent.name == "points.service_event_received")
        body = session.scalars(heard).one()
        rule_town.rules.judge.on_service_event_received(session, body)
    assert rule_town.verdicts(first) == [(100, Reason.NONE)]
    assert rule_town.verdicts(second) == [(0, Reason.RESIDENCE)]
    assert [one.stage for one in rule_town.decisions()] == [DecisionStage.PROMISED, DecisionStage.REFUSED]


def test_a_rule_hears_only_events_of_its_town_type_service_and_time(rule_town: RuleTown, clock: FixedClock) -> None:
    taro, before = rule_town.person(), clock.now() - timedelta(hours=1)
    other = make_bridge(rule_town.platform, UDA, "else@example.jp")
    with pytest.raises(NotFound):
        rule_town.rule(client_id=other.client_id)
    rule_id = rule_town.rule(client_id=rule_town.bridge.client_id)
    rule_town.rules.write(MITSUE, rule_town.officer, rule_town.draft())  # a draft hears nothing
    rule_town.send(taro, LEFT)
    rule_town.send(taro, at=before)
    clock.advance(timedelta(days=61))
    rule_town.send(taro, at=clock.now() - timedelta(days=1))  # late, and of its time
    rule_town.send(taro)
    assert rule_town.verdicts() == [(0, Reason.BEFORE_LAUNCH), (100, Reason.NONE)]
    assert [one.rule_id for one in rule_town.decisions()] == [rule_id, rule_id]


def test_caps_of_a_day_are_by_the_day_it_happened_and_shared_by_a_family_if_the_rule_says_so(
    rule_town: RuleTown, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    taro, hana = rule_town.person(), rule_town.person()
    rule_id = rule_town.rule(cap_day=150)
    pooled = rule_town.rule(cap_day=150, pools_family=True)
    monkeypatch.setattr(
        type(rule_town.rules.judge.families), "household", lambda *_: frozenset({taro, hana}), raising=True
    )
    monday = clock.now()
    clock.advance(timedelta(days=1))
    for person in (taro, hana):
        rule_town.send(person, at=monday + timedelta(minutes=1))
        rule_town.send(person)
        rule_town.send(person, at=monday + timedelta(minutes=2))
        rule_town.send(person, at=monday + timedelta(minutes=3))
    each = [(100, Reason.NONE), (100, Reason.NONE), (50, Reason.CAP_DAY), (0, Reason.CAP_DAY)]
    assert rule_town.verdicts(rule_id) == each * 2
    assert rule_town.verdicts(pooled) == [*each, *[(0, "cap_day"), (50, "cap_day"), (0, "cap_day"), (0, "cap_day")]]
    assert given(rule_town, rule_id) == 500 and given(rule_town, pooled) == 300


def test_a_family_of_guardian_and_children_shares_its_cap_and_a_neighbour_does_not(rule_town: RuleTown) -> None:
    taro, neighbour = rule_town.person(), rule_town.person()
    wallet, now = rule_town.platform.wallet, rule_town.platform.clock.now()
    children = {wallet.families.register.child(taro, name, "2015-04").ward for name in ("みお", "れん")}
    for child in wallet.find_account.by_addresses(children).values():
        rule_town.numbers[child.address] = child.member_number
    rule_id = rule_town.rule(cap_day=150, pools_family=True)
    for person in (*rule_town.numbers, neighbour):
        rule_town.send(person, at=now)
    shared = [(100, Reason.NONE), (100, Reason.NONE), (50, Reason.CAP_DAY), (0, Reason.CAP_DAY), (50, Reason.CAP_DAY)]
    assert rule_town.verdicts(rule_id) == shared


def test_whoever_leaves_gets_nothing_until_the_owner_is_back(rule_town: RuleTown) -> None:
    wallet, taro = rule_town.platform.wallet, rule_town.person()
    rule_town.rule()
    account, leaving = wallet.find_account.by_address(taro), wallet.leaving.ask
    assert account is not None
    leaving.ask(account)
    rule_town.send(taro)
    assert leaving.cancel(account)
    rule_town.send(taro)
    leaving.ask(account)
    with rule_town.platform.db.write() as session:
        assert leaving.take(session, taro)
    rule_town.send(taro)
    assert rule_town.verdicts() == [(0, "unknown_account"), (100, ""), (0, "unknown_account")]


def test_the_budget_is_used_to_the_last_point_and_then_the_rule_is_spent_until_there_is_more(
    rule_town: RuleTown,
) -> None:
    rule_id = rule_town.rule(budget=250)
    for _ in range(4):
        rule_town.send(rule_town.person())
    assert rule_town.verdicts() == [(100, ""), (100, ""), (50, Reason.BUDGET), (0, Reason.BUDGET)]
    with rule_town.platform.db.read() as session:
        assert rule_view(session, MITSUE, rule_id, rule_town.platform.clock.now()).state is RuleState.SPENT
        told = select(Notice).where(Notice.account == rule_town.officer, Notice.kind == NoticeKind.OFFICE)
        assert [(one.facts["what"], one.facts["rule"]) for one in session.scalars(told)] == [("budget_spent", rule_id)]
    with pytest.raises(RuleRefused, match="budget_below_given"):
        rule_town.rules.writing.extend(MITSUE, rule_town.officer, rule_id, 249, rule_town.today)
    rule_town.rules.writing.extend(MITSUE, rule_town.officer, rule_id, 400, rule_town.today)
    rule_town.send(rule_town.person())
    assert rule_town.verdicts()[-1] == (100, Reason.NONE)


def test_events_at_the_same_moment_exceed_neither_cap_nor_budget(rule_town: RuleTown) -> None:
    taro, people = rule_town.person(), [rule_town.person() for _ in range(5)]
    capped, poor = rule_town.rule(cap_day=250), rule_town.rule(budget=350)
    for person in [taro] * 5 + people:
        rule_town.tell(person)
    rule_town.platform.points.bridges.hand_on.hand_on()
    with rule_town.platform.db.read() as session:
        heard = select(DomainEvent.body).where(DomainEvent.name == "points.service_event_received")
        bodies = list(session.scalars(heard))
    barrier, failures = threading.Barrier(len(bodies)), list[BaseException]()

    def judge(body: dict[str, object]) -> None:
        try:
            barrier.wait(10)
            with rule_town.platform.db.write() as session:
                rule_town.rules.judge.on_service_event_received(session, body)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=judge, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert given(rule_town, poor) == 350
    assert sum(int(one.amount) for one in rule_town.decisions(capped) if one.holder == taro) == 250
    assert given(rule_town, capped) == 250 + 500


def test_a_change_counts_from_its_day_and_late_events_keep_the_terms_of_their_time(
    rule_town: RuleTown, clock: FixedClock
) -> None:
    taro = rule_town.person()
    rule_id = rule_town.rule()
    change = rule_town.rules.writing.change
    with pytest.raises(RuleRefused, match="effect_past"):
        change(MITSUE, rule_town.officer, rule_id, Terms(Amount(points=5)), rule_town.today)
    change(MITSUE, rule_town.officer, rule_id, Terms(Amount(points=7)), rule_town.today + timedelta(days=2))
    change(MITSUE, rule_town.officer, rule_id, Terms(Amount(points=9)), rule_town.today + timedelta(days=2))
    old = clock.now() + timedelta(days=1)
    clock.advance(timedelta(days=2))
    rule_town.send(taro)
    rule_town.send(taro, at=old)
    assert rule_town.verdicts() == [(9, Reason.NONE), (100, Reason.NONE)]


def test_one_visit_is_rewarded_once_and_its_minutes_are_known_in_either_order(
    rule_town: RuleTown, clock: FixedClock
) -> None:
    taro, hana = rule_town.person(), rule_town.person()
    door = rule_town.rule(once_per="visit")
    stay = rule_town.rule(event_type=LEFT, least={"minutes": 30}, amount=Amount(AmountKind.PER_UNIT, 2, "minutes", 1))
    began, ended = clock.now(), clock.now() + timedelta(minutes=45)
    clock.advance(timedelta(hours=1))
    visit = {"facility": "g", "visit": "v-1"}
    rule_town.send(taro, LEFT, ended, visit)
    assert rule_town.verdicts(stay) == [(0, Reason.NO_PAIR)]
    rule_town.send(taro, at=began, data=visit)
    rule_town.send(taro, at=began, data=visit)  # the door counted twice
    assert rule_town.verdicts(stay) == [(90, Reason.NONE)]
    assert rule_town.verdicts(door) == [(100, Reason.NONE), (0, Reason.ONCE)]
    rule_town.send(hana, at=began, data=visit)
    rule_town.send(hana, LEFT, began + timedelta(minutes=20), visit)
    assert rule_town.verdicts(stay)[1:] == [(0, Reason.LEAST)]
    rule_town.send(hana, LEFT, ended, {**visit, "visit": "v-2", "minutes": 31})
    assert rule_town.verdicts(stay)[2:] == [(62, Reason.NONE)]


def test_first_time_and_days_in_a_row(rule_town: RuleTown, clock: FixedClock) -> None:
    taro = rule_town.person()
    rule_town.send(taro)
    clock.advance(timedelta(minutes=1))
    first, row = rule_town.rule(is_first_time=True), rule_town.rule(streak_days=3)
    days = [clock.now() + timedelta(days=number) for number in range(6)]
    clock.advance(timedelta(days=6))
    for number in (0, 2, 1, 3, 4, 5):
        rule_town.send(taro, at=days[number])
    assert rule_town.verdicts(first) == [(0, Reason.FIRST_TIME)] * 6
    assert [amount for amount, _ in rule_town.verdicts(row)] == [0, 0, 100, 0, 0, 100]
    rule_town.send(hana := rule_town.person(), at=days[1])
    rule_town.send(hana, at=days[0])
    assert rule_town.verdicts(first)[6:] == [(100, Reason.NONE), (0, Reason.FIRST_TIME)]


def test_driver_and_rider_are_told_apart_and_donors_live_outside(rule_town: RuleTown) -> None:
    driver, rider, near = rule_town.person(), rule_town.person(), rule_town.person(MITSUE)
    thanked = rule_town.rule(event_type=TRIP, choices={"role": ("driver",)}, amount=Amount(points=300))
    for person, role in ((driver, "driver"), (rider, "rider")):
        rule_town.send(person, TRIP, data={"trip": "t-1", "role": role})
    assert rule_town.verdicts(thanked) == [(300, Reason.NONE), (0, Reason.CHOICE)]
    tax = rule_town.rule(
        event_type=DONATION, residence=Residence.OUTSIDE_TOWN, once_per="donation",
        amount=Amount(AmountKind.PERCENT, 30, "amount_yen"),
    )  # fmt: skip
    for person, town in ((driver, TOKYO), (near, TOKYO), (rider, MITSUE)):
        rule_town.send(person, DONATION, data={"donation": "D-1", "amount_yen": 3_333, "donor_town": town})
    assert rule_town.verdicts(tax) == [(999, Reason.NONE), (0, Reason.RESIDENCE), (0, Reason.RESIDENCE)]


def test_a_paused_or_ended_rule_and_an_ended_program_give_nothing(rule_town: RuleTown, clock: FixedClock) -> None:
    taro, run = rule_town.person(), rule_town.rules.running
    rule_id = rule_town.rule()
    run.pause(MITSUE, rule_town.officer, rule_id)
    rule_town.send(taro)
    with pytest.raises(RuleRefused, match="not_running"):
        run.pause(MITSUE, rule_town.officer, rule_id)
    run.resume(MITSUE, rule_town.officer, rule_id)
    rule_town.send(taro)
    clock.advance(timedelta(seconds=1))
    run.end(MITSUE, rule_town.officer, rule_id)
    rule_town.send(taro)
    assert rule_town.verdicts() == [(0, Reason.PAUSED), (100, Reason.NONE), (0, Reason.ENDED)]
    for act in (run.pause, run.resume, run.end, run.launch):
        with pytest.raises(RuleRefused):
            act(MITSUE, rule_town.officer, rule_id)
    add_program(rule_town.platform.db, 7_002, MITSUE, rule_town.today, days=1)
    short = rule_town.rule(program_id=7_002)
    clock.advance(timedelta(days=2))
    rule_town.send(taro)
    assert rule_town.verdicts(short) == [(0, Reason.PROGRAM_OVER)]


def test_what_a_town_cannot_promise_is_refused(rule_town: RuleTown) -> None:
    write, officer = rule_town.rules.write, rule_town.officer
    add_program(rule_town.platform.db, 7_003, UDA, rule_town.today)
    add_program(rule_town.platform.db, 7_004, MITSUE, rule_town.today, is_paid=True)
    percent = Amount(AmountKind.PERCENT, 31, "amount_yen")
    outside: dict[str, Any] = {"event_type": DONATION, "residence": Residence.OUTSIDE_TOWN}
    refused: list[tuple[dict[str, Any], str]] = [
        ({**outside, "amount": percent}, "donation_percent"),
        ({**outside, "amount": Amount(points=3000)}, "donation_percent"),
        ({**outside, "amount": replace(percent, points=30), "residence": Residence.ANYBODY}, "donation_residents"),
        ({"program_id": 7_004}, "paid"),
    ]
    for changed, reason in refused:
        with pytest.raises(RuleRefused, match=reason):
            write(MITSUE, officer, rule_town.draft(**changed))
    with pytest.raises(RuleRefused, match="own_wallet"):
        write(MITSUE, Address("0x" + "c3" * 20), rule_town.draft())
    with pytest.raises(NotFound):
        write(MITSUE, officer, rule_town.draft(program_id=7_003))
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"name_ja": " "}, "name_ja"),
        ({"budget": 0}, "budget"),
        ({"last_day": rule_town.today - timedelta(days=90)}, "last_day"),
        ({"event_type": "jp.musubi.nothing"}, "event_type"),
        ({"event_type": CONVERSION_REQUESTED}, "event_type"),
        ({"amount": Amount(points=0)}, "points"),
        ({"amount": Amount(AmountKind.PERCENT, 5, "amount_yen")}, "amount_kind"),
        ({"amount": Amount(AmountKind.PER_UNIT, 5, "steps", 1)}, "field"),
        ({"once_per": "trip"}, "once_per"),
        ({"least": {"minutes": 3}}, "least"),
        ({"choices": {"role": ("driver",)}}, "choices"),
        ({"cap_day": 200, "cap_month": 100}, "cap_month"),
        ({"streak_days": 1}, "streak_days"),
    ]
    for changed, name in wrong:
        with pytest.raises(Invalid) as error:
            write(MITSUE, officer, rule_town.draft(**changed))
        assert error.value.field == name
    for field in ("name_ja", "name_en"):
        with pytest.raises(Invalid, match="my_number"):
            write(MITSUE, officer, rule_town.draft(**{field: "1234-5678-9018"}))
    rule_id = write(MITSUE, officer, rule_town.draft())
    for act in (rule_town.rules.launch, rule_town.rules.running.end):
        with pytest.raises(NotFound):
            act(UDA, officer, rule_id)
    assert rule_town.draft().program_id == PROGRAM


def test_a_change_is_tried_beside_the_rule_on_the_same_events_and_nothing_is_kept(
    rule_town: RuleTown, clock: FixedClock
) -> None:
    taro, hana, child = rule_town.person(home=MITSUE), rule_town.person(), rule_town.person()
    rule_id = rule_town.rule(cap_day=100, budget=1_000)
    for person in (taro, taro, hana, child):
        rule_town.send(person)
    writing, forecast = rule_town.rules.writing, rule_town.rules.forecast
    with rule_town.platform.db.read() as session:
        before = rule_view(session, MITSUE, rule_id, clock.now())
    tomorrow, terms = rule_town.today + timedelta(days=1), Terms(Amount(points=150), residence=Residence.RESIDENT)
    change = writing.try_change(MITSUE, rule_id, terms, tomorrow, {"points": ["150"]})
    tried = forecast.ask(MITSUE, rule_town.officer, rule_id, rule_town.today, rule_town.today, change)
    assert forecast.advance() == 1
    with rule_town.platform.db.read() as session:
        found = tried_change(session, rule_id, tried)
        after = rule_view(session, MITSUE, rule_id, clock.now())
        assert newest_forecast(session, rule_id) is None  # of the rule as it stands nobody asked
        with pytest.raises(NotFound):
            tried_change(session, rule_id + 1, tried)
    assert found.changed_result is not None and found.done == found.total == 4
    assert (found.result["points"], found.result["rewarded"], found.result["reasons"]) == (300, 3, {"cap_day": 1})
    assert (found.changed_result["points"], found.changed_result["rewarded"]) == (300, 1)
    assert (after.terms, after.coming, after.rule.given) == (before.terms, [], before.rule.given)
    assert RuleChange.of_json(found.change_json or {}) == change


def test_a_draft_is_tried_with_another_service_and_budget_and_a_running_rule_only_from_tomorrow(
    rule_town: RuleTown,
) -> None:
    writing, forecast = rule_town.rules.writing, rule_town.rules.forecast
    rule_id = rule_town.rules.write(MITSUE, rule_town.officer, rule_town.draft())
    for _ in range(3):
        rule_town.send(rule_town.person())
    narrow = rule_town.draft(client_id=rule_town.bridge.client_id, budget=250)
    change = writing.try_draft(MITSUE, rule_town.officer, rule_id, narrow, {})
    tried = forecast.ask(MITSUE, rule_town.officer, rule_id, rule_town.today, rule_town.today, change)
    forecast.advance()
    with rule_town.platform.db.read() as session:
        found = tried_change(session, rule_id, tried)
        assert session.get_one(RewardRule, rule_id).service_id is None
    assert found.result["points"] == 300 and (found.changed_result or {})["points"] == 250
    rule_town.rules.launch(MITSUE, rule_town.officer, rule_id)
    with pytest.raises(RuleRefused, match="not_draft"):
        writing.try_draft(MITSUE, rule_town.officer, rule_id, narrow, {})
    with pytest.raises(RuleRefused, match="effect_past"):
        writing.try_change(MITSUE, rule_id, narrow.terms, rule_town.today, {})
    with pytest.raises(NotFound):
        writing.try_change(UDA, rule_id, narrow.terms, rule_town.today + timedelta(days=1), {})


def test_a_forecast_of_everything_finds_what_the_decisions_found(rule_town: RuleTown, clock: FixedClock) -> None:
    """Families, cards and minutes are looked up for many at once there, and one by one here."""
    taro, neighbour = rule_town.person(MITSUE), rule_town.person(MITSUE)
    wallet = rule_town.platform.wallet
    ward = wallet.families.register.child(taro, "みお", "2015-04").ward
    rule_town.numbers[ward] = wallet.find_account.by_addresses({ward})[ward].member_number
    pooled = rule_town.rule(cap_day=150, pools_family=True, once_per="visit")
    carded = rule_town.rule(needs_card=True)
    for person in (taro, ward, neighbour, ward, taro):
        clock.advance(timedelta(minutes=1))
        rule_town.send(person)
    for rule_id in (pooled, carded):
        asked = rule_town.rules.forecast.ask(MITSUE, rule_town.officer, rule_id, rule_town.today, rule_town.today)
        rule_town.rules.forecast.advance()
        with rule_town.platform.db.read() as session:
            result = session.get_one(RuleForecast, asked).result
        assert result["points"] == given(rule_town, rule_id)
        assert sum(result["reasons"].values()) == sum(bool(reason) for _, reason in rule_town.verdicts(rule_id))


def test_points_of_a_program_for_verified_people_are_forecast_for_them_alone(rule_town: RuleTown) -> None:
    add_program(rule_town.platform.db, PROGRAM + 1, MITSUE, rule_town.today, is_verified_only=True)
    rule_id = rule_town.rule(program_id=PROGRAM + 1)
    for person in (rule_town.person(MITSUE), rule_town.person()):
        rule_town.send(person)
    asked = rule_town.rules.forecast.ask(MITSUE, rule_town.officer, rule_id, rule_town.today, rule_town.today)
    rule_town.rules.forecast.advance()
    with rule_town.platform.db.read() as session:
        result = session.get_one(RuleForecast, asked).result
    assert (result["points"], result["reasons"]) == (100, {"not_verified": 1})
    assert given(rule_town, rule_id) == 100
