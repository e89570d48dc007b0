"""What everybody who buys does, in either language: look at a page, take test yen, sign."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.journeys.acting import follow

Axe = Callable[[Page], None]
Screens = Callable[[Page, str], None]

_NOT_REAL = re.compile("本物のお金ではありません|This is not real money")
_RECEIVE = re.compile("50,000円を受け取る|Receive ¥50,000")
_ARRIVED = re.compile("試験用の円が届きました|Your test yen has arrived")
_GO_ON = re.compile("購入の続きへ|Go on with your purchase")
_TO_SIGNING = re.compile("署名へ進む$|Go to signing$")
_SIGN = re.compile("^署名して進む$|^Sign and continue$")


def looked_at(page: Page, axe: Axe, screens: Screens, name: str) -> None:
    """Nothing for axe to complain about at the width of this person's device; pictures at both widths."""
    axe(page)
    screens(page, name)


def take_test_yen(page: Page) -> None:
    expect(page.get_by_text(_NOT_REAL)).to_be_visible()
    page.get_by_role("button", name=_RECEIVE).click()
    expect(page.get_by_text(_ARRIVED)).to_be_visible()


def fill_balance(page: Page, then: str) -> None:
    """Take test yen and go on to the page `then`."""
    page.goto(f"/faucet?next={quote(then)}")
    take_test_yen(page)
    follow(page, page.get_by_role("link", name=_GO_ON))


def sign(page: Page) -> None:
    """From the last look through the signature's page to where one sees how it stands."""
    follow(page, page.get_by_role("button", name=_TO_SIGNING))
    follow(page, page.get_by_role("button", name=_SIGN))


def member_number(page: Page) -> str:
    """What somebody tells another person, who may then lend or give to them."""
    page.goto("/points/qr")
    return page.locator(".pay__member .number").inner_text()
