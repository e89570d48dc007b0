"""A traveller from outside donates to Shimoda, gets the coin within seconds, and pays with it in Shizuoka."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.demo.accounts import SHOPKEEPER
from app.sample_services import address_of
from app.sandbox_services.registry import find_service
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import PHONE, device, follow
from tests.journeys.at_the_till import open_till, take, taken
from tests.journeys.buying import Axe, Screens, looked_at

TRAVELLER = "journey-traveller@example.jp"
NAME, ADDRESS = "旅野 歩", "東京都杉並区阿佐谷南1-15-1"


def test_a_donation_from_outside_becomes_coin_and_is_spent_in_another_town(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    about = find_service("hometown_tax")
    assert about is not None
    office, given = address_of(live_platform.settings, about), browser_context_args
    with device(browser, given, PHONE, TRAVELLER) as traveller, device(browser, given, PHONE, SHOPKEEPER.email) as shop:
        signs_in_at_the_office(traveller, office)
        is_told_that_residents_get_no_coin(traveller, office)
        donates(traveller, axe, screens)
        gets_the_coin(traveller, axe, screens)
        sees_the_receipt(traveller, axe, screens)
        open_till(shop)
        take(shop, traveller, "4000")
        taken(shop, "4,000")
        traveller.goto("/points")
        expect(traveller.locator(".purse__total")).to_contain_text("2,000")


def signs_in_at_the_office(page: Page, office: str) -> None:
    page.goto("/account")
    number = re.search(r"M-[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())
    assert number is not None
    page.goto(f"{office}/sign-in?next=/donations/new")
    page.locator("input[name=shown]").fill(number[0])
    follow(page, page.locator("main form").get_by_role("button", name="サインインする"))


def is_told_that_residents_get_no_coin(page: Page, office: str) -> None:
    fills_in(page, "静岡県賀茂郡松崎町宮内301")
    expect(page.get_by_text("住んでいる地域への返礼は、法律で認められていません")).to_be_visible()
    expect(page.get_by_label("氏名")).to_have_value(NAME)


def fills_in(page: Page, address: str) -> None:
    page.get_by_label("寄附先").select_option(label="下田市")
    page.get_by_label("寄附の額（円）").fill("20000")
    page.get_by_label("氏名").fill(NAME)
    page.get_by_label("住所（都道府県から）").fill(address)
    follow(page, page.get_by_role("button", name="内容を確かめる"))


def donates(page: Page, axe: Axe, screens: Screens) -> None:
    looked_at(page, axe, screens, "hometown-tax-form")
    fills_in(page, ADDRESS)
    expect(page.get_by_text("6,000ポイントまで")).to_be_visible()
    looked_at(page, axe, screens, "hometown-tax-check")
    follow(page, page.get_by_role("button", name="支払いに進む"))
    follow(page, page.get_by_role("button", name="支払う"))


def gets_the_coin(page: Page, axe: Axe, screens: Screens) -> None:
    expect(page.get_by_text("6,000ポイントが届きました")).to_be_visible()
    looked_at(page, axe, screens, "hometown-tax-coin")


def sees_the_receipt(page: Page, axe: Axe, screens: Screens) -> None:
    follow(page, page.get_by_role("link", name="受領証を見る"))
    for words in (f"{NAME} 様", "金 20,000 円", "下田市長"):
        expect(page.locator("article")).to_contain_text(words)
    looked_at(page, axe, screens, "hometown-tax-receipt")
