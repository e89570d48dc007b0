"""The shop's own page of visits: big numbers, nobody's name, and closed to everybody else."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import business_date, day_number
from chain.ids import Address
from points.analytics.models import CustomerMonth, HourCount
from points.models import Merchant, MerchantCategory
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from wallet import Role

SHOP = 7
PAGE = f"/terminal/{SHOP}/visits"


@pytest.fixture
def staff(client: FlaskClient, platform: Platform, sign_in: SignIn) -> FlaskClient:
    account = sign_in(roles=[(Role.MERCHANT_STAFF, str(SHOP))])
    with platform.db.write() as session:
        session.add(
            Merchant(
                id=SHOP, municipality=UDA, name_ja="薬草茶房", name_en="Tea room", account=Address("0x" + "7" * 40),
                category=MerchantCategory.FOOD, deadline=0, created_by=account.address,
                created_at=platform.clock.now(),
            )
        )  # fmt: skip
    return client


def customers(platform: Platform, number: int) -> list[Address]:
    people = [Address(f"0x{one:040d}") for one in range(1, number + 1)]
    month = day_number(business_date(platform.clock.now()).replace(day=1))
    with platform.db.write() as session:
        for one in people:
            sums = {"payments": 1, "points": 300, "refunded": 0}
            session.add(CustomerMonth(merchant_id=SHOP, month=month, program_id=1, customer=one, **sums))
        hours = {"weekday": 5, "hour": 12, "payments": number, "points": 300 * number}
        session.add(HourCount(merchant_id=SHOP, month=month, **hours))
    return people


def test_a_shop_sees_how_many_came_and_when_and_not_who(staff: FlaskClient, platform: Platform) -> None:
    assert "まだ来店の記録がありません" in staff.get(PAGE).text
    assert PAGE in staff.get(f"/terminal/{SHOP}/menu").text
    people = customers(platform, 8)
    shown = staff.get(PAGE).text
    assert "8<small>回" in shown and "8<small>人" in shown and "300<small>ポイント" in shown and "土曜" in shown
    assert not any(one in shown or f"{one[:6]}…" in shown for one in people)
    staff.set_cookie("musubi_lang", "en")
    assert "Your customers" in staff.get(PAGE).text


def test_of_fewer_than_five_customers_the_shop_is_told_no_more_than_that(
    staff: FlaskClient, platform: Platform
) -> None:
    customers(platform, 3)
    shown = staff.get(PAGE).text
    assert "5人未満" in shown and "3<small>人" not in shown and "まだ少ないため出しません" in shown


@pytest.mark.parametrize("who", ["nobody", "person", "other_shop", "officer"])
def test_to_everybody_else_the_page_is_closed(
    staff: FlaskClient, platform: Platform, sign_in: SignIn, who: str
) -> None:
    customers(platform, 8)
    if who == "nobody":
        assert staff.application.test_client().get(PAGE).status_code == 303
        return
    roles = {"person": [], "other_shop": [(Role.MERCHANT_STAFF, "8")], "officer": [(Role.OFFICER, str(UDA))]}
    sign_in(email="else@example.jp", roles=roles[who])
    assert staff.get(PAGE).status_code == 403
