"""An idea of a member becomes a poll that needs both majorities. The member answers on the phone, a villager with a
paper card at the counter; after the close each finds the own ballot in the count by its receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from playwright.sync_api import Browser, Page, expect

from app.demo.accounts import CURATOR, MEMBER
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import DESK, PHONE, device, follow
from tests.journeys.at_the_desk import console, downloaded, looked_at_again, printed_codes, sign
from tests.journeys.buying import Axe, Screens, looked_at
from tests.journeys.passing import forward, in_japan

COMMUNITY = "四町アンバサダーDAO"
IDEA = "又兵衛桜の下で四町の味くらべ"
BORN = "1938-04-05"  # of the villager
SHADE, STATION = "木かげの広場で", "道の駅で"


def test_an_idea_becomes_a_poll_and_each_finds_the_own_ballot_in_its_count(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, PHONE, MEMBER.email) as member, device(browser, given, DESK, CURATOR.email) as officer:
        idea = writes_an_idea(member, axe, screens)
        villager = comes_with_a_paper_card(officer, axe, screens)
        poll = makes_a_poll_of_it(officer, idea, live_platform, axe, screens)
        mine = answers_on_the_phone(member, poll, axe, screens)
        theirs = answers_at_the_counter(officer, villager, axe, screens)
        forward(live_platform, "15m")
        the_result_is_announced(officer, poll, axe, screens)
        both_majorities_chose(member, poll, axe, screens)
        for receipt in (mine, theirs):
            finds_the_ballot(member, poll, receipt)
        looked_at(member, axe, screens, "poll-audit-found")


def writes_an_idea(member: Page, axe: Axe, screens: Screens) -> str:
    """The address of the idea's page."""
    member.goto("/communities")
    follow(member, member.get_by_role("link", name=COMMUNITY).first)
    follow(member, member.get_by_role("link", name="アイデアを見る・書く"))
    follow(member, member.get_by_role("link", name="アイデアを書く"))
    member.get_by_label("題名（日本語）").fill(IDEA)
    member.get_by_label("内容（日本語）").fill("桜のころに四町の食べものを持ち寄り、食べくらべをします。")
    looked_at(member, axe, screens, "idea-new")
    follow(member, member.get_by_role("button", name="この内容で載せる"))
    expect(member.get_by_role("heading", level=1)).to_have_text(IDEA)
    looked_at(member, axe, screens, "idea")
    return member.url


def comes_with_a_paper_card(officer: Page, axe: Axe, screens: Screens) -> str:
    """What the QR of the villager's card holds, once the officer has seen a document."""
    console(officer, "紙カード")
    officer.get_by_label("この束の名前").fill("投票の窓口用")
    officer.get_by_label("枚数").fill("1")
    follow(officer, officer.get_by_role("button", name="カードを作る"))
    (card,) = printed_codes(downloaded(officer, "PDFをダウンロード", role="button"))
    console(officer, "人と記録")
    officer.get_by_label("だれのアカウントか").fill(card)
    officer.get_by_label("氏名（カタカナ）").fill("ウダ ハルコ")
    officer.get_by_label("生年月日").fill(BORN)
    follow(officer, officer.get_by_role("button", name="本人確認を記録する"))
    expect(officer.get_by_text("本人確認を記録しました")).to_be_visible()
    looked_at(officer, axe, screens, "persons")
    return card


def makes_a_poll_of_it(officer: Page, idea: str, platform: LivePlatform, axe: Axe, screens: Screens) -> str:
    """The address of the poll's page. Two persons must answer: the villager's ballot decides whether it counts."""
    officer.goto(idea)
    follow(officer, officer.get_by_role("link", name="アンケートにする"))
    expect(officer.get_by_label("題名", exact=False).first).to_have_value(IDEA)
    officer.get_by_label("選択肢", exact=False).first.fill(f"{SHADE} | In the shade\n{STATION} | At the station")
    officer.get_by_role("radio", name=re.compile("^両方の多数")).check()
    officer.get_by_label("成立に必要な票数").fill("1")
    officer.get_by_label("成立に必要な人数").fill("2")
    closes = in_japan(platform) + timedelta(minutes=13)
    officer.get_by_label("締め切り").fill(closes.strftime("%Y-%m-%dT%H:%M"))
    looked_at(officer, axe, screens, "poll-new")
    follow(officer, officer.get_by_role("button", name="この内容で開く"))
    expect(officer.get_by_role("heading", level=1)).to_have_text(IDEA)
    return officer.url


