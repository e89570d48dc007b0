"""Somebody in Paris, in English, books two nights in the house on the hill of the dinosaur and keeps the ticket."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, digits, follow, sign_in
from tests.journeys.buying import Axe, Screens, looked_at, sign, take_test_yen

GUEST = "journey-paris@example.fr"
LODGE = "Lodge on Dinosaur Hill"
WITHOUT_MEALS = re.compile("^Whole house, no meals")


def test_somebody_in_paris_books_two_nights_in_english(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    abroad = {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/Paris", "viewport": DESK}
    context = browser.new_context(**abroad)
    guest = context.new_page()
    chooses(guest, axe, screens)
    sign_in(guest, GUEST)
    total = pays(guest, axe, screens)
    holds_a_ticket(guest, total, axe, screens)
    context.close()


def chooses(guest: Page, axe: Axe, screens: Screens) -> None:
    guest.goto("/items?kind=stay")
    expect(guest.locator("html")).to_have_attribute("lang", "en")
    looked_at(guest, axe, screens, "stay-search")
    guest.get_by_role("link", name=LODGE).first.click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(LODGE)
    looked_at(guest, axe, screens, "stay-service")
    guest.locator("label.ticket-slot:not(.ticket-slot--closed)").nth(20).click()
    guest.get_by_label(re.compile("^Nights")).fill("2")
    guest.get_by_label(re.compile("^Whole house, with breakfast")).fill("")
    guest.get_by_label(WITHOUT_MEALS).fill("1")
    guest.get_by_role("button", name="Review the booking").click()


def pays(guest: Page, axe: Axe, screens: Screens) -> int:
    """What the two nights cost, in yen."""
    expect(guest.get_by_role("heading", level=1)).to_have_text("Review your booking")
    total = digits(guest.locator(".order__total dd").inner_text())
    assert 36_000 <= total <= 45_000  # a night before a day off costs more
    expect(guest.get_by_text("2 nights").first).to_be_visible()
    guest.get_by_role("link", name="Get test yen").click()
    take_test_yen(guest)
    follow(guest, guest.get_by_role("link", name="Go on with your purchase"))
    looked_at(guest, axe, screens, "stay-review")
    sign(guest)
    expect(guest.locator(".notice--success", has_text="Booked")).to_be_visible()
    looked_at(guest, axe, screens, "stay-booking")
    return total


def holds_a_ticket(guest: Page, total: int, axe: Axe, screens: Screens) -> None:
    assert digits(guest.locator(".order__total dd").inner_text()) == total
    guest.get_by_role("link", name="See the tickets").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("My tickets")
    looked_at(guest, axe, screens, "stay-tickets")
    guest.get_by_role("listitem").get_by_role("link", name=LODGE).first.click()
    expect(guest.get_by_role("img", name="Code to show at the entrance")).to_be_visible()
    looked_at(guest, axe, screens, "stay-ticket")
