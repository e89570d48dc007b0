"""Two people of neighbouring villages share a car; no fare is paid, and the village thanks both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.sample_services import address_of
from app.sandbox_services.car_share.about import ABOUT as CARS
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import PHONE, device, follow
from tests.journeys.at_the_desk import looked_at_again
from tests.journeys.buying import Axe, Screens, looked_at

DRIVER, RIDER = "journey-driver@example.jp", "journey-rider@example.jp"


def test_who_drives_and_who_rides_along_are_both_thanked(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    cars, given = address_of(live_platform.settings, CARS), browser_context_args
    with device(browser, given, PHONE, DRIVER) as driver, device(browser, given, PHONE, RIDER) as rider:
        for person in (driver, rider):
            signs_in(person, cars)
        follow(driver, driver.get_by_role("button", name="便を出す"))
        expect(driver.get_by_text("便を出しました")).to_be_visible()
        rides_along(rider, axe, screens)
        follow(driver, driver.get_by_role("button", name="着きました"))
        expect(driver.get_by_text("あなたと乗った1人にお礼が届きます")).to_be_visible()
        looked_at(driver, axe, screens, "car-share-arrived")
        has(driver, "+200")
        has(rider, "+50")
        looked_at(rider, axe, screens, "car-share-thanked")


def signs_in(page: Page, cars: str) -> None:
    page.goto(f"{cars}/sign-in?next=/")
    follow(page, page.get_by_role("link", name="結びのIDでサインイン"))
    page.get_by_role("button", name="渡してサインインする").click()
    page.wait_for_url(f"{cars}/")


def rides_along(page: Page, axe: Axe, screens: Screens) -> None:
    page.reload()
    looked_at(page, axe, screens, "car-share-trips")
    follow(page, page.get_by_role("button", name="乗せてもらう"))
    follow(page, page.get_by_role("button", name="乗りました"))
    expect(page.get_by_text("乗っています")).to_be_visible()


def has(page: Page, points: str) -> None:
    """In the history, with the event for which they came."""
    page.goto("/points/history")
    looked_at_again(page, page.locator(".history__entry").filter(has_text="乗り合いで移動した").filter(has_text=points))
