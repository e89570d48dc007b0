"""A traveller buys a pass without a day and shows its code at the tea house, where the line has gone: pages that were
opened before open again, the list lets the traveller in, and when the line is back the stamp arrives. The same code a
second time is refused with the time of the first. Then the traveller joins a fan club whose card comes at once, and the
tea house gives what it gives to members."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.demo.accounts import SHOPKEEPER
from tests.fixtures.browser import LivePlatform
from tests.fixtures.waiting import wait_until
from tests.journeys.acting import PHONE, device, follow
from tests.journeys.at_the_till import open_till, show_code
from tests.journeys.buying import Axe, Screens, fill_balance, looked_at, sign

TRAVELLER = "journey-rover@example.jp"
PASS = "駿府と清水港 めぐり券"
CLUB, PERK = "ふくしまファンクラブ 会員証", "会津みそのみそ汁を1杯"
_IS_KEPT = """caches.match(location.pathname, { ignoreVary: true }).then(
  (found) => !!found && !!navigator.serviceWorker.controller)"""


def test_a_ticket_is_let_in_once_at_the_door(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, PHONE, TRAVELLER) as traveller, device(browser, given, PHONE, SHOPKEEPER.email) as shop:
        code = buys_a_pass(traveller, axe, screens)
        opens_the_door(shop, axe, screens)
        loses_the_line(traveller)
        expect(traveller.get_by_role("img", name="入口で見せるコード")).to_be_visible()
        expect(traveller.get_by_text("前に開いたときの画面です")).to_be_visible()
        loses_the_line(shop)
        show_code(shop, code)
        expect(shop.locator(".verdict--done")).to_contain_text("ようこそ")
        expect(shop.locator(".verdict--done")).to_contain_text(PASS)
        expect(shop.get_by_text("送るのを待っている入場：1件")).to_be_visible()
        looked_at(shop, axe, screens, "admission-welcome")
        for page in (shop, traveller):
            page.context.set_offline(False)
        expect(shop.get_by_text("送るのを待っている入場")).to_be_hidden()
        shop.get_by_role("button", name="次の方").click()
        show_code(shop, code)
        expect(shop.locator(".verdict--failed")).to_contain_text(re.compile(r"\d{1,2}:\d{2}"))
        looked_at(shop, axe, screens, "admission-refused")
        wait_until(lambda: is_stamped(traveller), "the stamp on the ticket", pause=0.5)
        looked_at(traveller, axe, screens, "admission-ticket-used")
        gets_the_perk_of_a_member(traveller, shop, axe, screens)


def gets_the_perk_of_a_member(traveller: Page, shop: Page, axe: Axe, screens: Screens) -> None:
    traveller.goto("/member-cards")
    traveller.get_by_role("link", name=CLUB).click()
    traveller.get_by_role("button", name="カードを受け取る").click()
    traveller.get_by_role("link", name="カードを開く").click()
    code = traveller.locator(".ticket-face__text").inner_text()
    looked_at(traveller, axe, screens, "member-card")
    shop.get_by_role("link", name="もう一度読み取る").click()
    show_code(shop, code)
    expect(shop.get_by_role("heading", name=CLUB)).to_be_visible()
    expect(shop.get_by_text(PERK)).to_be_visible()
    looked_at(shop, axe, screens, "member-perk")
    shop.get_by_role("button", name="渡して記録する").click()
    expect(shop.get_by_role("heading", name="記録しました")).to_be_visible()
    traveller.reload()
    expect(traveller.get_by_role("region", name="受けた特典")).to_contain_text(PERK)


def is_stamped(traveller: Page) -> bool:
    """The ticket as it is now: the chain takes a moment after the welcome."""
    traveller.reload()
    return traveller.locator(".ticket-leg--used").count() == 1


def buys_a_pass(traveller: Page, axe: Axe, screens: Screens) -> str:
    """What the QR on the ticket holds."""
    fill_balance(traveller, "/items?kind=ticket")
    traveller.get_by_role("link", name=PASS).first.click()
    expect(traveller.get_by_role("heading", level=1)).to_have_text(PASS)
    looked_at(traveller, axe, screens, "admission-pass")
    follow(traveller, traveller.get_by_role("button", name="予約の確認へ進む"))
    sign(traveller)
    follow(traveller, traveller.get_by_role("link", name="チケットを見る"))
    expect(traveller.get_by_role("img", name="入口で見せるコード")).to_be_visible()
    return traveller.locator(".ticket-face__text").inner_text()


def opens_the_door(shop: Page, axe: Axe, screens: Screens) -> None:
    open_till(shop)
    follow(shop, shop.get_by_role("link", name="メニュー").locator("visible=true").first)
    follow(shop, shop.get_by_role("link", name=re.compile("^入場")))
    shop.get_by_role("button", name="きょうのリストを読み込む").click()
    expect(shop.get_by_text("読み込みました")).to_be_visible()
    looked_at(shop, axe, screens, "admission-door")


def loses_the_line(page: Page) -> None:
    """And opens the page anew, as a phone does that was in a pocket."""
    wait_until(lambda: page.evaluate(_IS_KEPT), "the page is kept")
    page.context.set_offline(True)
    page.reload()
