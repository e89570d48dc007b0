"""A shop's offer is looked at a second time by the town's curator, approved and signed for, and stands on the
marketplace."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.demo.accounts import OFFICER
from app.demo.desk import MISO
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, device, follow
from tests.journeys.at_the_desk import console, sign
from tests.journeys.buying import Axe, Screens, looked_at

MORNING = MISO["name_ja"]


def test_an_offer_goes_from_review_to_the_marketplace(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    with device(browser, browser_context_args, DESK, OFFICER.email) as curator:
        console(curator, "販売と寄附")
        looked_at(curator, axe, screens, "selling-desk")
        curator.get_by_role("link", name=MORNING).click()
        expect(curator.get_by_role("heading", level=1)).to_have_text(MORNING)
        expect(curator.locator("#said")).to_contain_text("アレルギー")
        looked_at(curator, axe, screens, "selling-review")
        approves_and_signs(curator)
        looked_at(curator, axe, screens, "selling-on-sale")
        stands_on_the_marketplace(curator, axe, screens)


def approves_and_signs(curator: Page) -> None:
    curator.get_by_label("出品した人に伝えること").fill("ありがとうございます。これで始めましょう。")
    follow(curator, curator.get_by_role("button", name="承認する"))
    follow(curator, curator.get_by_role("button", name="作品を登録する（署名）"))
    sign(curator)
    curator.get_by_role("button", name="販売を始める（署名）").click()  # the page comes to it by itself
    sign(curator)
    expect(curator.get_by_role("link", name="買う人が見る画面")).to_be_visible()
    expect(curator.locator(".badge--success", has_text="販売中")).to_be_visible()


def stands_on_the_marketplace(curator: Page, axe: Axe, screens: Screens) -> None:
    follow(curator, curator.get_by_role("link", name="買う人が見る画面"))
    expect(curator.get_by_role("heading", level=1)).to_have_text(MORNING)
    expect(curator.get_by_role("button", name="購入の確認へ進む")).to_be_visible()
    looked_at(curator, axe, screens, "selling-item")
    curator.goto("/items?kind=tourism")
    expect(curator.get_by_role("link", name=MORNING).first).to_be_visible()
