"""A fan buys the right to a box seat in the old playhouse, sees how often and until when it holds, and lends it to
another member, on whose phone it appears. The playhouse lets the friend in, and not the fan."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, follow
from tests.journeys.at_the_till import open_till, show_code
from tests.journeys.buying import Axe, Screens, fill_balance, looked_at, member_number, sign

SEAT = "こんぴら歌舞伎 桟敷席の観覧権"
FAN = "journey-playgoer@example.jp"
FRIEND = "journey-friend@example.jp"
DOORKEEPER = "shop31@demo.example"  # of the playhouse, the last of the demonstration's shops


def test_a_fan_buys_a_seat_at_the_playhouse_and_lends_it_to_a_friend(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with (
        device(browser, given, DESK, FAN) as fan,
        device(browser, given, PHONE, FRIEND) as friend,
        device(browser, given, PHONE, DOORKEEPER) as door,
    ):
        buys(fan)
        of_owner = sees_what_is_left_of_it(fan, axe, screens)
        lends(fan, member_number(friend), axe, screens)
        of_friend = finds_it_borrowed(friend, axe, screens)
        lets_in_whom_it_is_lent_to(door, of_owner, of_friend, axe, screens)


def buys(fan: Page) -> None:
    fill_balance(fan, "/items?kind=right")
    fan.get_by_role("link", name=SEAT).first.click()
    expect(fan.get_by_role("heading", level=1)).to_have_text(SEAT)
    follow(fan, fan.get_by_role("button", name="購入の確認へ進む"))
    sign(fan)
    expect(fan.get_by_role("heading", name="手に入りました")).to_be_visible()


def sees_what_is_left_of_it(fan: Page, axe: Axe, screens: Screens) -> str:
    """What its QR holds."""
    fan.goto("/collection")
    seat = fan.get_by_role("listitem").filter(has=fan.get_by_role("heading", name=SEAT))
    expect(seat).to_contain_text("1回")
    looked_at(fan, axe, screens, "right-collection")
    seat.get_by_role("link", name=SEAT).click()
    expect(fan.get_by_text("残りの回数").first).to_be_visible()
    expect(fan.get_by_text("使える最後の日").first).to_be_visible()
    looked_at(fan, axe, screens, "right-token")
    return fan.locator(".ticket-face__text").inner_text()


def lends(fan: Page, to: str, axe: Axe, screens: Screens) -> None:
    fan.get_by_role("link", name="貸す", exact=True).click()
    fan.get_by_label("相手の会員番号").fill(to)
    in_a_week = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    fan.get_by_label("貸す最後の日").fill(in_a_week)
    looked_at(fan, axe, screens, "right-loan")
    follow(fan, fan.get_by_role("button", name="内容を確かめて署名へ進む"))
    expect(fan.get_by_text("途中で取り戻すことはできません")).to_be_visible()
    follow(fan, fan.get_by_role("button", name="署名して進む"))
    expect(fan.get_by_text("貸し出し中です")).to_be_visible()
    looked_at(fan, axe, screens, "right-lent")


def finds_it_borrowed(friend: Page, axe: Axe, screens: Screens) -> str:
    """What its QR holds."""
    friend.goto("/collection")
    borrowed = friend.get_by_role("region", name="借りているもの")
    expect(borrowed.get_by_role("heading", name=SEAT)).to_be_visible()
    looked_at(friend, axe, screens, "right-borrowed")
    borrowed.get_by_role("link", name=SEAT).click()
    expect(friend.get_by_text("あなたが借りています")).to_be_visible()
    expect(friend.get_by_role("link", name=re.compile("^売り出す$"))).to_have_count(0)
    return friend.locator(".ticket-face__text").inner_text()


def lets_in_whom_it_is_lent_to(door: Page, of_owner: str, of_friend: str, axe: Axe, screens: Screens) -> None:
    open_till(door)
    follow(door, door.get_by_role("link", name="メニュー").locator("visible=true").first)
    follow(door, door.get_by_role("link", name=re.compile("^入場")))
    show_code(door, of_owner)
    expect(door.locator(".verdict--failed")).to_contain_text("ほかの人に貸しています")
    door.get_by_role("link", name="もう一度読み取る").click()
    show_code(door, of_friend)
    expect(door.locator(".verdict--done")).to_contain_text(SEAT)
    expect(door.locator(".verdict--done")).to_contain_text("これで全部です")
    expect(door.locator("#door-day")).to_contain_text("1名")
    looked_at(door, axe, screens, "right-welcome")
    door.get_by_role("link", name="次の方").click()
    show_code(door, of_friend)
    expect(door.locator(".verdict--failed")).to_contain_text(re.compile(r"すでに使われています.*\d{1,2}:\d{2}"))
