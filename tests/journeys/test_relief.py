"""After a typhoon: one officer asks for relief points, another confirms on the phone, and a resident of the struck town
has them with the reason, somebody of another town nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.demo.accounts import APPROVER, OFFICER
from app.wiring import build_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, follow
from tests.journeys.at_the_desk import console, sign
from tests.journeys.buying import Axe, Screens, looked_at
from wallet.services.persons.verify_person import Document

SHIZUOKA, MISHIMA = MunicipalityCode("221007"), MunicipalityCode("222062")
RESIDENT, NEIGHBOUR = "relief-resident@example.jp", "relief-neighbour@example.jp"
TYPHOON = "令和8年台風15号"


def test_relief_points_reach_the_struck_town_once_a_second_officer_confirmed(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    verify_at_the_counters(live_platform)
    given = browser_context_args
    with (
        device(browser, given, DESK, OFFICER.email) as officer,
        device(browser, given, PHONE, APPROVER.email) as second,
    ):
        page_of_it = writes_it_down(officer, axe, screens)
        asks(officer, axe, screens)
        confirms(second, page_of_it, axe, screens)
    with device(browser, given, PHONE, RESIDENT) as resident, device(browser, given, PHONE, NEIGHBOUR) as neighbour:
        resident.goto("/points/history")
        entry = resident.locator(".history__entry").filter(has_text=TYPHOON)
        expect(entry).to_contain_text("3,000")
        expect(entry).to_contain_text("被害のあったまちに住んでいるため")
        looked_at(resident, axe, screens, "relief-received")
        neighbour.goto("/points/history")
        expect(neighbour.get_by_text("履歴はまだありません")).to_be_visible()


def verify_at_the_counters(live: LivePlatform) -> None:
    """Somebody of the struck town, and somebody who lives elsewhere."""
    platform = build_platform(live.settings)
    until = business_date(platform.clock.now()) + timedelta(days=365)
    for email, town, officer, name in (
        (RESIDENT, SHIZUOKA, OFFICER.email, "シエン ウケル"),
        (NEIGHBOUR, MISHIMA, f"officer-{MISHIMA}@demo.example", "トナリ スム"),
    ):
        account, _ = platform.wallet.open_managed_account(email)
        counter = platform.wallet.find(officer)
        assert counter is not None
        platform.wallet.verify_person.verify(town, counter, account.address, Document(name, date(1950, 1, 2), until))
    platform.db.close()


def writes_it_down(officer: Page, axe: Axe, screens: Screens) -> str:
    """With a program of its own; the page's address."""
    console(officer, "支援ポイント")
    follow(officer, officer.get_by_role("link", name="支援ポイントを始める"))
    officer.get_by_label("災害の名前").fill(TYPHOON)
    officer.get_by_label("1人または1世帯の額").fill("3,000")
    looked_at(officer, axe, screens, "relief-new")
    officer.get_by_role("button", name="人数を確かめる").click()
    expect(officer.locator("main")).to_contain_text(f"{TYPHOON} 支援ポイント")
    sign(officer)
    expect(officer.get_by_role("button", name="支援を依頼")).to_be_visible()
    return officer.url


def asks(officer: Page, axe: Axe, screens: Screens) -> None:
    looked_at(officer, axe, screens, "relief-preview")
    officer.get_by_role("button", name="支援を依頼").click()
    expect(officer.get_by_role("heading", name="確認を待っています")).to_be_visible()
    expect(officer.get_by_role("button", name="確認して")).to_have_count(0)
    looked_at(officer, axe, screens, "relief-asked")


def confirms(second: Page, page_of_it: str, axe: Axe, screens: Screens) -> None:
    second.goto(page_of_it)
    looked_at(second, axe, screens, "relief-confirm")
    second.get_by_role("button", name="確認して").click()
    expect(second.locator("main")).to_contain_text(TYPHOON)
    sign(second)
    expect(second.locator(".notice--success").filter(has_text="人に付与しました")).to_be_visible(timeout=60_000)
    looked_at(second, axe, screens, "relief-done")
