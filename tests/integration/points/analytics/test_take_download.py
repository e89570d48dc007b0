"""An anonymised file of known people: what stands in it, what never does, what is recorded, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.adapters.analytics_people import VerifiedHomes
from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Invalid
from points.analytics.errors import NotAnonymous
from points.analytics.people import take_download
from points.analytics.people.datasets import month_lines
from points.analytics.people.take_download import TakeDownload, Wanted
from points.analytics.records import Line, assert_k_anonymous
from points.bridges.rules.models import RewardRule
from points.models import AnalysisDownload, DataSet, DecisionStage, RuleDecision
from tests.integration.points.analytics.people import BARBER, OTSUKI, SHINJUKU, UDA, People, people, person
from wallet.oidc.attributes import AgeBand

NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
OFFICER = person(888)


@contextmanager
def known(db: Database) -> Iterator[People]:
    with db.write() as session:
        found = People(session)
        found.open_shops()
        yield found


@pytest.fixture
def taking(db: Database) -> TakeDownload:
    return TakeDownload(db, FixedClock(NOW), VerifiedHomes())


def wanted(
    data_set: DataSet = DataSet.PAYMENTS, first: date = OCTOBER, last: date = OCTOBER, why: str = "研究"
) -> Wanted:
    return Wanted(data_set, first, last, why)


def test_payments_are_told_by_home_age_and_kind_of_shop_in_bands(db: Database, taking: TakeDownload) -> None:
    with known(db) as past:
        for number, one in enumerate(people(1, 6)):
            past.verify(one, OTSUKI, AgeBand.YOUNG)
            past.rolled(one, OCTOBER, points=(400, 1_200)[number % 2], times=number + 1)
        for number, one in enumerate(people(20, 5)):
            past.rolled(one, OCTOBER, points=(700, 40_000)[number % 2], shop=BARBER)
        past.rolled(person(99), OCTOBER, points=12_345, shop=BARBER)  # alone by nothing: shares its clues with the five
    taken = taking.take(UDA, OFFICER, wanted())
    assert taken.columns == ("month", "home", "age", "shop", "points", "times")
    rows = Counter(taken.rows)
    assert rows["2026-10", str(OTSUKI), "young", "food", "1-499", "1"] == 1
    assert rows["2026-10", str(OTSUKI), "young", "food", "1000-2999", "4-9"] == 2
    assert rows["2026-10", "unknown", "unknown", "service", "10000-29999", "1"] == 1
    assert len(taken.rows) == 12


def test_a_single_person_from_afar_loses_the_town_then_the_age_and_at_last_the_line(
    db: Database, taking: TakeDownload
) -> None:
    with known(db) as past:
        for number, one in enumerate(people(1, 8)):
            past.verify(one, UDA, AgeBand.ELDER)
            past.rolled(one, OCTOBER, points=(400, 1_200)[number % 2])
        past.verify(person(50), SHINJUKU, AgeBand.YOUNG)
        past.rolled(person(50), OCTOBER, points=40_000)
    taken = taking.take(UDA, OFFICER, wanted())
    assert len(taken.rows) == 8
    assert {row[1] for row in taken.rows} == {str(UDA)}
    assert not any("30000" in row[4] for row in taken.rows)


def test_what_is_written_holds_no_account_number_or_name(db: Database, taking: TakeDownload) -> None:
    with known(db) as past:
        for number, one in enumerate(people(1, 9)):
            past.rolled(one, OCTOBER, points=(432, 4_321)[number % 2])
    text = "\n".join(",".join(row) for row in taking.take(UDA, OFFICER, wanted()).rows)
    assert "0x" not in text
    assert "432" not in text
    assert "店" not in text


def test_each_file_is_recorded_with_who_when_what_why_and_how_safe(db: Database, taking: TakeDownload) -> None:
    with known(db) as past:
        for number, one in enumerate(people(1, 7)):
            past.rolled(one, SEPTEMBER, points=(400, 1_200)[number % 2])
    taking.take(UDA, OFFICER, wanted(first=SEPTEMBER, why="  商店街の\n検討 "))
    (kept,) = taking.downloads(UDA)
    assert (kept.officer, kept.at, kept.data_set) == (OFFICER, NOW, DataSet.PAYMENTS)
    assert (kept.first_month, kept.last_month) == (SEPTEMBER, OCTOBER)
    assert (kept.purpose, kept.lines, kept.smallest) == ("商店街の 検討", 7, 7)
    assert taking.downloads(OTSUKI) == []


def test_a_month_comes_out_the_same_whatever_period_it_is_taken_with(db: Database, taking: TakeDownload) -> None:
    with known(db) as past:
        for month in (SEPTEMBER, OCTOBER):
            for number, one in enumerate(people(1, 6)):
                past.verify(one, OTSUKI, AgeBand.YOUNG) if month == SEPTEMBER else None
                past.rolled(one, month, points=(400, 1_200)[number % 2])
        past.rolled(person(70), OCTOBER)
    alone = taking.take(UDA, OFFICER, wanted()).rows
    both = taking.take(UDA, OFFICER, wanted(first=SEPTEMBER)).rows
    assert [row for row in both if row[0] == "2026-10"] == alone


@pytest.mark.parametrize(
    ("asked", "field", "reason"),
    [
        (wanted(why=" "), "purpose", "purpose_missing"),
        (wanted(why="あ" * 201), "purpose", "purpose_too_long"),
        (wanted(why="番号 123456789018"), "purpose", "my_number"),
        (wanted(first=NOVEMBER, last=NOVEMBER), "months", "month_not_over"),
        (wanted(first=OCTOBER, last=SEPTEMBER), "months", "first_after_last"),
        (wanted(first=date(2025, 9, 1)), "months", "more_than_a_year"),
    ],
)
def test_without_a_purpose_or_of_unfinished_months_nothing_is_given(
    db: Database, taking: TakeDownload, asked: Wanted, field: str, reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        taking.take(UDA, OFFICER, asked)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert taking.downloads(UDA) == []


def test_a_file_that_fails_the_last_check_is_not_given_and_not_recorded(
    db: Database, taking: TakeDownload, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = [Line(bytes([n]), ("131041", "young", "food"), (str(n), "1")) for n in range(4)]
    monkeypatch.setattr(take_download, "month_lines", lambda *given: bad)
    with pytest.raises(NotAnonymous):
        taking.take(UDA, OFFICER, wanted())
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(AnalysisDownload)) == 0


def test_rewards_are_told_by_kind_of_event_and_only_of_the_towns_rules(db: Database, taking: TakeDownload) -> None:
    with known(db) as past:
        for number, town in ((1, UDA), (2, OTSUKI)):
            past.add(_rule(number, town))
        past.session.flush()
        for number, one in enumerate(people(1, 6)):
            past.add(_decision(number, 1, one, 100))
            past.add(_decision(100 + number, 2, one, 100))
        past.add(_decision(300, 1, person(1), 0))
    taken = taking.take(UDA, OFFICER, wanted(DataSet.REWARDS))
    assert set(taken.rows) == {("2026-10", "unknown", "unknown", "jp.musubi.gym.visit", "1", "1-499")}
    assert len(taken.rows) == 6


def test_residents_are_those_checked_that_month_and_a_rare_age_is_told_wider(
    db: Database, taking: TakeDownload
) -> None:
    with known(db) as past:
        for one in people(1, 6):
            past.verify(one, UDA, AgeBand.ELDER, on=date(2026, 10, 1))
        for one in people(20, 2):
            past.verify(one, UDA, AgeBand.SENIOR, on=date(2026, 10, 31))
        for one in people(30, 3):
            past.verify(one, UDA, on=date(2026, 10, 31))
        for one in people(40, 9):
            past.verify(one, UDA, AgeBand.YOUNG, on=NOVEMBER)
            past.verify(person(400 + int(one, 16)), OTSUKI, AgeBand.YOUNG, on=date(2026, 10, 5))
    taken = taking.take(UDA, OFFICER, wanted(DataSet.RESIDENTS))
    assert set(taken.rows) == {("2026-10", "elder", "app"), ("2026-10", "*", "*")}
    assert sum(row[1] == "elder" for row in taken.rows) == 6
    assert len(taken.rows) == 11


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, UDA, OTSUKI, SHINJUKU]),
            st.sampled_from([None, AgeBand.YOUNG, AgeBand.ELDER]),
            st.sampled_from([1, BARBER]),
            st.integers(1, 5_000),
        ),
        max_size=30,
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_people_no_five_lines_lead_to_fewer_than_five(sqlite: Database, past: list[tuple]) -> None:  # type: ignore[type-arg]
    with sqlite.write() as session:
        made = People(session)
        made.open_shops()
        for number, (home, age, shop, points) in enumerate(past):
            if home:
                made.verify(person(number + 1), home, age)
            made.rolled(person(number + 1), OCTOBER, points=points, shop=shop)
        session.flush()
        lines = month_lines(session, VerifiedHomes(), DataSet.PAYMENTS, UDA, OCTOBER, NOW)
        session.rollback()
    assert_k_anonymous(lines)


def _rule(number: int, town: str) -> RewardRule:
    return RewardRule(
        id=number, municipality=town, number=1, name_ja="規則", name_en="rule", event_type="jp.musubi.gym.visit",
        program_id=1, budget=1, given=0, first_day=SEPTEMBER, last_day=NOVEMBER, officer=OFFICER, created_at=NOW,
    )  # fmt: skip


def _decision(event: int, rule: int, one: str, amount: int) -> RuleDecision:
    return RuleDecision(
        rule_id=rule, version_id=1, rule_number=1, event_row_id=event, event_type="jp.musubi.gym.visit", service_id=1,
        holder=one, occurred_at=NOW, occurred_day=OCTOBER, amount=amount, reason="", decided_at=NOW,
        stage=DecisionStage.GIVEN, program_id=1, officer=OFFICER,
    )  # fmt: skip
