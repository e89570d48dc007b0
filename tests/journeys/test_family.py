"""A father acts for his child and for his mother, and each account gets its owner: the child by the father's mail, the
mother by her own card without him, an uncle at the town's counter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from app.demo.accounts import CURATOR
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, follow, sign_in
from tests.journeys.buying import Axe, Screens, looked_at

FATHER = "journey-father@example.jp"
CHILD, MOTHER, UNCLE = "高橋 さくら", "高橋 うめこ", "高橋 しげる"
CHILDS, MOTHERS, UNCLES = (f"journey-{who}@example.jp" for who in ("sakura", "umeko", "shigeru"))
UDA = f"/console/{CURATOR.email[8:14]}"


def test_each_account_of_a_family_gets_its_owner(
    live_platform: LivePlatform, browser: Browser, browser_context_args: dict[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, PHONE, FATHER) as father, device(browser, given, DESK, CURATOR.email) as officer:
        registers_a_child(father)
        for name, relation in ((MOTHER, "親"), (UNCLE, "そのほかの家族")):
            asks_the_counter(father, name, relation)
            agrees(officer, name)
        hands_the_child_over(father, axe, screens)
        with somebody(browser, given) as child:
            opens_the_mail(child, CHILDS)
            expect(child.get_by_text(CHILD)).to_be_visible()
            looked_at(child, axe, screens, "takeover")
            takes_it(child, CHILDS, CHILD)
        may_not_hand_over(father, MOTHER)
        sees_the_document(officer, acting_number(father, MOTHER), "ウエダ ウメコ", "上田 梅子", "1944-01-15")
        with somebody(browser, given) as mother:
            takes_it_with_the_card(mother, axe, screens)
        hands_over_at_the_counter(officer, acting_number(father, UNCLE), axe, screens)
        with somebody(browser, given) as uncle:
            opens_the_mail(uncle, UNCLES)
            takes_it(uncle, UNCLES, UNCLE)
        father.goto("/notices")
        for name in (CHILD, MOTHER, UNCLE):
            expect(father.get_by_text(f"{name} さんのアカウントが引き継がれました")).to_be_visible()


@contextmanager
def somebody(browser: Browser, given: Mapping[str, Any]) -> Iterator[Page]:
    """With a phone, and signed in to nothing."""
    context = browser.new_context(**{**given, "viewport": PHONE})
    yield context.new_page()
    context.close()


def registers_a_child(page: Page) -> None:
    page.goto("/account/family/new?way=child")
    page.get_by_label("表示名").fill(CHILD)
    page.get_by_label("生まれた年と月").fill("2016-06")
    page.get_by_label(re.compile("親権者")).check()
    follow(page, page.get_by_role("button", name="登録する"))


def asks_the_counter(page: Page, name: str, relation: str) -> None:
    page.goto("/account/family/new?way=adult")
    page.get_by_label("表示名").fill(name)
    page.get_by_label("続柄").select_option(label=relation)
    page.get_by_label("確かめてもらうまち").select_option(CURATOR.email[8:14])
    follow(page, page.get_by_role("button", name="登録する"))


def agrees(page: Page, name: str) -> None:
    page.goto(f"{UDA}/families")
    row = page.get_by_role("row").filter(has_text=name)
    row.locator("summary", has_text="認める").click()
    row.get_by_label(re.compile("本人の意思を確かめました")).check()
    follow(page, row.get_by_role("button", name="認める"))


def of(page: Page, name: str) -> Locator:
    page.goto("/account/family")
    return page.get_by_role("article").filter(has_text=name)


def hands_the_child_over(page: Page, axe: Axe, screens: Screens) -> None:
    follow(page, of(page, CHILD).get_by_role("link", name="本人のメールアドレスで引き継ぐ"))
    page.get_by_label("ご本人のメールアドレス").fill(CHILDS)
    looked_at(page, axe, screens, "handover")
    page.get_by_role("button", name="ご本人にメールを送る").click()
    expect(page.get_by_text("まだ何も変わっていません")).to_be_visible()


def may_not_hand_over(page: Page, name: str) -> None:
    bond = of(page, name)
    expect(bond.get_by_role("link", name="本人のメールアドレスで引き継ぐ")).to_have_count(0)
    bond.locator("summary", has_text="ご本人がアカウントを引き継ぐには").click()
    expect(bond.get_by_text("あなたがメールアドレスを決めることはできません")).to_be_visible()


def acting_number(page: Page, name: str) -> str:
    """The ward's member number, as the guardian reads it while acting."""
    follow(page, of(page, name).get_by_role("button", name="この人として操作する"))
    page.goto("/account/family")
    number = page.locator("main p", has_text="会員番号").locator("strong").first.inner_text()
    follow(page, page.get_by_role("button", name="自分に戻る"))
    return number


def types_the_document(page: Page, number: str, kana: str, name: str, birthday: str, who: str) -> None:
    page.get_by_label(who).fill(number)
    page.get_by_label("氏名（カタカナ）").fill(kana)
    page.get_by_label("氏名（書類の文字のとおり）").fill(name)
    page.get_by_label("生年月日").fill(birthday)


def sees_the_document(page: Page, number: str, kana: str, name: str, birthday: str) -> None:
    page.goto(f"{UDA}/persons")
    types_the_document(page, number, kana, name, birthday, "だれのアカウントか")
    follow(page, page.get_by_role("button", name="本人確認を記録する"))


def hands_over_at_the_counter(page: Page, number: str, axe: Axe, screens: Screens) -> None:
    page.goto(f"{UDA}/families")
    follow(page, page.get_by_role("link", name="アカウントを本人に引き継ぐ"))
    looked_at(page, axe, screens, "handover-desk")
    types_the_document(page, number, "タカハシ シゲル", "高橋 茂", "1950-05-05", "引き継ぐアカウントの会員番号")
    page.get_by_label("ご本人のメールアドレス").fill(UNCLES)
    page.get_by_label(re.compile("ご本人が窓口にいて")).check()
    follow(page, page.get_by_role("button", name="確かめて、メールを送る"))
    expect(page.get_by_text("メールを送りました。")).to_be_visible()


def takes_it_with_the_card(page: Page, axe: Axe, screens: Screens) -> None:
    page.goto("/signin")
    follow(page, page.get_by_role("link", name="家族が代わりに使ってきた自分のアカウントを引き継ぐ"))
    looked_at(page, axe, screens, "takeover-new")
    page.get_by_label("あなたのメールアドレス").fill(MOTHERS)
    page.get_by_role("button", name="メールを送る").click()
    expect(page.get_by_text(f"{MOTHERS} にメールを送りました。")).to_be_visible()
    opens_the_mail(page, MOTHERS)
    follow(page, page.get_by_role("button", name="カードの読み取りに進む"))
    page.get_by_label("上田 梅子").check()
    page.get_by_role("button", name="同意して渡す").click()
    page.wait_for_url(re.compile(r"/takeover$"))
    takes_it(page, MOTHERS, MOTHER)


def opens_the_mail(page: Page, email: str) -> None:
    page.goto(f"/mail?to={email}")
    follow(page, page.get_by_role("link", name="アカウントの引き継ぎ").first)
    follow(page, page.locator("main pre").get_by_role("link"))


def takes_it(page: Page, email: str, name: str) -> None:
    """And signs in with the own address from then on."""
    follow(page, page.get_by_role("button", name="引き継ぐ", exact=True))
    expect(page.get_by_text("引き継ぎました。")).to_be_visible()
    sign_in(page, email)
    page.goto("/account")
    expect(page.get_by_label("表示名")).to_have_value(name)
