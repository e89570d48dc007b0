"""A label contest ends as a product: the officer of the town that held it takes the winner from the poll's page to the
selling desk, names the artist, signs, and the card stands on the marketplace with the label that was chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.demo.accounts import CURATOR, FAN
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, device, follow
from tests.journeys.at_the_desk import console, sign
from tests.journeys.buying import Axe, Screens, looked_at

CONTEST, ARTIST = "新酒のラベル", "松山 いろは"
PRICE, ROYALTY = "2,500", "7"


def test_the_winner_of_a_label_contest_is_on_sale(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    with device(browser, browser_context_args, DESK, CURATOR.email) as officer:
        poll, winner = sees_who_won(officer, axe, screens)
        begins_a_product(officer, axe, screens)
        finishes_the_offer(officer, axe, screens)
        puts_it_on_sale(officer)
        stands_on_the_marketplace(officer, winner, axe, screens)
        officer.goto(poll)
        expect(officer.get_by_role("link", name=f"{winner}を見る")).to_be_visible()


def sees_who_won(officer: Page, axe: Axe, screens: Screens) -> tuple[str, str]:
    """The poll's address, and the name of the label."""
    console(officer, "コミュニティ")
    follow(officer, officer.get_by_role("link", name=CONTEST))
    looked_at(officer, axe, screens, "contest-result")
    winner = officer.locator(".poll-result__winner").inner_text()
    return officer.url, winner


def begins_a_product(officer: Page, axe: Axe, screens: Screens) -> None:
    follow(officer, officer.get_by_role("link", name="当選作を商品にする"))
    officer.get_by_label("1枚の値段").fill(PRICE)
    officer.get_by_label("売る枚数").fill("30")
    officer.get_by_label("作者の名前").fill(ARTIST)
    officer.get_by_label("作者のアカウント").fill(FAN.email)
    officer.get_by_label("転売されたときの作者の取り分").fill(ROYALTY)
    looked_at(officer, axe, screens, "contest-product")
    follow(officer, officer.get_by_role("button", name="出品の下書きを作る"))


def finishes_the_offer(officer: Page, axe: Axe, screens: Screens) -> None:
    """What the poll knew stands in the form; what the buyer gets is written now."""
    expect(officer.locator("[name=price]")).to_have_value(re.compile("2,?500"))
    expect(officer.locator("[name=artist_name]")).to_have_value(ARTIST)
    for name, text in {
        "gives_ja": "ラベルの絵のカード", "gives_en": "A card with the label",
        "legend_ja": "新酒", "legend_en": "New sake",
    }.items():  # fmt: skip
        officer.locator(f"[name={name}]").fill(text)
    looked_at(officer, axe, screens, "contest-offer")
    follow(officer, officer.get_by_role("button", name="保存して確かめる"))


def puts_it_on_sale(officer: Page) -> None:
    assert officer.locator(".field__error").all_inner_texts() == []
    follow(officer, officer.get_by_role("button", name="審査に出す"))
    follow(officer, officer.get_by_role("button", name="承認する"))
    follow(officer, officer.get_by_role("button", name="作品を登録する（署名）"))
    sign(officer)
    officer.get_by_role("button", name="販売を始める（署名）").click()  # the page comes to it by itself
    sign(officer)
    expect(officer.locator(".badge--success", has_text="販売中")).to_be_visible()


def stands_on_the_marketplace(officer: Page, winner: str, axe: Axe, screens: Screens) -> None:
    follow(officer, officer.get_by_role("link", name="買う人が見る画面"))
    expect(officer.get_by_role("heading", level=1)).to_have_text(winner)
    expect(officer.locator("main")).to_contain_text(ARTIST)
    expect(officer.locator("main")).to_contain_text(f"{ROYALTY}.0%")
    expect(officer.locator("main")).to_contain_text(f"{PRICE}円")
    expect(officer.get_by_role("button", name="購入の確認へ進む")).to_be_visible()
    looked_at(officer, axe, screens, "contest-item")
