"""The officer's job: a program, a list with mistakes, the corrected list, the preview, progress, totals, settlement."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acting import DESK, device, digits

PROGRAM = "歩いて健康ポイント"
PEOPLE = ("person010@demo.example", "person011@demo.example", "person012@demo.example")
Check = Callable[[Page], None]
Take = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def officer(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with device(browser, browser_context_args, DESK, "officer@example.jp") as page:
        page.goto("/")
        page.get_by_role("link", name="職員画面").locator("visible=true").first.click()
        yield page


@pytest.fixture(scope="module")
def approver(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A second officer of the same town, at the console."""
    with device(browser, browser_context_args, DESK, "manager@example.jp") as page:
        page.goto("/")
        page.get_by_role("link", name="職員画面").locator("visible=true").first.click()
        yield page


def upload(page: Page, rows: list[str]) -> None:
    text = "\r\n".join(["メール,ポイント", *rows])
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode("cp932")}
    page.locator("input[name=list]").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="名簿を確かめる").click()


def test_an_officer_opens_a_program(officer: Page, axe: Check, screens: Take) -> None:
    axe(officer)
    screens(officer, "console")
    officer.get_by_role("link", name="新しい事業を始める").first.click()
    officer.get_by_label("事業の名前").fill(PROGRAM)
    officer.get_by_label("発行の上限").fill("無理")
    officer.get_by_role("button", name="内容を確かめる").click()
    expect(officer.get_by_label("事業の名前")).to_have_value(PROGRAM)  # nothing that was typed is lost
    expect(officer.locator("#cap-error")).to_be_visible()
    axe(officer)
    screens(officer, "program-new")
    officer.get_by_label("発行の上限").fill("100,000")
    officer.get_by_role("radio", name=re.compile("ふじのくに")).check()
    officer.get_by_role("button", name="内容を確かめる").click()
    expect(officer.get_by_text(PROGRAM).first).to_be_visible()
    axe(officer)
    screens(officer, "program-sign")
    officer.get_by_role("button", name="署名して進む").click()
    expect(officer.get_by_text("実施中")).to_be_visible(timeout=20_000)
    axe(officer)
    screens(officer, "program")


def test_mistakes_in_a_list_are_named_by_row_and_the_corrected_list_is_granted(
    officer: Page, axe: Check, screens: Take
) -> None:
    officer.get_by_role("link", name="ポイントを付与する").click()
    officer.get_by_label("付与の目的").fill("健康教室 11月")
    axe(officer)
    screens(officer, "campaign-purpose")
    officer.get_by_role("button", name="次へ").click()
    axe(officer)
    screens(officer, "campaign-people")
    upload(officer, [f"{PEOPLE[0]},500", "nobody@demo.example,500", f"{PEOPLE[1]},たくさん", f"{PEOPLE[0]},500"])
    wrong = officer.locator("section", has=officer.get_by_role("heading", name="直す行", exact=True)).locator(
        "tbody tr"
    )
    expect(wrong).to_have_count(3)
    expect(wrong.nth(0)).to_contain_text("3")
    expect(wrong.nth(0)).to_contain_text("会員ではありません")
    expect(wrong.nth(1)).to_contain_text("数字だけ")
    expect(wrong.nth(2)).to_contain_text("同じ人")
    axe(officer)
    screens(officer, "campaign-errors")
    upload(officer, [f"{person},{amount}" for person, amount in zip(PEOPLE, (500, 700, 300), strict=True)])
    expect(officer.get_by_text("付与するとどうなるか")).to_be_visible()
    expect(officer.locator("main")).to_contain_text("1,500")
    axe(officer)
    screens(officer, "campaign-preview")
    steps = {"人": "people-chosen", "額": "amounts", "予算": "budget", "法令": "law", "お知らせ": "message"}
    for step, name in steps.items():
        officer.get_by_role("navigation", name="付与の手順").get_by_role("link", name=step).click()
        expect(officer.locator(".wizard-steps [aria-current=step]")).to_contain_text(step)
        axe(officer)
        screens(officer, f"campaign-{name}")
    officer.get_by_label("日本語の文").fill("{amount}をお届けしました。歩いてお使いください。")
    officer.get_by_role("button", name="次へ").click()
    expect(officer.get_by_text("500ポイントをお届けしました。歩いてお使いください。")).to_be_visible()
    officer.get_by_role("button", name="3人に付与する").click()
    expect(officer.locator("main")).to_contain_text("1,500")
    officer.get_by_role("button", name="署名して進む").click()
    expect(officer.locator(".notice--success")).to_contain_text("3人に付与しました", timeout=60_000)
    axe(officer)
    screens(officer, "campaign-done")
    officer.get_by_role("link", name="結果を見る").click()
    axe(officer)
    screens(officer, "campaign-report")
    with officer.expect_download() as download:
        officer.get_by_role("link", name="全員の結果をCSVでダウンロード").click()
    assert download.value.path().read_text(encoding="utf-8-sig").count("付与済み") == 3


