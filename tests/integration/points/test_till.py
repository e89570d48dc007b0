"""The till's promises: one press is one payment however bad the line is, and a day that is over stays as it was."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from chain.ids import Address
from points.errors import PaymentCodeRefused
from points.queries.till import ShopDay, shop_day
from points.services import charge_customer, read_payer
from tests.fixtures.points import Region


@pytest.fixture
def shop(region: Region) -> int:
    return region.shop()


@pytest.fixture
def holder(region: Region) -> Address:
    holder = region.person()
    region.grant(region.program(), {holder: 1_000})
    return holder


def day_of(region: Region, shop: int, day: date) -> ShopDay:
    with region.platform.db.read() as session:
        return shop_day(session, shop, day, region.platform.clock.now())


def test_a_second_press_that_overtakes_the_first_gets_its_payment_and_no_refusal(
    region: Region, shop: int, holder: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    sale = region.sale(shop, holder, 300)
    both_inside = threading.Barrier(2)
    lock_payer = read_payer.lock_payer

    def meet_before_locking(session: Session, text: str) -> Address | None:
        if not region.platform.db.is_sqlite:  # there the second transaction begins after the first has ended
            both_inside.wait(10)
        return lock_payer(session, text)

    monkeypatch.setattr(charge_customer, "lock_payer", meet_before_locking)
    with ThreadPoolExecutor(2) as pool:
        payments = set(pool.map(lambda _: region.points.charge_customer.charge(sale), range(2)))
    assert len(payments) == 1
    region.settle()
    assert int(region.balance(holder).total) == 700


def test_a_sale_whose_answer_was_lost_is_found_by_its_key(region: Region, shop: int, holder: Address) -> None:
    sale = region.sale(shop, holder, 120)
    payment_id = region.points.charge_customer.charge(sale)
    assert region.points.withdraw_sale.withdraw(shop, sale.code, sale.request_key) == payment_id
    region.settle()
    assert int(region.balance(holder).total) == 880


def test_a_sale_that_was_given_up_takes_nothing_when_it_arrives_late(
    region: Region, shop: int, holder: Address
) -> None:
    sale = region.sale(shop, holder, 120)
    assert region.points.withdraw_sale.withdraw(shop, sale.code, sale.request_key) is None
    with pytest.raises(PaymentCodeRefused) as late:
        region.points.charge_customer.charge(sale)
    assert late.value.reason == "used"
    assert region.points.withdraw_sale.withdraw(shop, sale.code, sale.request_key) is None
    assert int(region.balance(holder).total) == 1_000


def test_another_shops_sale_is_not_found_by_its_key(region: Region, shop: int, holder: Address) -> None:
    sale = region.sale(shop, holder, 120)
    region.points.charge_customer.charge(sale)
    assert region.points.withdraw_sale.withdraw(region.shop("道の駅"), sale.code, sale.request_key) is None


def test_a_refund_on_a_later_day_leaves_the_totals_of_the_day_of_sale(
    region: Region, shop: int, holder: Address
) -> None:
    first_day = region.today
    payment_id = region.pay(shop, holder, 400)
    region.travel(timedelta(days=1))
    region.refund(shop, payment_id, 150)
    region.settle()
    sold, later = day_of(region, shop, first_day), day_of(region, shop, region.today)
    assert (sold.count, int(sold.taken), int(sold.refunded), sold.kept) == (1, 400, 0, 400)
    assert (later.count, int(later.taken), int(later.refunded), later.kept) == (0, 0, 150, -150)
    assert [int(entry.act.amount) for entry in later.entries] == [150]
    assert later.entries[0].payment.id == payment_id


def test_the_day_lists_payments_and_refunds_newest_first(region: Region, shop: int, holder: Address) -> None:
    first = region.pay(shop, holder, 300)
    region.refund(shop, first, 100)
    region.settle()
    second = region.pay(shop, holder, 50)
    found = day_of(region, shop, region.today)
    acts = [(entry.payment.id, entry.refund is not None, int(entry.act.amount)) for entry in found.entries]
    assert acts[-1] == (first, False, 300)
    assert set(acts) == {(second, False, 50), (first, True, 100), (first, False, 300)}
    assert (found.count, int(found.taken), int(found.refunded), found.kept) == (2, 350, 100, 250)
    stamps = [entry.act.created_at for entry in found.entries]
    assert stamps == sorted(stamps, reverse=True)
