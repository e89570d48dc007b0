"""A fan: looks around, signs in with a code by e-mail, takes test yen, buys a card, and finds artwork, serial and vote
in the own collection; then the same in English."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import sign_in
from tests.journeys.buying import Axe, Screens, looked_at, take_test_yen

CARD = "四町アンバサダーカード"
FAN = "journey-fan@example.jp"
_ARRIVES_WITHIN = 20_000  # milliseconds, generous: the machine may be busy


def test_a_fan_buys_a_card_and_finds_it_in_the_own_collection(
    live_platform: LivePlatform, page: Page, axe: Axe, screens: Screens
) -> None:
    page.goto(live_platform.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("まちの物語")
    looked_at(page, axe, screens, "fan-front")
    page.get_by_role("article").get_by_role("link", name=CARD).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CARD)
    looked_at(page, axe, screens, "fan-item")
    page.get_by_label("枚数", exact=True).select_option("2")
    page.get_by_role("button", name="購入の確認へ進む").click()

    sign_in(page, FAN)
    expect(page.get_by_role("heading", level=1)).to_have_text("ご注文の確認")
    expect(page.get_by_text("残高があと6,000円足りません")).to_be_visible()
    looked_at(page, axe, screens, "fan-review-short")
    page.get_by_role("link", name="試験用の円を受け取る").click()
    take_test_yen(page)
    looked_at(page, axe, screens, "fan-faucet")
    page.get_by_role("link", name="購入の続きへ").click()

    looked_at(page, axe, screens, "fan-review")
    page.get_by_role("button", name="署名へ進む").click()
    expect(page.get_by_text("6,000円").first).to_be_visible()
    axe(page)
    page.get_by_role("button", name="署名して進む").click()
    expect(page.get_by_role("heading", name="手に入りました")).to_be_visible(timeout=_ARRIVES_WITHIN)
    expect(page.get_by_text("2票が付きました")).to_be_visible()
    expect(page.get_by_text("記録が確定しました")).to_be_visible(timeout=_ARRIVES_WITHIN)
    looked_at(page, axe, screens, "fan-order")

    page.get_by_role("link", name="マイコレクションで見る").click()
    cards = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=CARD))
    expect(cards).to_have_count(2)
    looked_at(page, axe, screens, "fan-collection")
    cards.first.get_by_role("link", name=CARD).click()
    sees_artwork_serial_and_vote(page)
    looked_at(page, axe, screens, "fan-token")
    reads_it_in_english(page, axe, screens)


def sees_artwork_serial_and_vote(page: Page) -> None:
    expect(page.get_by_text("あなたのカードです")).to_be_visible()
    expect(page.get_by_text("このカードは1票です")).to_be_visible()
    expect(page.locator(".serial__number")).to_have_text(re.compile(r"^[\d,]+$"))
    artwork = page.get_by_role("img", name=CARD)
    expect(artwork).to_be_visible()
    assert artwork.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1200
    expect(page.get_by_role("link", name="コミュニティを見る")).to_have_attribute("href", "/communities/four-towns")


def reads_it_in_english(page: Page, axe: Axe, screens: Screens) -> None:
    page.get_by_role("link", name="English").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Four Towns Ambassador Card")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    looked_at(page, axe, screens, "fan-token-en")
