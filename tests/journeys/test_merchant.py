"""The merchant's job: amount, the customer's code, success in large letters, a refund, the day's list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acting import PHONE, device
from tests.journeys.at_the_till import open_till, payment_code, scan, take, taken

Check = Callable[[Page], None]
Take = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def shop(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """The shop's phone."""
    with device(browser, browser_context_args, PHONE, "shop@example.jp") as page:
        yield page


@pytest.fixture(scope="module")
def customer(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with device(browser, browser_context_args, PHONE, "hanako@example.jp") as page:
        yield page


def test_a_shop_takes_points_and_sees_a_large_success_sign(
    shop: Page, customer: Page, axe: Check, screens: Take
) -> None:
    open_till(shop)
    axe(shop)
    screens(shop, "till")
    take(shop, customer, "350")
    taken(shop, "350")
    axe(shop)
    screens(shop, "till-success")
    expect(customer.locator(".notice--success")).to_contain_text("350")
    axe(customer)
    screens(customer, "qr")


def test_the_shop_gives_a_part_back_and_the_list_shows_it(
    shop: Page, customer: Page, axe: Check, screens: Take
) -> None:
    open_till(shop)
    take(shop, customer, "400")
    taken(shop, "400")
    shop.get_by_role("link", name="返金する").click()
    axe(shop)
    screens(shop, "refund")
    shop.get_by_label("返金するポイント").fill("150")
    shop.get_by_role("button", name="返金する", exact=True).click()
    expect(shop.locator(".notice--success")).to_contain_text("返金を受け付けました")
    shop.get_by_role("link", name="きょうの一覧").click()
    expect(shop.locator("tbody tr").first).to_contain_text("−150")
    axe(shop)
    screens(shop, "till-day")


def test_a_code_works_once_and_the_refusal_says_what_to_do(shop: Page, customer: Page) -> None:
    code = payment_code(customer)
    for expected in ("受け取りました", "すでに使われています"):
        open_till(shop)
        shop.keyboard.type("120")
        shop.keyboard.press("Enter")
        scan(shop, code)
        if expected == "受け取りました":
            shop.get_by_role("button", name="受け取る").click()
        expect(shop.locator("#till-result")).to_contain_text(expected)


def test_a_lost_answer_is_asked_for_again_and_charges_once(shop: Page, customer: Page) -> None:
    open_till(shop)
    lost: list[str] = []

    def lose_first(route: object) -> None:
        if not lost:
            lost.append("lost")
            route.fetch()  # type: ignore[attr-defined]  # the server takes the payment, the till never hears of it
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    shop.route("**/payments", lose_first)
    take(shop, customer, "110")
    expect(shop.locator("[data-till-line]")).to_be_visible()
    expect(shop.locator(".verdict--done")).to_contain_text("110")
    shop.unroute("**/payments")
    shop.get_by_role("link", name="きょうの一覧").click()
    assert shop.locator("tbody tr", has_text="110").count() == 1


def test_the_customer_sees_the_points_that_are_left_and_why(customer: Page, axe: Check, screens: Take) -> None:
    customer.goto("/points")
    axe(customer)
    screens(customer, "points")
    customer.get_by_role("link", name="履歴", exact=True).click()
    expect(customer.locator(".history__entry").first).to_contain_text("駿府みそ茶屋")
    axe(customer)
    screens(customer, "points-history")


def test_a_customer_stamps_at_the_shops_code_and_a_lost_answer_charges_once(
    shop: Page, customer: Page, screens: Take
) -> None:
    open_till(shop)
    till = shop.url
    shop.goto(f"{till}/code")
    url = shop.locator(".shop-code__url").inner_text()
    shop.goto(till)
    customer.goto("/pay/" + url.rpartition("/")[2])
    customer.locator("#amount").fill("130")
    customer.get_by_role("button", name="次へ").click()
    screens(customer, "stamp")
    lost: list[str] = []

    def lose_first(route: object) -> None:
        if not lost:
            lost.append("lost")
            route.fetch()  # type: ignore[attr-defined]  # the server takes the payment, the phone never hears of it
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    customer.route("**/payments", lose_first)
    customer.get_by_role("button", name="スタンプ").click()
    expect(customer.locator("[data-till-line]")).to_be_visible()
    expect(customer.locator(".paid--done")).to_contain_text("130")
    customer.unroute("**/payments")
    screens(customer, "stamped")
    expect(shop.locator(".incoming__one")).to_have_count(1)  # by itself, and once
    expect(shop.locator(".incoming__one")).to_contain_text("130")
