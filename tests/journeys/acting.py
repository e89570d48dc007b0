"""What every journey's person does: take a device, sign in with the code from the mail box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_CODE_MAIL = re.compile(r"サインイン用の番号|sign-in code")
_CODE = re.compile(r"(\d{3})\s?(\d{3})")


# Who signed in once stays so for the journeys after: an installation sends few codes to one address or one machine.
_SIGNED_IN: dict[tuple[str, str], list[Any]] = {}


@contextmanager
def device(browser: Browser, given: Mapping[str, Any], size: Mapping[str, int], email: str) -> Iterator[Page]:
    """A browser of somebody's own in which this person is signed in. `given`: the fixture browser_context_args."""
    kept = given["base_url"], email
    context = browser.new_context(**{**given, "viewport": size})
    context.add_cookies(_SIGNED_IN.get(kept, []))
    page = context.new_page()
    page.goto("/account")
    if "/signin" in page.url:
        sign_in(page, email)
        _SIGNED_IN[kept] = context.cookies()
    yield page
    context.close()


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


def follow(page: Page, to: Locator) -> None:
    """Press a link or button that leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        to.click()


def digits(text: str) -> int:
    """The amount in a text that holds one."""
    return int("".join(char for char in text if char.isdigit()))


def _newest_code(page: Page, email: str) -> str:
    mail = page.context.new_page()
    mail.goto(f"/mail?to={email}")  # others may be sent by the thousand at that moment
    codes = mail.locator("li", has_text=email).filter(has_text=_CODE_MAIL)  # notices of points come there too
    codes.first.get_by_role("link").click()
    found = _CODE.search(mail.locator("main pre").inner_text())
    mail.close()
    assert found is not None
    return found[1] + found[2]
