"""A village asks for a new boat, two months of takings short: the day comes, the goal is missed, and the supporter has
every yen back without asking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, digits, follow
from tests.journeys.at_the_desk import console, looked_at_again, sign
from tests.journeys.buying import Axe, Screens, fill_balance, looked_at
from tests.journeys.passing import forward, in_japan

OFFICER, SUPPORTER = "officer-163210@demo.example", "journey-patron@example.jp"
PROJECT = "常願寺川に渡し舟をもう一度"
GOAL, PLEDGE = 300_000, 12_000
_MOMENT = "%Y-%m-%dT%H:%M"


def test_a_missed_goal_gives_every_yen_back(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, DESK, OFFICER) as officer, device(browser, given, PHONE, SUPPORTER) as supporter:
        project = opens_a_project(officer, live_platform, axe, screens)
        fill_balance(supporter, urlsplit(project).path)
        before = balance(supporter, project)
        pledges(supporter)
        assert balance(supporter, project) == before - PLEDGE
        forward(live_platform, "2d")
        has_it_back(supporter, project, axe, screens)
        supporter.goto("/collection")
        assert digits(supporter.locator("dl.figures div", has_text="残高").locator("dd").inner_text()) == before
        the_desk_says_so(officer, axe, screens)


def opens_a_project(officer: Page, platform: LivePlatform, axe: Axe, screens: Screens) -> str:
    """The address of its public page."""
    console(officer, "販売と寄附", "寄附")
    follow(officer, officer.get_by_role("link", name="新しいプロジェクト"))
    now = in_japan(platform)
    for name, text in {
        "title_ja": PROJECT, "title_en": "A ferry across the Joganji once more",
        "story_ja": "渡し場を直し、木の舟を一艘つくります。", "story_en": "We build one wooden boat.",
        "goal": str(GOAL), "thanks_from": "0", "opens_at": now.strftime(_MOMENT),
        "closes_at": (now + timedelta(days=1)).strftime(_MOMENT),
    }.items():  # fmt: skip
        officer.locator(f"[name={name}]").fill(text)
    for place, step in enumerate(("渡し場を直す", "舟をつくる")):
        officer.locator("[name=step_ja]").nth(place).fill(step)
    looked_at(officer, axe, screens, "project-new")
    follow(officer, officer.get_by_role("button", name="下書きを保存して確かめる"))
    follow(officer, officer.get_by_role("button", name="公開に署名する"))
    sign(officer)
    follow(officer, officer.get_by_role("link", name="公開の画面を見る"))  # the page comes to it by itself
    expect(officer.get_by_role("heading", level=1)).to_have_text(PROJECT)
    return officer.url


def balance(supporter: Page, project: str) -> int:
    supporter.goto(project)
    return digits(supporter.locator("form", has=supporter.get_by_label("応援のことば")).locator("p.small").inner_text())


def pledges(supporter: Page) -> None:
    expect(supporter.get_by_text("全員に全額が自動で戻ります").first).to_be_visible()
    supporter.get_by_label("ほかの金額").fill(str(PLEDGE))
    follow(supporter, supporter.get_by_role("button", name="支援の確認へ進む"))
    follow(supporter, supporter.get_by_role("button", name="署名して進む"))
    expect(supporter.locator(".notice--success", has_text="支援が届きました")).to_be_visible()


def has_it_back(supporter: Page, project: str, axe: Axe, screens: Screens) -> None:
    supporter.goto(project)
    mine = supporter.locator(".notice--success", has_text=f"あなたは{PLEDGE:,}円を支援しています")
    looked_at_again(supporter, mine.get_by_text(f"{PLEDGE:,}円が残高に戻りました"))
    expect(supporter.locator(".badge", has_text="目標に届きませんでした")).to_be_visible()
    looked_at(supporter, axe, screens, "project-missed")


def the_desk_says_so(officer: Page, axe: Axe, screens: Screens) -> None:
    console(officer, "販売と寄附", "寄附")
    row = officer.locator("tbody tr", has_text=PROJECT)
    expect(row).to_contain_text("目標に届きませんでした")
    follow(officer, row.get_by_role("link", name=PROJECT))
    looked_at(officer, axe, screens, "project-missed-desk")
