"""The member's job: a community, a proposal, a vote with the card, the tally; and what an accepted proposal paid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acting import PHONE, device

COMMUNITY = "四町アンバサダーDAO"
OPEN = "富士川のゆずと那智のじゃばらでつくる合同菓子の試作"
PAID = "宇陀の薬草茶の新しいラベルを仲間のデザインにする"
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
    expect(member.get_by_text("投票は1回だけ")).to_be_visible()
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


def votes_in(text: str) -> int:
    found = re.search(r"([\d,]+)票", text)
    assert found is not None
    return int(found[1].replace(",", ""))
