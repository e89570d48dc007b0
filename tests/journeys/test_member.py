"""The member's job: a community, a proposal, a vote with the card, the tally; what an accepted proposal paid; a sale
for holders of the card; a lottery that is entered, and another one drawn again from what its page shows; and a product
project of the fan club."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from app.cli.draw import command as verify_draw
from tests.journeys.acting import PHONE, device

COMMUNITY = "四町アンバサダーDAO"
OPEN = "富士川のゆずと那智のじゃばらでつくる合同菓子の試作"
PAID = "宇陀の薬草茶の新しいラベルを仲間のデザインにする"
PRODUCT = "伊豆みかんのクラフトコーラ"
FOR_HOLDERS = "大和当帰と地酒の夕べ"
Check = Callable[[Page], None]
Take = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def member(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    with device(browser, browser_context_args, PHONE, "taro@example.jp") as page:
        yield page


def open_community(page: Page) -> None:
    page.goto("/communities")
    page.get_by_role("link", name=COMMUNITY).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COMMUNITY)


def test_a_member_votes_with_the_card_and_the_tally_grows(member: Page, axe: Check, screens: Take) -> None:
    member.goto("/communities")
    axe(member)
    screens(member, "communities")
    open_community(member)
    axe(member)
    screens(member, "community")
    member.get_by_role("link", name=OPEN).first.click()
    tally = member.locator(".tally__row", has_text="賛成")
    before = votes_in(tally.inner_text())
    axe(member)
    screens(member, "proposal")
    member.get_by_role("button", name="賛成", exact=True).click()
    expect(member.get_by_text("締切までは選び直せ、最後の投票が数えられます")).to_be_visible()
    axe(member)
    screens(member, "ballot-sign")
    member.get_by_role("button", name="署名して進む").click()
    expect(member.get_by_role("heading", name="あなたの投票")).to_be_visible()
    expect(tally).to_contain_text(f"{before + 1}票", timeout=20_000)
    expect(member.get_by_text("数えられ、確定しました")).to_be_visible(timeout=20_000)
    axe(member)
    screens(member, "proposal-voted")


def test_an_accepted_proposal_was_paid_from_the_treasury(member: Page, axe: Check, screens: Take) -> None:
    open_community(member)
    member.get_by_role("link", name=PAID).first.click()
    expect(member.get_by_text("実行済み").first).to_be_visible()
    axe(member)
    screens(member, "proposal-paid")
    member.goto("/communities/four-towns/treasury")
    expect(member.locator("main")).to_contain_text("120,000")
    axe(member)
    screens(member, "treasury")


def test_the_card_opens_a_sale_and_a_lottery_is_entered_and_checked(
    member: Page, axe: Check, screens: Take, tmp_path: Path
) -> None:
    member.goto("/items?q=アンバサダー限定")
    member.get_by_role("link", name=FOR_HOLDERS).first.click()
    expect(member.get_by_text("あなたは買えます")).to_be_visible()
    axe(member)
    screens(member, "item-for-holders")
    member.goto("/lotteries")
    member.get_by_role("link", name="駿河湾 海の大使カード").first.click()
    member.get_by_role("button", name="抽選に申し込む").click()
    expect(member.get_by_text("受付が終わると抽選します")).to_be_visible()
    member.goto("/lotteries")
    expect(member.get_by_role("heading", name="自分の申し込み")).to_be_visible()
    axe(member)
    screens(member, "lotteries")
    member.get_by_role("link", name="宇陀 刀と薬草の大使カード").first.click()
    expect(member.get_by_text("順番が決まりました").first).to_be_visible()
    axe(member)
    screens(member, "lottery-drawn")
    with member.expect_download() as download:
        member.get_by_role("link", name="計算に使う記録").click()
    document = tmp_path / "lottery.json"
    download.value.save_as(document)
    verified = CliRunner().invoke(verify_draw, ["verify", str(document)])
    assert verified.exit_code == 0, verified.output


def test_a_product_project_shows_whose_turn_it_is(member: Page, axe: Check, screens: Take) -> None:
    member.goto("/communities/izu-fan-club")
    member.get_by_role("link", name="商品プロジェクトを見る").click()
    axe(member)
    screens(member, "products")
    member.get_by_role("link", name=PRODUCT).click()
    expect(member.locator("[aria-current=step]")).to_have_text("試作品の投票")
    axe(member)
    screens(member, "product")
    member.get_by_role("link", name="試作品に投票する").click()
    expect(member.get_by_role("link", name=PRODUCT)).to_be_visible()
    expect(member.locator(".poll-picture")).to_have_count(3)


def votes_in(text: str) -> int:
    found = re.search(r"([\d,]+)票", text)
    assert found is not None
    return int(found[1].replace(",", ""))
