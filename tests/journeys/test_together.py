"""A card, a ferry and points paid by card in one go; the card is a gift, which somebody else takes with the link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.acting import PHONE, device, follow, sign_in
from tests.journeys.buying import Axe, Screens, looked_at

GIVER, TAKER = "journey-giver@example.jp", "journey-taker@example.jp"
CARD, FERRY = "四町アンバサダーカード", "駿河湾フェリー 乗船券"
_ARRIVES_WITHIN = 40_000  # milliseconds: card, yen, then three things on chain
_LINK = re.compile(r"/gift#[\w-]{32}$")


def test_a_card_a_ticket_and_points_in_one_card_payment_and_a_gift_by_link(
    browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    with device(browser, browser_context_args, PHONE, GIVER) as page:
        fills_the_cart(page, axe, screens)
        pays_by_card(page, axe, screens)
        link = makes_the_link(page, axe, screens)
        takes_the_gift(browser, browser_context_args, link, axe, screens)
        page.go_back()
        expect(page.get_by_text("受け取られました")).to_be_visible()


def fills_the_cart(page: Page, axe: Axe, screens: Screens) -> None:
    page.goto("/charge")
    page.get_by_label("チャージする額").fill("3000")
    looked_at(page, axe, screens, "charge")
    page.get_by_role("button", name="カートに入れる").first.click()
    page.goto("/items?kind=ambassador_card")
    page.get_by_role("link", name=CARD).first.click()
    page.get_by_role("button", name="カートに入れる").click()
    page.goto("/items?kind=ticket")
    page.get_by_role("link", name=FERRY).first.click()
    page.locator("label.ticket-slot:not(.ticket-slot--closed)").nth(4).click()
    page.get_by_role("button", name="予約の確認へ進む").click()
    page.get_by_role("button", name="カートに入れる").click()
    expect(page.get_by_role("listitem").filter(has_text="カートから出す")).to_have_count(3)
    looked_at(page, axe, screens, "cart")
    follow(page, page.get_by_role("button", name="お会計へ進む"))


def pays_by_card(page: Page, axe: Axe, screens: Screens) -> None:
    page.get_by_text("贈り物にする", exact=True).click()
    page.get_by_label("贈る相手のお名前").fill("太郎")
    page.get_by_label("贈り主のお名前").fill("花子")
    page.get_by_label("メッセージ").fill("お誕生日おめでとう。\nまた船に乗ろうね。")
    looked_at(page, axe, screens, "checkout")
    follow(page, page.get_by_role("button", name="贈り物として買う"))
    follow(page, page.get_by_role("button", name="カードで支払う"))
    follow(page, page.get_by_role("button", name="署名して進む"))
    follow(page, page.get_by_role("link", name="カードの画面へ"))
    page.get_by_role("button", name=re.compile("支払う")).first.click()
    expect(page.get_by_text("すべて手に入りました")).to_be_visible(timeout=_ARRIVES_WITHIN)
    looked_at(page, axe, screens, "checkout-done")


def makes_the_link(page: Page, axe: Axe, screens: Screens) -> str:
    follow(page, page.get_by_role("link", name="太郎さんへの贈り物：リンクを渡す"))
    looked_at(page, axe, screens, "gift")
    follow(page, page.get_by_role("button", name="受け取りのリンクをつくる"))
    looked_at(page, axe, screens, "gift-link")
    link = page.get_by_label("リンク", exact=True).input_value()
    assert _LINK.search(link)
    return link


def takes_the_gift(browser: Browser, given: Mapping[str, Any], link: str, axe: Axe, screens: Screens) -> None:
    context = browser.new_context(**given)
    page = context.new_page()
    page.goto(link)
    page.wait_for_url("**/gift/open")
    expect(page.get_by_text("お誕生日おめでとう")).to_be_visible()
    looked_at(page, axe, screens, "gift-opened")
    page.get_by_role("link", name="サインインして受け取る").click()
    sign_in(page, TAKER)
    follow(page, page.get_by_role("button", name="受け取る", exact=True))
    expect(page.get_by_text("マイコレクションに入っています")).to_be_visible(timeout=_ARRIVES_WITHIN)
    page.get_by_role("link", name="マイコレクションで見る").click()
    expect(page.get_by_role("heading", name=CARD)).to_be_visible()
    context.close()
