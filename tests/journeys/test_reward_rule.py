"""An officer writes a reward rule, tries it on the past and starts it; visits to the gym bring points until its budget
is spent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.sample_services import address_of
from app.sandbox_services.registry import find_service
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, follow
from tests.journeys.at_the_desk import looked_at_again
from tests.journeys.buying import Axe, Screens, looked_at, member_number

OFFICER, VISITOR = "officer-016390@demo.example", "journey-gym@example.jp"
NAME = "朝のジムで一杯"


def test_an_officers_rule_brings_points_for_signed_events_until_its_budget_is_spent(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    about = find_service("gym")
    assert about is not None
    gym, given = address_of(live_platform.settings, about), browser_context_args
    with device(browser, given, DESK, OFFICER) as officer, device(browser, given, PHONE, VISITOR) as visitor:
        number = writes(officer, axe, screens)
        tries_it_on_the_past(officer, axe, screens)
        launches(officer, axe, screens)
        mine = member_number(visitor)
        for points in ("+100", "+50"):  # the second time what the budget left
            visits(visitor, gym, mine)
            gets(visitor, number, points)
        looked_at(visitor, axe, screens, "reward-history")
        visits(visitor, gym, mine)
        sees_that_the_budget_is_spent(officer, axe, screens)


def writes(page: Page, axe: Axe, screens: Screens) -> str:
    """Returns: the number of the rule, as a person's history tells it."""
    page.goto("/console/016390/rules")
    looked_at(page, axe, screens, "rules")
    follow(page, page.get_by_role("link", name="ルールを作る"))
    looked_at(page, axe, screens, "rule-event")
    follow(page, page.get_by_role("link", name="ジムに入った"))
    page.get_by_label("ルールの名前").fill(NAME)
    page.get_by_label("予算").fill("たくさん")
    page.get_by_text("くわしい条件").click()
    page.get_by_label("くり返し").select_option(label="1つの来館に1回")
    follow(page, page.get_by_role("button", name="下書きを保存する"))
    expect(page.locator("#budget-error")).to_be_visible()
    expect(page.get_by_label("ルールの名前")).to_have_value(NAME)  # nothing that was typed is lost
    looked_at(page, axe, screens, "rule-form")
    page.get_by_label("予算").fill("150")
    follow(page, page.get_by_role("button", name="下書きを保存する"))
    expect(page.get_by_text("「ジムに入った」というイベントに、1回につき100ポイントを付けます。")).to_be_visible()
    found = re.match(r"ルール(\d+)", page.get_by_role("heading", level=1).inner_text())
    assert found is not None
    return found[1]


def tries_it_on_the_past(page: Page, axe: Axe, screens: Screens) -> None:
    follow(page, page.get_by_role("link", name="過去のイベントで試す"))
    follow(page, page.get_by_role("button", name="試算する"))
    expect(page.get_by_role("heading", name="試算の結果")).to_be_visible()
    looked_at(page, axe, screens, "rule-forecast")
    follow(page, page.get_by_role("link", name="始める前の確認へ進む"))


def launches(page: Page, axe: Axe, screens: Screens) -> None:
    """The town has a rule for the gym already, and is told what both bring together."""
    expect(page.get_by_text("合わせて200ポイントが付きます")).to_be_visible()
    looked_at(page, axe, screens, "rule-launch")
    follow(page, page.get_by_role("button", name="このルールを始める"))
    expect(page.get_by_text("実施中")).to_be_visible()


def visits(page: Page, gym: str, number: str) -> None:
    """In and out by the reader at the door, which signs what it tells us."""
    for button in ("かざして入る", "かざして出る"):
        page.goto(gym)
        page.get_by_label("住民カードのQR、または番号").fill(number)
        follow(page, page.get_by_role("button", name=button))


def gets(page: Page, number: str, points: str) -> None:
    """In the history, with the event and the rule for which they came."""
    came = page.locator(".history__entry").filter(has_text=re.compile(rf"ジムに入った.*ルール{number}\b")).first
    page.goto("/points/history")
    looked_at_again(page, came.filter(has_text=points))


def sees_that_the_budget_is_spent(page: Page, axe: Axe, screens: Screens) -> None:
    refused = page.get_by_role("cell", name="予算切れ", exact=True)
    follow(page, page.get_by_role("link", name="付かなかったもの"))
    looked_at_again(page, refused)
    expect(page.get_by_text("予算がなくなりました")).to_be_visible()
    expect(page.locator(".progress__words").filter(has_text="150ポイント / 150ポイント")).to_be_visible()
    looked_at(page, axe, screens, "rule-refused")
    follow(page, page.get_by_role("link", name="付いたもの", exact=True))
    looked_at(page, axe, screens, "rule-spent")
