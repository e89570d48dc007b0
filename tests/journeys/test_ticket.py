"""A traveller with a phone books the ferry for two and a child, shows the code, and gives one ticket back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import PHONE, sign_in
from tests.journeys.buying import Axe, Screens, take_test_yen

TRAVELLER = "journey-traveller@example.jp"
FERRY = "駿河湾フェリー 乗船券"
_ARRIVES_WITHIN = 20_000  # milliseconds


def test_a_traveller_books_a_ferry_and_gives_a_ticket_back(
    live_platform: LivePlatform, page: Page, axe: Axe, screens: Screens
) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page.goto(f"{live_platform.url}/items?kind=ticket")
    page.get_by_role("link", name=FERRY).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FERRY)
    axe(page)
    screens(page, "ticket-service")
    page.locator("label.ticket-slot:not(.ticket-slot--closed)").nth(3).click()
    page.get_by_label("周遊券").fill("")
    page.get_by_label(re.compile("^おとな(?!（)")).fill("2")
    page.get_by_label("こども").fill("1")
    page.get_by_role("button", name="予約の確認へ進む").click()

    sign_in(page, TRAVELLER)
    expect(page.get_by_role("heading", level=1)).to_have_text("予約の確認")
    page.get_by_role("link", name="試験用の円を受け取る").click()
    take_test_yen(page)
    page.get_by_role("link", name="購入の続きへ").click()
    axe(page)
    screens(page, "ticket-review")
    page.get_by_role("button", name="署名へ進む").click()
    page.get_by_role("button", name="署名して進む").click()
    expect(page.get_by_text("予約できました")).to_be_visible(timeout=_ARRIVES_WITHIN)
    page.get_by_role("link", name="チケットを見る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("マイチケット")
    axe(page)
    screens(page, "tickets")

    page.get_by_role("listitem").filter(has_text="こども").get_by_role("link", name=FERRY).click()
    expect(page.get_by_role("img", name="入口で見せるコード")).to_be_visible()
    axe(page)
    screens(page, "ticket")
    page.get_by_text("返金する", exact=True).click()
    page.get_by_role("button", name="返金の署名へ進む").click()
    page.get_by_role("button", name="署名して進む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("マイチケット")
    expect(page.get_by_role("listitem").filter(has_text="こども")).to_have_count(0, timeout=_ARRIVES_WITHIN)
