"""A sealed poll: two trustees keep keys that their own browsers made, an officer opens the poll, and a member's answer
leaves the browser sealed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Browser, Page, Request, expect

from app.demo.accounts import CURATOR, MEMBER
from dao.models.polls.sealing import TrusteeKey
from tests.journeys.acting import DESK, PHONE, device, follow
from tests.journeys.at_the_desk import console
from tests.journeys.buying import Axe, Screens, looked_at

POLL, CHOICE = "次の合同の市の会場", "那智勝浦・にぎわい市場"
OTHER_TRUSTEE = "officer-193682@demo.example"  # of Fujikawa


def test_an_answer_leaves_the_browser_sealed(
    browser: Browser, browser_context_args: Mapping[str, Any], axe: Axe, screens: Screens
) -> None:
    given = browser_context_args
    with device(browser, given, PHONE, MEMBER.email) as member:
        keeps_a_key(member, axe, screens)
        with device(browser, given, DESK, OTHER_TRUSTEE) as other:
            keeps_a_key(other)
        with device(browser, given, DESK, CURATOR.email) as officer:
            poll = opens_the_poll(officer, axe, screens)
        answers(member, poll, axe, screens)


def keeps_a_key(trustee: Page, axe: Axe | None = None, screens: Screens | None = None) -> None:
    trustee.goto("/notices")
    follow(trustee, trustee.get_by_role("link", name="立会人の画面を見る").first)
    trustee.get_by_role("button", name="引き受けて、鍵を受け取る").click()
    words = trustee.locator("[data-trustee-words]")
    expect(words).to_have_text(re.compile("-"))
    if axe is not None and screens is not None:
        looked_at(trustee, axe, screens, "trustee-key")
    key = TrusteeKey.read(words.inner_text())
    with trustee.expect_request(lambda request: request.method == "POST") as sent:
        follow(trustee, trustee.get_by_role("button", name="書き留めました。引き受けます"))
    assert fields_of(sent.value) == {"csrf_token", "public_key"}
    assert key.public.hex() in (sent.value.post_data or "")


def opens_the_poll(officer: Page, axe: Axe, screens: Screens) -> str:
    console(officer, "コミュニティ")
    follow(officer, officer.get_by_role("link", name=POLL))
    looked_at(officer, axe, screens, "sealed-preparation")
    follow(officer, officer.get_by_role("button", name="この立会人で開く"))
    return officer.url


def answers(member: Page, poll: str, axe: Axe, screens: Screens) -> None:
    member.goto(poll)
    expect(member.get_by_text("お使いの端末で封をしてから送ります")).to_be_visible()
    member.get_by_text(CHOICE).first.click()
    looked_at(member, axe, screens, "sealed-form")
    with member.expect_request(lambda request: request.method == "POST") as sent:
        follow(member, member.get_by_role("button", name="内容を確かめて署名する"))
    assert fields_of(sent.value) == {"csrf_token", "box"}
    expect(member.get_by_text(CHOICE)).to_have_count(0)
    follow(member, member.get_by_role("button", name="署名して進む"))
    expect(member.get_by_text("封をして預かっています")).to_be_visible()
    looked_at(member, axe, screens, "sealed-answered")


def fields_of(request: Request) -> set[str]:
    return set(parse_qs(request.post_data or "", keep_blank_values=True))
