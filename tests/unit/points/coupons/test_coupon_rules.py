"""What a coupon takes off, to the yen, and when it takes off nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.clock import JST
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from chain.units import Yen
from points.models.coupon_rules import Audience, CouponKind, CouponTerms, Place, Refusal, Standing
from points.models.merchant import MerchantCategory

UDA, OTSUKI = MunicipalityCode("292125"), MunicipalityCode("192066")
FIRST, LAST = date(2026, 11, 2), date(2026, 11, 8)  # Monday to Sunday
NOON = datetime(2026, 11, 4, 12, tzinfo=JST)
HERE = Place(7, UDA, MerchantCategory.FOOD)


def terms(**changed: Any) -> CouponTerms:
    given: dict[str, Any] = {
        "title_ja": "秋の1割引き", "kind": CouponKind.PERCENT, "percent": 10, "yen_off": Yen(500), "first_day": FIRST,
        "last_day": LAST, "towns": (UDA,),
    }  # fmt: skip
    return CouponTerms(**(given | changed))


prices = st.integers(0, 10_000_000).map(Yen)
kinds = st.sampled_from(CouponKind)
coupons = st.builds(
    lambda kind, percent, yen_off, minimum, budget: terms(
        kind=kind, percent=percent, yen_off=Yen(yen_off), minimum=Yen(minimum), budget=budget
    ),
    kinds,
    st.integers(1, 100),
    st.integers(1, 1_000_000),
    st.integers(0, 1_000_000),
    st.none() | st.integers(1, 10_000_000).map(Yen),
)


@given(coupons, prices)
def test_a_discount_is_never_below_zero_nor_above_the_price_or_the_cap(coupon: CouponTerms, price: Yen) -> None:
    off = int(coupon.discount(price))
    assert 0 <= off <= int(price)
    assert off <= int(coupon.yen_off)
    if coupon.kind is CouponKind.PERCENT:
        assert off * 100 <= int(price) * coupon.percent
        if off < int(coupon.yen_off):
            assert (off + 1) * 100 > int(price) * coupon.percent  # rounded down by less than a yen


@given(coupons, st.lists(prices, max_size=30))
def test_however_many_use_it_the_budget_holds(coupon: CouponTerms, carts: list[Yen]) -> None:
    spent = 0
    for price in carts:
        if coupon.refusal(price, NOON, HERE, Standing(0, 0, Yen(spent))) is None:
            spent += int(coupon.discount(price))
    assert coupon.budget is None or spent <= int(coupon.budget)


@given(coupons, prices, prices)
def test_a_higher_price_never_gets_less_off(coupon: CouponTerms, one: Yen, other: Yen) -> None:
    low, high = sorted((one, other))
    assert coupon.discount(low) <= coupon.discount(high)


@given(st.integers(1, 5), st.integers(1, 8), st.lists(st.integers(0, 3), max_size=40))
def test_nobody_uses_it_more_often_than_allowed_and_all_together_not_either(
    each: int, most: int, comers: list[int]
) -> None:
    coupon, uses = terms(per_person=each, most_uses=most), dict.fromkeys(range(4), 0)
    for person in comers:
        now = Standing(uses[person], sum(uses.values()))
        if coupon.refusal(Yen(1_000), NOON, HERE, now) is None:
            uses[person] += 1
    assert max(uses.values()) <= each
    assert sum(uses.values()) <= most


@pytest.mark.parametrize(
    ("changed", "price", "at", "place", "refusal"),
    [
        ({}, 1_000, NOON, HERE, None),
        ({}, 1_000, datetime(2026, 11, 1, 23, 59, tzinfo=JST), HERE, Refusal.NOT_YET),
        ({}, 1_000, datetime(2026, 11, 2, 0, 0, tzinfo=JST), HERE, None),
        ({}, 1_000, datetime(2026, 11, 8, 23, 59, tzinfo=JST), HERE, None),
        ({}, 1_000, datetime(2026, 11, 9, 0, 0, tzinfo=JST), HERE, Refusal.OVER),
        ({"weekdays": (5, 6)}, 1_000, NOON, HERE, Refusal.WRONG_WEEKDAY),
        ({"weekdays": (2,)}, 1_000, NOON, HERE, None),
        ({"from_minute": 17 * 60}, 1_000, NOON, HERE, Refusal.WRONG_HOUR),
        ({"to_minute": 12 * 60}, 1_000, NOON, HERE, Refusal.WRONG_HOUR),
        ({"to_minute": 12 * 60 + 1}, 1_000, NOON, HERE, None),
        ({}, 1_000, NOON, replace(HERE, town=OTSUKI), Refusal.WRONG_TOWN),
        ({"towns": (UDA, OTSUKI)}, 1_000, NOON, replace(HERE, town=OTSUKI), None),
        ({"categories": (MerchantCategory.LODGING,)}, 1_000, NOON, HERE, Refusal.WRONG_SHOP),
        ({"shops": (8,)}, 1_000, NOON, HERE, Refusal.WRONG_SHOP),
        ({"shops": (7,)}, 1_000, NOON, HERE, None),
        ({"minimum": Yen(1_001)}, 1_000, NOON, HERE, Refusal.BELOW_MINIMUM),
        ({}, 9, NOON, HERE, Refusal.NOTHING_OFF),
        ({"budget": Yen(99)}, 1_000, NOON, HERE, Refusal.NO_BUDGET),
    ],
)
def test_conditions(changed: dict[str, Any], price: int, at: datetime, place: Place, refusal: Refusal | None) -> None:
    assert terms(**changed).refusal(Yen(price), at, place, Standing()) is refusal


def test_use_and_card_are_asked_for() -> None:
    coupon = terms(audience=Audience.CARD_HOLDERS, most_uses=5)
    assert coupon.refused_by_use(Standing()) is Refusal.NO_CARD
    assert coupon.refused_by_use(Standing(has_card=True)) is None
    assert coupon.refused_by_use(Standing(by_person=1, has_card=True)) is Refusal.USED
    assert coupon.refused_by_use(Standing(in_all=5, has_card=True)) is Refusal.USED_UP


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title_ja": " "}, "title_ja"),
        ({"title_ja": "番号 123456789018"}, "title_ja"),
        ({"note_ja": "あ" * 1_001}, "note_ja"),
        ({"percent": 0}, "percent"),
        ({"percent": 101}, "percent"),
        ({"yen_off": Yen(0)}, "yen_off"),
        ({"per_person": 0}, "per_person"),
        ({"most_uses": 0}, "most_uses"),
        ({"budget": Yen(0)}, "budget"),
        ({"last_day": FIRST - timedelta(days=1)}, "last_day"),
        ({"towns": ()}, "towns"),
        ({"weekdays": (7,)}, "weekdays"),
        ({"from_minute": 600, "to_minute": 600}, "to_time"),
    ],
)
def test_what_cannot_be_is_refused_by_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        terms(**changed).check(FIRST)
    assert wrong.value.field == field


def test_a_coupon_whose_last_day_went_by_is_refused() -> None:
    with pytest.raises(Invalid):
        terms().check(LAST + timedelta(days=1))
