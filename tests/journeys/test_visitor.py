"""A visitor finds every kind of thing that the regions sell: on the front page, in the search and on a town's page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from marketplace.models import Kind
from marketplace.models.kinds import MEMBER_CARDS, RIGHTS
from tests.fixtures.browser import LivePlatform
from tests.journeys.buying import Axe, Screens, looked_at

FUNAHASHI = (
    "空き家の優先交渉権",
    "村長と歩く ひまわりの朝",
    "舟橋会館 ホールの名付け親",
    "サンフラワープロジェクト ひまわりの迷路",
)


def test_the_installation_came_up_from_nothing(live_platform: LivePlatform) -> None:
    log = live_platform.log.read_text(encoding="utf-8")
    for step in ("compiling the contracts", "deploying the contracts", "playing the demonstration's months"):
        assert f"/ {step}" in log
    assert "✗" not in log


def test_a_visitor_finds_every_kind_of_thing(
    live_platform: LivePlatform, page: Page, axe: Axe, screens: Screens
) -> None:
    page.goto("/")
    looked_at(page, axe, screens, "visitor-front")
    sold = [kind for kind in Kind if kind not in MEMBER_CARDS and (kind is Kind.RIGHT or kind not in RIGHTS)]
    for kind in sold:
        expect(page.locator(f"a.kind-tile__link[href='/items?kind={kind}']")).to_be_visible()
    for kind in sold:
        page.goto(f"/items?kind={kind}")
        expect(page.get_by_role("main").get_by_role("article").first).to_be_visible()
    page.goto("/items")
    looked_at(page, axe, screens, "visitor-items")


def test_a_village_shows_all_that_it_sells(live_platform: LivePlatform, page: Page, axe: Axe, screens: Screens) -> None:
    page.goto("/towns/163210")
    for name in FUNAHASHI:
        expect(page.get_by_role("main").get_by_role("link", name=name).first).to_be_visible()
    looked_at(page, axe, screens, "visitor-town")
    page.goto("/towns/163210?lang=en")
    looked_at(page, axe, screens, "visitor-town-en")
