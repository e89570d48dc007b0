"""A passkey in Chromium: added after the code by mail, and used to come back in without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.acting import PHONE, device, follow

Axe = Callable[[Page], None]
Screens = Callable[[Page, str], None]
_KEEPS_PASSKEYS = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_opens_the_account_again(
    browser: Browser, browser_context_args: dict[str, Any], base_url: str, axe: Axe, screens: Screens
) -> None:
    here = {**browser_context_args, "base_url": base_url.replace("127.0.0.1", "localhost")}  # passkeys belong to a name
    with device(browser, here, PHONE, "kagi@passkey.example") as page:
        gets_a_device_with_passkeys(page)
        page.goto("/account/passkeys")
        page.get_by_label("名前").fill("わたしのスマートフォン")
        axe(page)
        screens(page, "passkeys")
        page.get_by_role("button", name="パスキーを追加する").click()
        expect(page.get_by_text("パスキーを追加しました")).to_be_visible()

        page.goto("/account")
        follow(page, page.get_by_role("button", name="サインアウト", exact=True))
        page.goto("/signin")
        axe(page)
        screens(page, "passkey-signin")
        page.get_by_role("button", name="パスキーでサインイン").click()
        page.wait_for_url("**/account")
        expect(page.get_by_text("わたしのスマートフォン")).to_be_visible()
        expect(page.get_by_text("まだ使っていません")).to_be_hidden()


def gets_a_device_with_passkeys(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": _KEEPS_PASSKEYS})
