"""A fan with a browser wallet of their own: it is found, signs in, signs the purchase, and the card stands on its
address; what the fan declines in the wallet does no harm."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.fixtures.browser import LivePlatform
from tests.fixtures.browser_wallet import BrowserWallet

CARD = "四町アンバサダーカード"
_ARRIVES_WITHIN = 20_000  # milliseconds, generous: the machine may be busy

Axe = Callable[[Page], None]
Screens = Callable[[Page, str], None]


def test_a_wallet_of_the_fans_own_signs_in_and_buys(
    live_platform: LivePlatform, page: Page, browser_wallet: BrowserWallet, axe: Axe, screens: Screens
) -> None:
    signs_in_at_the_second_try(page, browser_wallet, axe, screens)
    expect(page.get_by_text(browser_wallet.address)).to_be_visible()

    page.goto("/faucet")
    page.get_by_role("button", name="50,000円を受け取る").click()
    expect(page.get_by_text("試験用の円が届きました")).to_be_visible(timeout=_ARRIVES_WITHIN)
    page.goto("/")
    page.get_by_role("article").get_by_role("link", name=CARD).click()
    page.get_by_role("button", name="購入の確認へ進む").click()
    page.get_by_role("button", name="署名へ進む").click()
    signs_the_purchase_at_the_second_try(page, browser_wallet, axe, screens)
    expect(page.get_by_role("heading", name="手に入りました")).to_be_visible(timeout=_ARRIVES_WITHIN)

    page.get_by_role("link", name="マイコレクションで見る").click()
    expect(page.get_by_role("heading", name=CARD)).to_have_count(1)
    assert "wallet_switchEthereumChain" in browser_wallet.asked  # the wallet stood on another chain


def signs_in_at_the_second_try(page: Page, wallet: BrowserWallet, axe: Axe, screens: Screens) -> None:
    page.goto("/signin")
    button = page.get_by_role("button", name=wallet.name)
    expect(page.get_by_text("ウォレットは見つかりませんでした")).to_be_hidden()
    wallet.refuses = True
    button.click()
    expect(page.get_by_text("ウォレットで取り消されました")).to_be_visible()
    axe(page)
    screens(page, "wallet-signin")
    button.click()
    page.wait_for_url(lambda url: "/signin" not in url)


def signs_the_purchase_at_the_second_try(page: Page, wallet: BrowserWallet, axe: Axe, screens: Screens) -> None:
    sign = page.get_by_role("button", name="ウォレットで署名する")
    wallet.refuses = True
    sign.click()
    expect(page.get_by_role("status").filter(has_text="取り消")).to_be_visible()
    axe(page)
    screens(page, "wallet-sign")
    sign.click()
