"""Two people bid for the name of a village's hall: the first is outbid, sees it on the page that is still open, and has
the money back."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, digits, follow
from tests.journeys.buying import Axe, Screens, fill_balance, looked_at, sign

HALL = "舟橋会館 ホールの名付け親"
FIRST = "journey-bidder@example.jp"
SECOND = "journey-rival@example.jp"


def test_a_bidder_is_outbid_and_has_the_money_back(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, DESK, FIRST) as first, device(browser, given, PHONE, SECOND) as second:
        for bidder in (first, second):
            fill_balance(bidder, "/auctions")
        before = opens_the_auction(first)
        looked_at(first, axe, screens, "naming-auction")
        bids(first)
        looked_at(first, axe, screens, "naming-leading")
        assert opens_the_auction(second) == before
        bids(second)
        is_outbid(first, before, axe, screens)


def opens_the_auction(bidder: Page) -> int:
    """The balance, in yen."""
    bidder.goto("/collection")
    balance = digits(bidder.locator("dl.figures div", has_text="残高").locator("dd").inner_text())
    bidder.goto("/auctions")
    bidder.get_by_role("link", name=HALL).first.click()
    expect(bidder.get_by_role("heading", level=1)).to_have_text(HALL)
    return balance


def bids(bidder: Page) -> None:
    """The least that can be bid, which the page proposes."""
    follow(bidder, bidder.get_by_role("button", name="入札の確認へ進む"))
    sign(bidder)
    expect(bidder.locator(".notice--success", has_text="いまの最高額は、あなたの入札です")).to_be_visible()


def is_outbid(first: Page, before: int, axe: Axe, screens: Screens) -> None:
    """The page asks again by itself."""
    expect(first.locator(".notice--warning", has_text="ほかの人が上回りました")).to_be_visible()
    expect(first.get_by_text("入札額は全額、残高に戻っています")).to_be_visible()
    follow(first, first.get_by_role("link", name="もう一度入札する"))
    expect(first.get_by_text(f"あなたの残高は {before:,}円 です")).to_be_visible()
    looked_at(first, axe, screens, "naming-outbid")
    first.goto("/bids")
    expect(first.locator("tbody tr").first).to_contain_text("上回")
    looked_at(first, axe, screens, "naming-bids")
