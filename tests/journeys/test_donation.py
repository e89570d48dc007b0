"""A supporter reads about the village's sunflower maze, pledges with a name and a word, and is found among those who
support it; another takes the receipt for what a finished project received."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from app.demo.accounts import FAN
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


def test_a_supporter_of_what_is_done_takes_the_receipt(
    live_platform: LivePlatform, page: Page, axe: Axe, screens: Screens
) -> None:
    page.goto("/signin")
    sign_in(page, FAN.email)
    page.goto("/projects")
    follow(page, page.get_by_role("link", name="寄附金受領証明書"))
    follow(page, page.get_by_role("link", name="発行を申し込む"))
    page.get_by_label("お名前").fill("青木 花子")
    page.get_by_label("ご住所").fill("〒100-0001 東京都千代田区千代田1-1")
    follow(page, page.get_by_role("button", name="発行する", exact=True))
    expect(page.locator(".notice--success")).to_contain_text("発行しました")
    looked_at(page, axe, screens, "donation-receipt")
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDFを保存する").click()
    assert taken.value.suggested_filename.startswith("donation-221007-")
