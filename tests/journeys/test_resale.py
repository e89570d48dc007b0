"""Somebody who holds an ambassador card offers it for resale; another person buys it, the card's history says so, and
the seller has the yen."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, digits, follow
from tests.journeys.buying import Axe, Screens, fill_balance, looked_at, sign

CARD = "伊豆ファン倶楽部カード"
SELLER = "journey-seller@example.jp"
BUYER = "journey-second-owner@example.jp"


def test_a_card_is_resold_and_the_seller_has_the_yen(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, DESK, SELLER) as seller, device(browser, given, PHONE, BUYER) as buyer:
        token = buys_a_card(seller)
        before = balance(seller)
        proceeds = offers_it_for(seller, token, "8000", axe, screens)
        buys_it(buyer, token, axe, screens)
        assert balance(seller) == before + proceeds
        seller.goto(token)
        expect(seller.get_by_text("あなたのカードです")).to_have_count(0)


def buys_a_card(seller: Page) -> str:
    """The address of the card's page."""
    fill_balance(seller, "/items?kind=ambassador_card")
    seller.get_by_role("link", name=CARD).first.click()
    follow(seller, seller.get_by_role("button", name="購入の確認へ進む"))
    sign(seller)
    expect(seller.get_by_role("heading", name="手に入りました")).to_be_visible()
    seller.locator(".order__picture--revealed a").first.click()
    expect(seller.get_by_text("あなたのカードです")).to_be_visible()
    return seller.url


def balance(holder: Page) -> int:
    holder.goto("/collection")
    return digits(holder.locator("dl.figures div", has_text="残高").locator("dd").inner_text())


def offers_it_for(seller: Page, token: str, price: str, axe: Axe, screens: Screens) -> int:
    """What the seller gets of it, in yen."""
    seller.goto(token)
    seller.get_by_role("link", name="売り出す", exact=True).click()
    seller.get_by_label("値段").fill(price)
    looked_at(seller, axe, screens, "resale-offer")
    follow(seller, seller.get_by_role("button", name="内容を確かめて署名へ進む"))
    proceeds = digits(seller.locator(".act__row", has_text="あなたの受け取り").locator("dd").inner_text())
    assert proceeds < int(price)
    looked_at(seller, axe, screens, "resale-signature")
    follow(seller, seller.get_by_role("button", name="署名して進む"))
    expect(seller.get_by_text("売り出し中です")).to_be_visible()
    looked_at(seller, axe, screens, "resale-on-sale")
    return proceeds


def buys_it(buyer: Page, token: str, axe: Axe, screens: Screens) -> None:
    fill_balance(buyer, urlsplit(token).path)
    follow(buyer, buyer.get_by_role("link", name="この作品を買う"))
    expect(buyer.locator(".order__total dd")).to_contain_text("8,000")
    looked_at(buyer, axe, screens, "resale-review")
    sign(buyer)
    expect(buyer.get_by_role("heading", name="手に入りました")).to_be_visible()
    looked_at(buyer, axe, screens, "resale-bought")
    follow(buyer, buyer.get_by_role("link", name="作品の画面へ"))
    expect(buyer.get_by_text("あなたのカードです")).to_be_visible()
    expect(buyer.locator(".provenance")).to_contain_text(re.compile("8,000円で売られました"))
    looked_at(buyer, axe, screens, "resale-history")
