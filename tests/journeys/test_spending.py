"""A member proposes a payment, fifty vote for it, whose ballots go to the chain in batches; it waits in the timelock
and is paid to the shop that the form named, without anybody typing an account number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.demo.accounts import MEMBER
from app.wiring import Platform, build_platform
from chain.ids import Address
from dao.models import Proposal, Support
from dao.models.facts import VoteCast
from dao.queries.voting_power import votes_at
from tests.fixtures.browser import LivePlatform
from tests.journeys.acting import PHONE, device, follow, sign_in
from tests.journeys.at_the_desk import looked_at_again
from tests.journeys.buying import Axe, Screens, looked_at
from tests.journeys.passing import forward
from wallet.models import Account, AccountKind

COMMUNITY, TITLE = "四町アンバサダーDAO", "猿橋の紅葉を四町の写真家と撮る"
SHOP, AMOUNT = "猿橋たもと茶屋", 84_000
VOTERS = 50  # with the one at the phone


def test_what_fifty_members_decide_is_paid(
    live_platform: LivePlatform, browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    platform = build_platform(live_platform.settings)
    with device(browser, browser_context_args, PHONE, MEMBER.email) as member:
        proposal, shop = proposes(member, axe, screens)
        paid_before = int(platform.contracts.yen.balance_of(shop))
        forward(live_platform, "25h")
        others_vote(platform, proposal)
        votes(member, proposal, axe, screens)
        travelled_in_batches(platform, proposal)
        forward(live_platform, "5d")
        waits_in_the_timelock(member, proposal, axe, screens)
        forward(live_platform, "2d")
        is_paid(member, proposal, axe, screens)
        assert int(platform.contracts.yen.balance_of(shop)) == paid_before + AMOUNT
        stands_in_the_treasury(member, axe, screens)
    platform.db.close()


def proposes(member: Page, axe: Axe, screens: Screens) -> tuple[str, Address]:
    """The address of the proposal's page, and the shop's account."""
    member.goto("/communities")
    follow(member, member.get_by_role("link", name=COMMUNITY).first)
    follow(member, member.get_by_role("link", name="提案を書く"))
    member.get_by_label("題名", exact=False).first.fill(TITLE)
    member.get_by_label("本文").fill("秋の三日間、四町の写真家が猿橋に集まります。茶屋に宿と食事を頼みます。")
    payee = member.get_by_label("支払先", exact=False).first
    payee.select_option(label=SHOP)
    shop = Address(payee.input_value())
    member.get_by_label("金額").fill(str(AMOUNT))
    looked_at(member, axe, screens, "proposal-new")
    follow(member, member.get_by_role("button", name="内容を確かめる").locator("visible=true").last)
    expect(member.locator("main")).to_contain_text(f"{AMOUNT:,}円")
    looked_at(member, axe, screens, "proposal-preview")
    follow(member, member.get_by_role("button", name="署名へ進む"))
    follow(member, member.get_by_role("button", name="署名して進む"))
    expect(member.get_by_role("heading", name="投票はまもなく始まります")).to_be_visible()
    looked_at(member, axe, screens, "proposal-pending")
    return member.url, shop


def others_vote(platform: Platform, proposal: str) -> None:
    """Each with the own signature, one after another as fast as they come."""
    row = number_of(proposal)
    for voter in _voters(platform, row)[: VOTERS - 1]:
        asked = platform.dao.cast_ballot.prepare(row, voter, Support.FOR)
        signature = platform.wallet.sign_typed_data(voter, asked.typed_data, reason="dao.ballot")
        platform.dao.cast_ballot.complete(asked.subject, signature)


def _voters(platform: Platform, row: int) -> list[Address]:
    """Members with a managed wallet, without the one at the phone."""
    page = platform.dao.pages.proposal(row)
    assert page.standing.schedule is not None
    with platform.db.read() as session:
        members = votes_at(session, page.standing.community.collection, page.standing.schedule.snapshot)
        managed = set(session.scalars(select(Account.address).filter_by(kind=AccountKind.MANAGED)))
        at_the_phone = session.get_one(Proposal, row).proposer
    return sorted(members.keys() & managed - {at_the_phone})


def votes(member: Page, proposal: str, axe: Axe, screens: Screens) -> None:
    looked_at_again_signed_in(member, proposal)
    member.get_by_role("button", name="賛成", exact=True).click()
    expect(member.get_by_text("投票は1回だけ")).to_be_visible()
    follow(member, member.get_by_role("button", name="署名して進む"))
    expect(member.get_by_text("数えられ、確定しました")).to_be_visible()
    expect(member.get_by_role("region", name="いまの集計")).to_contain_text(f"{VOTERS}人")
    expect(member.get_by_text("定足数に達しています")).to_be_visible()
    looked_at(member, axe, screens, "proposal-fifty")


def travelled_in_batches(platform: Platform, proposal: str) -> None:
    with platform.db.read() as session:
        wanted = session.get_one(Proposal, number_of(proposal)).proposal_id
        sent = session.scalars(select(VoteCast.tx_hash).where(VoteCast.proposal_id == wanted)).all()
    assert len(sent) == VOTERS
    assert len(set(sent)) < VOTERS // 2


def waits_in_the_timelock(member: Page, proposal: str, axe: Axe, screens: Screens) -> None:
    """Which begins by itself."""
    looked_at_again_signed_in(member, proposal)
    looked_at_again(member, member.locator(".badge", has_text="確認期間"))
    looked_at(member, axe, screens, "proposal-queued")


def is_paid(member: Page, proposal: str, axe: Axe, screens: Screens) -> None:
    """By itself as well."""
    looked_at_again_signed_in(member, proposal)
    looked_at_again(member, member.get_by_role("heading", name="支払いが終わりました"))
    expect(member.locator(".payout__words")).to_contain_text(SHOP)
    expect(member.locator(".payout__words")).to_contain_text(f"{AMOUNT:,}円")
    looked_at(member, axe, screens, "proposal-executed")


def stands_in_the_treasury(member: Page, axe: Axe, screens: Screens) -> None:
    member.goto("/communities/four-towns/treasury")
    line = member.locator("tr", has_text=TITLE).first
    expect(line).to_contain_text(f"−{AMOUNT:,}円")
    follow(member, line.locator(".treasury-transaction"))
    expect(member.locator(".notice--success")).to_contain_text("同じ額であることを確かめました")
    looked_at(member, axe, screens, "treasury-transaction")


def looked_at_again_signed_in(member: Page, proposal: str) -> None:
    """Days have passed: whoever was signed out meanwhile signs in once more."""
    member.goto(proposal)
    if member.get_by_role("link", name="サインイン", exact=True).locator("visible=true").count():
        member.goto("/signin")
        sign_in(member, MEMBER.email)
        member.goto(proposal)


def number_of(proposal: str) -> int:
    return int(proposal.rpartition("/")[2])
