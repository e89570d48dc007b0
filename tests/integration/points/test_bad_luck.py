"""At the till when two things happen at once, or a clock is wrong: points go once, or not at all and for a reason."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from chain.errors import DomainError
from chain.units import Points
from points.errors import MerchantClosed, PaymentCodeRefused, PointsShort
from points.models import PaymentState
from points.services.sale import Sale
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region


def tried(act: Callable[[], int]) -> int | DomainError:
    try:
        return act()
    except DomainError as refused:
        return refused


def test_two_tills_reading_one_code_at_once_take_it_once(region: Region) -> None:
    holder, shops = region.person(), [region.shop(), region.shop("道の駅")]
    region.grant(region.program(), {holder: 1_000})
    code = region.points.issue_payment_code.issue(holder).payload
    sales = [Sale(shop, region.cashiers[shop], code, Points(300), str(uuid4())) for shop in shops]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda sale: tried(lambda: region.points.charge_customer.charge(sale)), sales))
    (refused,) = [one for one in found if not isinstance(one, int)]
    assert isinstance(refused, PaymentCodeRefused) and refused.reason == "used"
    region.settle()
    assert int(region.balance(holder).total) == 700


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_machines_clock_some_minutes_off_the_chains_loses_no_payment(region: Region, seconds: int) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 1_000})
    region.platform.clock.advance(timedelta(seconds=seconds))  # type: ignore[attr-defined]
    payment = region.points.charge_customer.charge(region.sale(shop, holder, 300))
    region.settle()
    assert region.payment(shop, payment).state is PaymentState.CONFIRMED
    assert int(region.balance(holder).total) == 700


def test_a_clock_an_hour_slow_has_the_payment_refused_with_the_reason_and_nothing_taken(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 1_000})
    region.platform.clock.advance(-timedelta(hours=1))  # type: ignore[attr-defined]
    payment = region.points.charge_customer.charge(region.sale(shop, holder, 300))
    region.settle()
    found = region.payment(shop, payment)
    assert (found.state, found.failure) == (PaymentState.FAILED, "SignatureExpired")
    assert int(region.balance(holder).total) == 1_000


def test_a_program_past_its_last_day_is_neither_shown_nor_taken(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(days=10), {holder: 500}, expires_in=10)
    region.travel(timedelta(days=11))
    assert int(region.balance(holder).total) == 0
    with pytest.raises(PointsShort) as refused:
        region.points.charge_customer.charge(region.sale(shop, holder, 1))
    assert int(refused.value.available) == 0


def test_a_shop_stopped_between_the_look_and_the_press_takes_nothing(region: Region) -> None:
    holder, shop = region.person(), region.shop()
    region.grant(region.program(), {holder: 500})
    sale = region.sale(shop, holder, 100)
    assert region.points.charge_customer.preview(shop, sale.code, Points(100)).left == 400
    stopping = region.points.suspend_merchant
    asked = stopping.prepare(UDA, region.officer, shop, "書類の確認", is_suspended=True)
    stopping.complete(asked.subject, region.sign(asked), region.officer)
    region.settle()
    with pytest.raises(MerchantClosed):
        region.points.charge_customer.charge(sale)
    assert int(region.balance(holder).total) == 500
