"""A resident of Bandai reads the card with the phone, gets a tenth of the coins on top and the digital resident card at
once; cancelling first, and trying another account afterwards."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.demo.accounts import RESIDENT
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import PHONE, device, follow
from tests.journeys.buying import Axe, Screens, looked_at

SECOND = "journey-second-account@example.jp"
CARD = "磐梯町 デジタル住民票"


def test_a_resident_reads_the_card_and_gets_coins_and_the_resident_card(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, PHONE, RESIDENT.email) as resident, device(browser, given, PHONE, SECOND) as second:
        cancels(resident)
        reads_the_card(resident, axe, screens)
        takes_a_tenth_on_top(resident)
        takes_the_resident_card(resident)
        is_refused_on_another_account(second, axe, screens)


def cancels(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("link", name="本人確認へ").click()
    follow(page, page.get_by_role("button", name="カードの読み取りに進む"))
    page.get_by_role("button", name="やめる").click()
    expect(page.get_by_text("アプリで取りやめたため")).to_be_visible()


def reads_the_card(page: Page, axe: Axe, screens: Screens) -> None:
    looked_at(page, axe, screens, "identity-start")
    gives_card(page)
    expect(page.get_by_text("本人確認が終わりました。")).to_be_visible()
    expect(page.get_by_text("30〜44歳", exact=True)).to_be_visible()
    looked_at(page, axe, screens, "identity-verified")


def gives_card(page: Page) -> None:
    """Of the first person on the provider's page, who lives in Bandai."""
    follow(page, page.get_by_role("button", name="カードの読み取りに進む"))
    page.get_by_role("button", name="同意して渡す").click()
    page.wait_for_url(re.compile(r"/account/identity(/moves/\d+)?$"))


def takes_a_tenth_on_top(page: Page) -> None:
    offer = page.locator(".identity-gain").filter(has_text="ばんだいコイン")
    held, tenth = (int(found.replace(",", "")) for found in re.findall(r"([\d,]+)ポイント", offer.inner_text())[:2])
    assert tenth == held // 10 > 0
    offer.get_by_role("button", name="受け取る").click()
    expect(page.locator(".identity-gain").filter(has_text="受け取りました")).to_contain_text(f"{tenth:,}ポイント")
    page.goto("/points")
    expect(page.locator(".purse__total")).to_contain_text(f"{held + tenth:,}")


def takes_the_resident_card(page: Page) -> None:
    page.goto("/account/identity")
    page.get_by_role("button", name="デジタル住民票を受け取る").click()
    expect(page.get_by_text("あなたのカードです")).to_be_visible()
    page.goto("/account/identity")
    expect(page.locator(".identity-gain").filter(has_text=CARD)).to_contain_text("お持ちです")


def is_refused_on_another_account(page: Page, axe: Axe, screens: Screens) -> None:
    page.goto("/account/identity")
    gives_card(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("別のアカウントで本人確認が済んでいます")
    looked_at(page, axe, screens, "identity-elsewhere")
    page.get_by_role("link", name="移さない").click()
    expect(page.get_by_text("本人確認済み", exact=True)).to_have_count(0)
