"""What every journey's person does: sign in with the code from the mail box, go on in the other language."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

_CODE = re.compile(r"(\d{3})\s?(\d{3})")


def sign_in(page: Page, email: str) -> None:
    """Through /signin and the code in the mail box of the installation. Leaves the page where /signin led back to."""
    if "/signin" not in page.url:
        page.goto("/signin")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=email]").press("Enter")
    expect(page.locator("input[name=code]")).to_be_visible()
    page.locator("input[name=code]").fill(_newest_code(page, email))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url(lambda url: "/signin" not in url)


def _newest_code(page: Page, email: str) -> str:
    mail = page.context.new_page()
    mail.goto("/mail")
    mail.locator("li", has_text=email).first.get_by_role("link").click()
    found = _CODE.search(mail.locator("main pre").inner_text())
    mail.close()
    assert found is not None
    return found[1] + found[2]
