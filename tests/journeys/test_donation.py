"""A supporter reads about the village's sunflower maze, pledges with a name and a word, and is found among those who
support it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import digits, follow, sign_in
from tests.journeys.buying import Axe, Screens, fill_balance, looked_at

SUPPORTER = "journey-supporter@example.jp"
PROJECT = re.compile("ひまわりの迷路")
WORD = "夏に家族で迷いに行きます。"


def test_a_supporter_pledges_to_the_sunflower_maze(
    live_platform: LivePlatform, page: Page, axe: Axe, screens: Screens
) -> None:
    page.goto("/signin")
    sign_in(page, SUPPORTER)
    fill_balance(page, "/projects")
    looked_at(page, axe, screens, "donation-projects")
    page.get_by_role("link", name=PROJECT).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROJECT)
    expect(page.get_by_role("heading", name="段階ごとの使いみち")).to_be_visible()
    looked_at(page, axe, screens, "donation-project")

    page.locator("label.choice", has_text="3,000円").click()
    page.get_by_label("表示するお名前").fill("迷路ずきの一家")
    page.get_by_label("応援のことば").fill(WORD)
    follow(page, page.get_by_role("button", name="支援の確認へ進む"))
    expect(page.locator(".act__row", has_text="支援の額")).to_contain_text("3,000円")
    axe(page)
    follow(page, page.get_by_role("button", name="署名して進む"))
    expect(page.locator(".notice--success", has_text="支援が届きました")).to_be_visible()
    looked_at(page, axe, screens, "donation-pledge")

    follow(page, page.get_by_role("link", name="プロジェクトを見る"))
    mine = page.locator(".project-supporters li", has_text="迷路ずきの一家")
    expect(mine).to_contain_text(WORD)
    assert digits(mine.locator(".quiet").inner_text()) == 3_000
    expect(page.locator(".notice--success", has_text="あなたは3,000円を支援しています")).to_be_visible()
    looked_at(page, axe, screens, "donation-supported")
