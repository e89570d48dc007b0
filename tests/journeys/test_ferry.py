"""A traveller buys two ferry tickets on the marketplace: the pier hears of it, lets them on board with the Musubi ID
within the hour before the departure, and the points come with their reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.sample_services import address_of
from app.sandbox_services.ferry.about import ABOUT as FERRY
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import PHONE, device, digits, follow
from tests.journeys.at_the_desk import looked_at_again
from tests.journeys.buying import Axe, Screens, fill_balance, looked_at, sign
from tests.journeys.passing import forward, in_japan

TRAVELLER = "journey-crossing@example.jp"
PEOPLE, _BEFORE = 2, timedelta(minutes=30)


def test_a_ticket_of_the_marketplace_boards_a_ferry_and_brings_points(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    pier = address_of(live_platform.settings, FERRY)
    with device(browser, browser_context_args, PHONE, TRAVELLER) as traveller:
        buys_two(traveller, pier, axe, screens)
        sees_that_the_pier_was_told(traveller, pier)
        lets_the_pier_see_the_tickets(traveller, pier, axe, screens)
        waits_for_the_hour(traveller, pier, live_platform)
        boards_once(traveller, pier, axe, screens)
        has_the_points_with_their_reason(traveller, pier)


def buys_two(page: Page, pier: str, axe: Axe, screens: Screens) -> None:
    page.goto(pier)
    looked_at(page, axe, screens, "ferry-pier")
    follow(page, page.get_by_role("link", name="結びで券を買う"))
    here = page.url
    fill_balance(page, here[here.index("/tickets/") :])
    page.locator("label.ticket-slot:not(.ticket-slot--closed)").nth(1).click()
    page.get_by_label("周遊券").fill("")
    page.get_by_label(re.compile("^おとな(?!（)")).fill(str(PEOPLE))
    follow(page, page.get_by_role("button", name="予約の確認へ進む"))
    sign(page)
    expect(page.get_by_text("予約できました")).to_be_visible()


def sees_that_the_pier_was_told(page: Page, pier: str) -> None:
    """Of the sale, and of nobody."""
    page.goto(f"{pier}/log")
    looked_at_again(page, page.get_by_role("row").filter(has_text="musubi.ticket.sold").first)
    assert TRAVELLER not in page.content() and "0x" not in page.locator("main").inner_text()


def lets_the_pier_see_the_tickets(page: Page, pier: str, axe: Axe, screens: Screens) -> None:
    page.goto(pier)
    follow(page, page.get_by_role("link", name="自分の券で乗る"))
    follow(page, page.get_by_role("link", name="結びのIDでサインイン"))
    given = page.locator("main")
    expect(given).to_contain_text("このサービスで使うチケット")
    expect(given).to_contain_text("駿河湾フェリー 乗船券 おとな ×2")
    looked_at(page, axe, screens, "ferry-consent")
    page.get_by_role("button", name="渡してサインインする").click()
    page.wait_for_url(f"{pier}/boarding")
    expect(page.get_by_text("乗船は出港の60分前からです")).to_be_visible()


def waits_for_the_hour(page: Page, pier: str, platform: LivePlatform) -> None:
    leaves, now = page.get_by_role("heading", level=2).first.inner_text(), in_japan(platform)
    month, day, hour, minute = map(int, re.findall(r"\d+", leaves))
    page.goto(pier)
    row = page.get_by_role("row").filter(has_text=leaves.removesuffix(" 出港"))
    assert digits(row.get_by_role("cell").nth(1).inner_text()) >= PEOPLE
    at = now.replace(month=month, day=day, hour=hour, minute=minute)
    at = at if at > now else at.replace(year=now.year + 1)
    forward(platform, f"{int((at - _BEFORE - now).total_seconds()) // 60}m")
    page.goto(f"{pier}/boarding")


def boards_once(page: Page, pier: str, axe: Axe, screens: Screens) -> None:
    """The pier asks Musubi once more; the agreement stands, so nothing is asked of the traveller."""
    follow(page, page.get_by_role("link", name="券を確かめ直す"))
    page.wait_for_url(f"{pier}/boarding")
    looked_at(page, axe, screens, "ferry-boarding")
    follow(page, page.get_by_role("button", name=f"{PEOPLE}名でこの便に乗る"))
    expect(page.get_by_text(f"{PEOPLE}名さま、ご乗船ありがとうございます")).to_be_visible()
    expect(page.get_by_text(f"{PEOPLE}名 乗船済み")).to_be_visible()
    expect(page.get_by_role("button", name="この便に乗る")).to_have_count(0)


def has_the_points_with_their_reason(page: Page, pier: str) -> None:
    page.goto(f"{pier}/history")
    looked_at_again(page, page.get_by_role("row").filter(has_text="フェリーに乗った").filter(has_text="100ポイント"))
    page.goto("/points/history")
    came = page.locator(".history__entry").filter(has_text="フェリーに乗った").first
    looked_at_again(page, came.filter(has_text="+100"))
    assert re.search(r"フェリーに乗った（.+）、ルール\d+", came.inner_text())
