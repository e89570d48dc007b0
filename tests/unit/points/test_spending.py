"""Which lots a payment takes, and which a refund gives back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.ids import expiry_day_of_lot, lot_id
from chain.units import Points
from points.errors import PointsShort
from points.models.spending import LotAmount, plan_refund, plan_spend

TODAY = 20_000

lots = st.lists(
    st.builds(
        LotAmount,
        st.builds(lot_id, st.integers(1, 5), st.integers(TODAY - 3, TODAY + 9)),
        st.integers(0, 5_000).map(Points),
    ),
    max_size=8,
    unique_by=lambda lot: lot.lot_id,
)


def total(of: list[LotAmount]) -> int:
    return sum(int(lot.amount) for lot in of)


def usable(of: list[LotAmount]) -> list[LotAmount]:
    return [lot for lot in of if expiry_day_of_lot(lot.lot_id) >= TODAY]


@given(lots, st.data())
def test_spending_takes_exactly_the_amount_and_never_more_than_a_lot_holds(
    held: list[LotAmount], data: st.DataObject
) -> None:
    amount = data.draw(st.integers(0, total(usable(held))))
    plan = plan_spend(Points(amount), held, TODAY)
    holds = {lot.lot_id: lot.amount for lot in held}
    assert total(plan) == amount
    assert all(0 < lot.amount <= holds[lot.lot_id] for lot in plan)
    assert len({lot.lot_id for lot in plan}) == len(plan)


@given(lots, st.data())
def test_no_lot_is_touched_while_an_earlier_one_has_points_left(held: list[LotAmount], data: st.DataObject) -> None:
    plan = plan_spend(Points(data.draw(st.integers(0, total(usable(held))))), held, TODAY)
    days = [expiry_day_of_lot(lot.lot_id) for lot in plan]
    assert all(earlier <= later for earlier, later in pairwise(days))
    taken = {lot.lot_id: int(lot.amount) for lot in plan}
    for lot in usable(held):
        if days and expiry_day_of_lot(lot.lot_id) < days[-1]:
            assert taken.get(lot.lot_id, 0) == lot.amount


@given(lots)
def test_expired_points_are_never_spent(held: list[LotAmount]) -> None:
    plan = plan_spend(Points(total(usable(held))), held, TODAY)
    assert all(expiry_day_of_lot(lot.lot_id) >= TODAY for lot in plan)


@given(lots)
def test_one_point_too_many_says_how_much_there_is(held: list[LotAmount]) -> None:
    available = total(usable(held))
    with pytest.raises(PointsShort) as refused:
        plan_spend(Points(available + 1), held, TODAY)
    assert refused.value.available == available


@given(lots, st.data())
def test_partial_refunds_add_up_to_the_payment_lot_by_lot(held: list[LotAmount], data: st.DataObject) -> None:
    paid = [lot for lot in held if lot.amount]
    left = total(paid)
    back: dict[int, int] = {}
    while left:
        part = data.draw(st.integers(-(-left // 4), left))
        for lot in plan_refund(Points(part), paid, Points(total(paid) - left)):
            back[lot.lot_id] = back.get(lot.lot_id, 0) + int(lot.amount)
        left -= part
    assert back == {lot.lot_id: int(lot.amount) for lot in paid}


def test_a_refund_goes_back_to_the_latest_expiry_first() -> None:
    early, late = lot_id(1, TODAY), lot_id(2, TODAY + 5)
    paid = [LotAmount(early, Points(300)), LotAmount(late, Points(200))]
    assert plan_refund(Points(250), paid, Points(0)) == [LotAmount(late, Points(200)), LotAmount(early, Points(50))]


def test_lots_of_one_day_go_back_in_the_order_of_the_payment_as_the_contract_does() -> None:
    first, second = lot_id(1, TODAY), lot_id(2, TODAY)
    paid = [LotAmount(first, Points(10)), LotAmount(second, Points(10))]
    assert plan_refund(Points(10), paid, Points(0)) == [LotAmount(first, Points(10))]


def test_a_preferred_program_goes_first_and_the_others_follow_by_expiry() -> None:
    early, late, preferred = lot_id(1, 100), lot_id(1, 300), lot_id(2, 200)
    held = [LotAmount(late, Points(50)), LotAmount(early, Points(50)), LotAmount(preferred, Points(50))]
    plan = plan_spend(Points(120), held, today=0, preferred_program=2)
    assert [(part.lot_id, int(part.amount)) for part in plan] == [(preferred, 50), (early, 50), (late, 20)]
