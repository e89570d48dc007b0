"""Indicators and their values, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.wiring import Platform
from chain.clock import FixedClock, business_date
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from points.analytics.wellbeing.enter_values import Entry
from points.analytics.wellbeing.keep_indicators import IndicatorWords
from points.analytics.wellbeing.pages import has_published, history_of, indicators_of_town, retired_of_town
from points.errors import ValueChanged
from points.models.indicator import Direction, Nature

UDA, SODA = MunicipalityCode("292125"), MunicipalityCode("293857")
OFFICER = Address("0x" + "1" * 40)
HAPPINESS, MOVES = "幸福度（いまの自分）", "転入超過数（転入−転出）"
HEAD = "指標,年度,値,出典,メモ\n"


@pytest.fixture
def happiness(platform: Platform) -> int:
    return choose(platform, "happiness", "net_moves")[HAPPINESS]


def choose(platform: Platform, *keys: str, town: MunicipalityCode = UDA) -> dict[str, int]:
    platform.points.wellbeing.keep.choose(town, OFFICER, keys)
    with platform.db.read() as session:
        return {view.indicator.name_ja: view.indicator.id for view in indicators_of_town(session, town)}


def enter(platform: Platform, indicator: int, entry: Entry, seen: int = 0, town: MunicipalityCode = UDA) -> None:
    platform.points.wellbeing.enter.enter(town, OFFICER, indicator, entry, seen)


def values(platform: Platform, indicator: int) -> list[tuple[int, int]]:
    with platform.db.read() as session:
        views = {view.indicator.id: view for view in indicators_of_town(session, UDA)}
    return [(one.year, one.thousandths) for one in views[indicator].values]


def test_a_correction_counts_and_what_it_replaced_stays_in_the_history(platform: Platform, happiness: int) -> None:
    enter(platform, happiness, Entry(2024, 6_500, "市民アンケート"))
    enter(platform, happiness, Entry(2025, 6_800, "市民アンケート"))
    enter(platform, happiness, Entry(2025, 6_850, "市民アンケート", "集計を直した"), seen=1)
    assert values(platform, happiness) == [(2024, 6_500), (2025, 6_850)]
    with platform.db.read() as session:
        history = history_of(session, happiness)
        (view, _) = indicators_of_town(session, UDA)
    assert [(one.year, one.revision, one.thousandths) for one in history] == [
        (2025, 2, 6_850), (2025, 1, 6_800), (2024, 1, 6_500),
    ]  # fmt: skip
    assert (view.moved, view.is_better) == (350, True)


def test_who_corrects_a_value_that_changed_meanwhile_is_told_and_nothing_changes(
    platform: Platform, happiness: int
) -> None:
    enter(platform, happiness, Entry(2025, 6_800, "市民アンケート"))
    with pytest.raises(ValueChanged):
        enter(platform, happiness, Entry(2025, 1_000, "思いちがい"), seen=0)
    assert values(platform, happiness) == [(2025, 6_800)]


def test_a_value_is_taken_back_with_a_reason_and_can_be_entered_again(platform: Platform, happiness: int) -> None:
    enter(platform, happiness, Entry(2025, 6_800, "市民アンケート"))
    with pytest.raises(Invalid, match="note: empty"):
        enter(platform, happiness, Entry(2025, None, ""), seen=1)
    enter(platform, happiness, Entry(2025, None, "", "別の町の値だった"), seen=1)
    assert values(platform, happiness) == []
    enter(platform, happiness, Entry(2025, 7_000, "市民アンケート"), seen=2)
    assert values(platform, happiness) == [(2025, 7_000)]


@pytest.mark.parametrize(
    ("entry", "field", "reason"),
    [
        (Entry(2027, 6_000, "調査"), "year", "year_out_of_range"),
        (Entry(1949, 6_000, "調査"), "year", "year_out_of_range"),
        (Entry(2025, 10_001, "調査"), "value", "off_scale"),
        (Entry(2025, -1, "調査"), "value", "off_scale"),
        (Entry(2025, 6_000, " "), "source", "empty"),
        (Entry(2025, 6_000, "番号 123456789018"), "source", "my_number"),
        (Entry(2025, 6_000, "調査", "長" * 401), "note", "too_long"),
        (Entry(2025, None, "", "なかったことに"), "value", "empty"),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    platform: Platform, happiness: int, entry: Entry, field: str, reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        enter(platform, happiness, entry)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_the_running_fiscal_year_may_be_entered_up_to_its_last_day(
    platform: Platform, happiness: int, clock: FixedClock
) -> None:
    today = business_date(clock.now())
    year = today.year if today.month >= 4 else today.year - 1
    enter(platform, happiness, Entry(year, 6_000, "調査"))
    with pytest.raises(Invalid):
        enter(platform, happiness, Entry(year + 1, 6_000, "調査"))
    clock.advance(timedelta(days=366))
    enter(platform, happiness, Entry(year + 1, 6_000, "調査"))


def test_a_list_is_kept_whole_and_says_what_was_new_corrected_and_the_same(platform: Platform, happiness: int) -> None:
    enter(platform, happiness, Entry(2024, 6_500, "市民アンケート"))
    enter(platform, happiness, Entry(2025, 6_800, "市民アンケート"))
    rows = [
        f"{HAPPINESS},2024,6.5,市民アンケート,",
        f"{HAPPINESS},2025,6.9,市民アンケート,",
        f"{MOVES},2025年度,▲31,住民台帳,",
    ]
    outcome = platform.points.wellbeing.enter.enter_list(UDA, OFFICER, (HEAD + "\n".join(rows)).encode())
    assert (outcome.new, outcome.corrected, outcome.same, outcome.problems) == (1, 1, 1, ())
    assert values(platform, happiness) == [(2024, 6_500), (2025, 6_900)]


def test_of_a_list_with_a_wrong_row_each_is_named_by_its_number_and_nothing_is_kept(
    platform: Platform, happiness: int
) -> None:
    rows = [
        f"{HAPPINESS},2025,6.9,市民アンケート,",
        "しらない指標,2025,1,調査,",
        f"{HAPPINESS},2025,11,調査,",
        f"{HAPPINESS},令和7,6,調査,",
        f"{HAPPINESS},2025,6.1,調査,",
        f"{MOVES},2025,多い,調査,",
    ]
    outcome = platform.points.wellbeing.enter.enter_list(UDA, OFFICER, (HEAD + "\n".join(rows)).encode())
    assert [(one.row, one.error.reason) for one in outcome.problems] == [
        (3, "indicator_unknown"), (4, "off_scale"), (5, "not_a_year"), (6, "year_twice"), (7, "not_a_value"),
    ]  # fmt: skip
    assert values(platform, happiness) == []


def test_what_is_set_aside_keeps_its_values_and_comes_back_with_them(platform: Platform, happiness: int) -> None:
    keep = platform.points.wellbeing.keep
    enter(platform, happiness, Entry(2025, 6_800, "市民アンケート"))
    keep.publish(UDA, happiness, is_published=True)
    keep.retire(UDA, happiness, is_retired=True)
    with platform.db.read() as session:
        assert [one.id for one in retired_of_town(session, UDA)] == [happiness]
        assert not has_published(session, UDA)
    assert keep.choose(UDA, OFFICER, ["happiness"]) == 1
    assert keep.choose(UDA, OFFICER, ["happiness"]) == 0
    assert values(platform, happiness) == [(2025, 6_800)]


def test_everybody_sees_only_what_was_published_and_has_a_value(platform: Platform, happiness: int) -> None:
    platform.points.wellbeing.keep.publish(UDA, happiness, is_published=True)
    with platform.db.read() as session:
        assert not has_published(session, UDA)
    enter(platform, happiness, Entry(2025, 6_800, "市民アンケート"))
    with platform.db.read() as session:
        assert has_published(session, UDA) and not has_published(session, SODA)
        shown = indicators_of_town(session, UDA, only_published=True)
    assert [view.indicator.id for view in shown] == [happiness]


def test_a_town_words_its_own_indicator_and_no_name_twice(platform: Platform, happiness: int) -> None:
    keep = platform.points.wellbeing.keep
    words = IndicatorWords("ひとりで外出できる高齢者", "", "%", "%", Nature.OBJECTIVE, Direction.MORE)
    own = keep.define(UDA, OFFICER, words)
    with pytest.raises(Invalid, match="indicator_taken"):
        keep.define(UDA, OFFICER, words)
    with pytest.raises(Invalid, match="indicator_taken"):
        keep.change(UDA, happiness, words)
    keep.change(UDA, own, words)
    keep.define(SODA, OFFICER, words)


def test_another_towns_indicator_is_not_there(platform: Platform, happiness: int) -> None:
    keep, words = platform.points.wellbeing.keep, IndicatorWords("x", "", "", "", Nature.OBJECTIVE, Direction.MORE)
    acts: list[Callable[[], None]] = [
        lambda: enter(platform, happiness, Entry(2025, 6_800, "調査"), town=SODA),
        lambda: keep.change(SODA, happiness, words),
        lambda: keep.publish(SODA, happiness, is_published=True),
        lambda: keep.retire(SODA, happiness, is_retired=True),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    raw = f"{HEAD}{HAPPINESS},2025,6.9,調査,\n".encode()
    outcome = platform.points.wellbeing.enter.enter_list(SODA, OFFICER, raw)
    assert [one.error.reason for one in outcome.problems] == ["indicator_unknown"]
    assert values(platform, happiness) == []