def answers_on_the_phone(member: Page, poll: str, axe: Axe, screens: Screens) -> str:
    """The receipt."""
    member.goto(poll)
    expect(member.get_by_text("本人確認を終えた1人として数えられます")).to_be_visible()
    member.get_by_role("radio", name=SHADE).check()
    looked_at(member, axe, screens, "poll-open")
    follow(member, member.get_by_role("button", name="内容を確かめて署名する"))
    expect(member.get_by_text("最後に署名した回答だけが数えられます")).to_be_visible()
    follow(member, member.get_by_role("button", name="署名して進む"))
    expect(member.get_by_role("region", name="あなたの回答")).to_contain_text(SHADE)
    expect(member.locator("main")).to_contain_text("中身は締切まで出しません")
    looked_at(member, axe, screens, "poll-answered")
    return member.locator(".poll-receipt").inner_text()


def answers_at_the_counter(officer: Page, card: str, axe: Axe, screens: Screens) -> str:
    """The receipt on the slip that the villager takes home; a second vote is refused."""
    console(officer, "コミュニティ")
    row = officer.locator("tbody tr", has_text=IDEA)
    follow(officer, row.get_by_role("link", name="窓口の投票"))
    officer.get_by_label("紙カード").fill(card)
    follow(officer, officer.get_by_role("button", name="探す"))
    officer.get_by_role("radio", name=SHADE).check()
    looked_at(officer, axe, screens, "poll-counter")
    follow(officer, officer.get_by_role("button", name="内容を確かめて署名する"))
    follow(officer, officer.get_by_role("button", name="署名して進む"))
    slip = officer.locator("main")
    expect(slip).to_contain_text("投票を受け付けました")
    expect(slip).not_to_contain_text(SHADE)
    looked_at(officer, axe, screens, "poll-slip")
    receipt = officer.locator(".poll-receipt").inner_text()
    follow(officer, officer.get_by_role("link", name="続けて受け付ける"))
    officer.get_by_label("紙カード").fill(card)
    follow(officer, officer.get_by_role("button", name="探す"))
    expect(officer.get_by_text("もう投票しています")).to_be_visible()
    return receipt


def the_result_is_announced(officer: Page, poll: str, axe: Axe, screens: Screens) -> None:
    console(officer, "コミュニティ")
    button = officer.locator("tbody tr", has_text=IDEA).get_by_role("button", name="結果を確定する")
    follow(officer, looked_at_again(officer, button))
    axe(officer)
    sign(officer)
    officer.wait_for_url(poll)
    looked_at_again(officer, officer.get_by_text("にブロックチェーンに記録されました"))
    looked_at(officer, axe, screens, "poll-announced")


def both_majorities_chose(member: Page, poll: str, axe: Axe, screens: Screens) -> None:
    member.goto(poll)
    result = member.get_by_role("region", name="結果", exact=True)
    expect(result.locator(".poll-result__winner")).to_have_text(SHADE)
    expect(result.get_by_role("heading", name="カードの票")).to_be_visible()
    expect(result.get_by_role("heading", name="人の票")).to_be_visible()
    looked_at(member, axe, screens, "poll-result")
    follow(member, member.get_by_role("link", name="この結果を数え直して確かめる"))
    expect(member.locator(".notice--success")).to_contain_text("すべて合っています")
    expect(member.locator("main")).to_contain_text("うち1票は、窓口で職員が署名しました")
    expect(member.locator("main")).to_contain_text("ブロックチェーンに記録された指紋とも同じです")


def finds_the_ballot(member: Page, poll: str, receipt: str) -> None:
    member.goto(f"{poll}/audit")
    member.get_by_label("控えの番号").fill(receipt)
    follow(member, member.get_by_role("button", name="探す"))
    expect(member.get_by_text("数えられています。")).to_be_visible()
