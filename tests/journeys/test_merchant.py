"""The merchant's job: amount, the customer's code, success in large letters, a refund, the day's list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acting import sign_in

Check = Callable[[Page], None]
Take = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def shop(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[Page]:
    """The shop's phone."""
    context = browser.new_context(**{**browser_context_args, "viewport": {"width": 390, "height": 844}})  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, "shop@example.jp")
    yield page
    context.close()


@pytest.fixture(scope="module")
def customer(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[Page]:
    context = browser.new_context(**{**browser_context_args, "viewport": {"width": 390, "height": 844}})  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, "hanako@example.jp")
    yield page
    context.close()


def payment_code(customer: Page) -> str:
    customer.goto("/points/qr")
    code = customer.locator("[data-payment-code]").get_attribute("data-payment-code")
    assert code
    return f"MUSUBI:{code}"


def open_till(shop: Page) -> None:
    shop.goto("/account")
    shop.locator("summary.menu__button").click()
    shop.get_by_role("link", name="加盟店端末").locator("visible=true").first.click()
    expect(shop.locator("#amount")).to_be_focused()


def take(shop: Page, customer: Page, keys: str) -> None:
    """Type the amount on the keypad, let the scanner type the code, press the large button."""
    for key in keys:
        shop.get_by_role("button", name=key, exact=True).click()
    shop.get_by_role("button", name="次へ：QRコードを読む").click()
    shop.keyboard.type(payment_code(customer), delay=2)
    shop.keyboard.press("Enter")
    shop.get_by_role("button", name="受け取る").click()


def test_a_shop_takes_points_and_sees_a_large_success_sign(
    shop: Page, customer: Page, axe: Check, screens: Take
) -> None:
    open_till(shop)
    axe(shop)
    screens(shop, "till")
    take(shop, customer, "350")
    done = shop.locator(".verdict--done")
    expect(done).to_be_visible(timeout=10_000)
    expect(done).to_contain_text("受け取りました")
    expect(done).to_contain_text("350")
    axe(shop)
    screens(shop, "till-success")
    expect(customer.locator(".notice--success")).to_contain_text("350", timeout=10_000)
    axe(customer)
    screens(customer, "qr")


def test_the_shop_gives_a_part_back_and_the_list_shows_it(
    shop: Page, customer: Page, axe: Check, screens: Take
) -> None:
    open_till(shop)
    take(shop, customer, "400")
    expect(shop.locator(".verdict--done")).to_be_visible(timeout=10_000)
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
        shop.keyboard.type(code, delay=2)
        shop.keyboard.press("Enter")
        if expected == "受け取りました":
            shop.get_by_role("button", name="受け取る").click()
        expect(shop.locator("#till-result")).to_contain_text(expected, timeout=10_000)


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
    expect(shop.locator(".verdict--done")).to_contain_text("110", timeout=15_000)
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
    expect(customer.locator(".paid--done")).to_contain_text("130", timeout=15_000)
    customer.unroute("**/payments")
    screens(customer, "stamped")
    expect(shop.locator(".incoming__one")).to_have_count(1, timeout=10_000)  # by itself, and once
    expect(shop.locator(".incoming__one")).to_contain_text("130")
