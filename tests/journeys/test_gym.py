"""A resident signs in at the gym with the Musubi ID, has points for the visit, and takes the consent back with one
press: the gym is told, and what it tells of her afterwards is put aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.sample_services import address_of, folder_of
from app.sandbox_services.common.book import Book
from app.sandbox_services.common.visitors import OPENID
from app.sandbox_services.gym.about import ABOUT as GYM
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import PHONE, device, follow
from tests.journeys.at_the_desk import looked_at_again
from tests.journeys.buying import Axe, Screens, looked_at, member_number

RESIDENT, NAME = "journey-resident@example.jp", GYM.title[0]


def test_a_visit_to_the_gym_brings_points_and_consent_is_taken_back(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    gym = address_of(live_platform.settings, GYM)
    with device(browser, browser_context_args, PHONE, RESIDENT) as resident:
        number = member_number(resident)
        agrees_to_what_is_shown(resident, gym, axe, screens)
        enters_and_leaves(resident, gym, number)
        has_the_points(resident, axe, screens)
        subject = name_at_the_gym(live_platform)
        withdraws(resident, axe, screens)
        sees_that_the_gym_was_told(resident, gym, subject)
        finds_the_old_access_ended(resident, gym, subject)


def agrees_to_what_is_shown(page: Page, gym: str, axe: Axe, screens: Screens) -> None:
    page.goto(gym)
    follow(page, page.get_by_role("link", name="サインインしてスマホで入る"))
    looked_at(page, axe, screens, "gym-sign-in")
    follow(page, page.get_by_role("link", name="結びのIDでサインイン"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"「{NAME}」に、結びのIDでサインインしますか？")
    expect(page.get_by_text("このサービスだけの、あなたの番号")).to_be_visible()
    for never in ("氏名・住所・生年月日", "メールアドレスと会員番号", "ウォレットのアドレス", "マイナンバー"):
        expect(page.get_by_text(never)).to_be_visible()
    looked_at(page, axe, screens, "gym-consent")
    page.get_by_role("button", name="渡してサインインする").click()
    page.wait_for_url(f"{gym}/")


def enters_and_leaves(page: Page, gym: str, number: str) -> None:
    """Known by a name that says nothing."""
    follow(page, page.get_by_role("button", name="スマホで入る"))
    expect(page.get_by_text("ドアが開きました")).to_be_visible()
    page.goto(f"{gym}/history")
    looked_at_again(page, page.get_by_role("row").filter(has_text="ジムに入った").filter(has_text="100ポイント"))
    page.goto(f"{gym}/log")
    assert number not in page.content() and RESIDENT not in page.content()


def has_the_points(page: Page, axe: Axe, screens: Screens) -> None:
    page.goto("/points/history")
    came = page.locator(".history__entry").filter(has_text="ジムに入った").first
    looked_at_again(page, came.filter(has_text="+100"))
    looked_at(page, axe, screens, "gym-points")


def withdraws(page: Page, axe: Axe, screens: Screens) -> None:
    page.goto("/account/services")
    expect(page.locator("main")).to_contain_text("あなたの利用の知らせ 1回")
    looked_at(page, axe, screens, "gym-receivers")
    follow(page, page.get_by_role("button", name="同意を取り消す"))
    expect(page.get_by_text(f"「{NAME}」への同意を取り消しました")).to_be_visible()
    expect(page.get_by_text("どのサービスにも渡していません")).to_be_visible()


def name_at_the_gym(platform: LivePlatform) -> str:
    """By which the gym knows her, the last who signed in there."""
    book = Book(folder_of(platform.settings) / f"{GYM.name}.db")
    found = book.one("select subject from visitor where way = ? order by id desc", OPENID)
    assert found is not None
    return str(found["subject"])


def sees_that_the_gym_was_told(page: Page, gym: str, subject: str) -> None:
    """Of whom, the log that everybody can see does not say."""
    page.goto(f"{gym}/log")
    looked_at_again(page, page.get_by_role("row").filter(has_text="musubi.consent.withdrawn").first)
    assert subject not in page.content()
    page.goto(gym)
    expect(page.get_by_role("link", name="サインインしてスマホで入る")).to_be_visible()


def finds_the_old_access_ended(page: Page, gym: str, subject: str) -> None:
    """A gym that forgets nothing tells of her once more: Musubi puts it aside. And she would be asked anew."""
    page.get_by_label("住民カードのQR、または番号").fill(subject)
    follow(page, page.get_by_role("button", name="かざして入る"))
    page.goto(f"{gym}/log")
    looked_at_again(page, page.get_by_role("row").filter(has_text="確認待ち").first)
    page.goto(f"{gym}/sign-in?next=/")
    follow(page, page.get_by_role("link", name="結びのIDでサインイン"))
    expect(page.get_by_role("button", name="渡してサインインする")).to_be_visible()