def test_a_large_grant_starts_once_a_second_officer_has_approved_it(
    officer: Page, approver: Page, axe: Check, screens: Take
) -> None:
    officer.get_by_role("link", name="職員画面").locator("visible=true").first.click()
    officer.get_by_role("link", name="承認が要る額").click()
    officer.get_by_label("新しい額").fill("1,000")
    officer.get_by_role("button", name="変える").click()
    expect(officer.get_by_text("いまは 1,000ポイント です。")).to_be_visible()
    axe(officer)
    screens(officer, "approval-limit")
    officer.get_by_role("link", name="職員画面").first.click()
    officer.get_by_role("link", name=PROGRAM).first.click()
    officer.get_by_role("link", name="ポイントを付与する").click()
    officer.get_by_label("付与の目的").fill("健康教室の大きな付与")
    officer.get_by_text("種類・理由・始まりの日").click()
    officer.get_by_role("radio", name=re.compile("返礼品")).check()
    officer.get_by_role("button", name="次へ").click()
    officer.get_by_text("条件でえらぶ").click()
    officer.get_by_role("radio", name=re.compile("前の付与を受けた人")).check()
    officer.get_by_label("前の付与", exact=False).last.select_option(label="健康教室 11月")
    officer.get_by_role("button", name="人数を数える").click()
    expect(officer.get_by_text("3人があてはまります")).to_be_visible()
    axe(officer)
    screens(officer, "campaign-segment")
    officer.get_by_role("button", name="この人たちにする").click()
    officer.get_by_label("1人の額").last.fill("400")
    screens(officer, "campaign-same")
    officer.get_by_role("button", name="次へ").click()
    officer.get_by_role("button", name="次へ").click()
    officer.get_by_label("確認した理由").fill("寄附者の住所と寄附額を、課税課の名簿で確かめた。")
    axe(officer)
    screens(officer, "campaign-law-attention")
    officer.get_by_role("button", name="保存して確認へ").click()
    officer.get_by_role("button", name="承認を頼む").click()
    expect(officer.locator("main")).to_contain_text("承認を待っています")
    axe(officer)
    screens(officer, "campaign-asked")
    approver.reload()
    approver.get_by_role("link", name="健康教室の大きな付与").first.click()
    axe(approver)
    screens(approver, "campaign-approve")
    approver.get_by_role("button", name="の付与を承認する").click()
    expect(approver.locator("main")).to_contain_text("承認されました")
    officer.reload()
    officer.get_by_role("button", name="3人に付与する").click()
    officer.get_by_role("button", name="署名して進む").click()
    expect(officer.locator(".notice--success")).to_contain_text("3人に付与しました", timeout=60_000)


def test_the_month_is_closed_and_the_list_taken_to_the_money_desk(officer: Page, axe: Check, screens: Take) -> None:
    officer.get_by_role("link", name="職員画面").locator("visible=true").first.click()
    officer.get_by_role("link", name="精算", exact=True).click()
    axe(officer)
    screens(officer, "settlements")
    total = officer.locator("#next ~ p strong").inner_text()
    officer.get_by_role("button", name="この内容で締める").click()
    expect(officer.get_by_role("heading", name="精算の一覧")).to_be_visible()
    expect(officer.get_by_text("処理中")).to_have_count(0, timeout=30_000)
    owed = digits(officer.locator(".console__owed").inner_text())
    axe(officer)
    screens(officer, "closing")
    with officer.expect_download() as download:
        officer.get_by_role("link", name="CSVでダウンロード").click()
    lines = [line.split(",") for line in io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))][1:]
    gross, fees, net = (sum(int(line[column]) for line in lines) for column in (3, 4, 5))
    coupons = sum(int(line[3]) for line in lines if line[2].startswith("クーポン"))
    assert (gross - coupons, net) == (digits(total), owed)
    assert gross - fees == net


def test_shops_and_the_record_of_what_was_signed(officer: Page, axe: Check, screens: Take) -> None:
    officer.get_by_role("link", name="職員画面").locator("visible=true").first.click()
    officer.get_by_role("link", name="加盟店", exact=True).click()
    axe(officer)
    screens(officer, "merchants")
    officer.get_by_role("link", name="加盟店を登録する").click()
    axe(officer)
    screens(officer, "merchant-new")
    officer.get_by_role("link", name="やめる").click()
    officer.get_by_role("link", name="人と記録").click()
    officer.get_by_role("link", name="操作の記録").click()
    for words in ("精算を締めた", "ポイントを付与した", "ポイント事業を始めた"):
        expect(officer.locator("tbody tr").filter(has_text=words).first).to_be_visible()
    axe(officer)
    screens(officer, "acts")
