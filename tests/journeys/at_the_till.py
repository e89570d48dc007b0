"""What the shop's phone and a customer's phone do at a sale."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from app.demo.accounts import CASHIERS


def open_till(shop: Page) -> None:
    """By the menu, as somebody who has just signed in; where the till asks who stands there, as its manager."""
    shop.goto("/account")
    shop.locator("summary.menu__button").click()
    shop.get_by_role("link", name="加盟店端末").locator("visible=true").first.click()
    expect(shop.locator("#pin, #amount").first).to_be_visible()
    if shop.locator("#pin").is_visible():
        shop.get_by_label(CASHIERS[0].name).check()
        shop.locator("#pin").fill(CASHIERS[0].pin)
        shop.locator("#pin").press("Enter")
    expect(shop.locator("#amount")).to_be_focused()


def payment_code(customer: Page) -> str:
    """What the QR on the customer's phone holds."""
    customer.goto("/points/qr")
    code = customer.locator("[data-payment-code]").get_attribute("data-payment-code")
    assert code
    return f"MUSUBI:{code}"


def enter_amount(shop: Page, keys: str) -> None:
    """Type the amount on the keypad and go on to the scan."""
    for key in keys:
        shop.get_by_role("button", name=key, exact=True).click()
    shop.get_by_role("button", name="次へ：QRコードを読む").click()
    expect(shop.locator("#code")).to_be_visible()


def scan(shop: Page, code: str) -> None:
    """A scanner types like a keyboard and ends with Enter."""
    shop.keyboard.type(code, delay=2)
    shop.keyboard.press("Enter")


def show_code(door: Page, code: str) -> None:
    """Somebody shows a code at the door, and the scanner types it."""
    door.locator("#code").fill(code)
    door.locator("#code").press("Enter")


def take(shop: Page, customer: Page, keys: str) -> None:
    """Type the amount on the keypad, let the scanner type the code, press the large button."""
    enter_amount(shop, keys)
    scan(shop, payment_code(customer))
    shop.get_by_role("button", name="受け取る").click()


def taken(shop: Page, amount: str) -> Locator:
    """The large success sign over this amount."""
    sign = shop.locator(".verdict--done")
    expect(sign).to_contain_text("受け取りました", timeout=30_000)
    expect(sign).to_contain_text(amount)
    return sign
