"""A draft is kept, written by two, compared, shown to members, and becomes a proposal."""

from __future__ import annotations

import re
from datetime import timedelta

from eth_account import Account
from flask.testing import FlaskClient

from app.wiring import Platform, event_handlers
from chain.events import route_pending
from chain.ids import Address
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn

FIRST = {
    "title_ja": "薬草茶の新しいラベル",
    "body": "印刷は2,000枚です。",
    "payee": "other",
    "payee_address": Address(Account.create().address),
    "amount": "1500",
    "planned_on": "2026-12-01",
}


def test_a_draft_is_written_together_compared_and_proposed(
    community: CommunityOnChain, client: FlaskClient, member: Address, sign_in: SignIn, platform: Platform
) -> None:
    assert "下書きとして保存" in client.get("/communities/uda/proposals/new").text
    kept = client.post("/communities/uda/drafts", data=FIRST)
    draft = kept.location
    page = client.get(draft).text
    for words in ("印刷は2,000枚です。", "1,500円 を支払う", "最初の版です。"):
        assert words in page
    assert "薬草茶の新しいラベル" in client.get("/communities/uda").text
    joining = re.search(r'value="http[^"]*(/drafts/\d+/joining/[^"]+)"', page)
    assert joining is not None
    # A member who was not invited sees nothing of it; one with the invitation joins and writes.
    friend = sign_in(email="friend@example.jp").address
    for path in (draft, joining[1].rsplit("/", 1)[0] + "/guessed"):
        answer = client.get(path) if path == draft else client.post(path)
        assert answer.status_code == 404
    assert client.post(joining[1]).status_code == 403  # no card yet
    community.give_cards(friend)
    assert "加わる" in client.get(joining[1]).text
    assert client.post(joining[1]).status_code == 303
    number = draft.rsplit("/", 1)[1]
    form = client.get(f"/communities/uda/proposals/new?draft={number}").text
    assert "印刷は2,000枚です。" in form and f'name="draft" value="{number}"' in form
    second = {**FIRST, "body": "印刷は3,000枚です。", "planned_on": "2026-12-20", "draft": number, "version": "1"}
    assert client.post("/communities/uda/drafts", data=second).status_code == 303
    page = client.get(draft).text
    assert "<del>2,000</del><ins>3,000</ins>枚です。" in page
    assert "に変わりました。" in page
    # Whoever edited the older version loses nothing and is told.
    late = client.post("/communities/uda/drafts", data={**second, "body": "遅れて書いた文"})
    assert late.status_code == 409
    assert "遅れて書いた文" in late.text and "第2版" in late.text
    wrong = client.post("/communities/uda/drafts", data={**second, "version": "2", "body": "番号 123456789018"})
    assert wrong.status_code == 422
    # Shown to the members, who may read but not write.
    assert client.post(f"{draft}/opening", data={"open": "1"}).status_code == 303
    sign_in(email="other@example.jp")
    assert client.get(draft).status_code == 404  # not a member
    reader = sign_in(email="reader@example.jp").address
    community.give_cards(reader)
    assert "3,000" in client.get(draft).text
    feed = "/communities/uda/calendar.ics"
    assert "DTSTART;VALUE=DATE:20261220" in client.get(feed).text
    assert "薬草茶の新しいラベル" not in client.get(feed).text, "members alone read the title"
    announce = platform.dao.drafts.announce.announce
    assert announce() == 0, "the day it was shown with"
    platform.dao.drafts.keep.save(int(number), friend, 2, {**FIRST, "planned_on": "2026-12-24"})
    assert announce() == 0, "may still be changed"
    community.clock.advance(timedelta(hours=1))
    assert announce() == 1
    assert announce() == 0
    while route_pending(platform.db, event_handlers(platform), platform.clock.now()):
        pass
    told = client.get("/notices?lang=ja").text
    assert told.count("「薬草茶の新しいラベル」を提案する予定の日が変わりました") == 1
    assert "2026年12月20日" in told and "2026年12月24日" in told
    assert "SEQUENCE:3" in client.get(feed).text
    for path, data in ((f"{draft}/opening", {"open": "0"}), (f"{draft}/authors", {"member": "1"})):
        assert client.post(path, data=data).status_code == 404
    assert client.post("/communities/uda/drafts", data={**second, "version": "3"}).status_code == 404
    # One of its authors brings it to signature.
    sign_in(email="friend@example.jp")
    assert client.post("/communities/uda/proposals", data={**second, "version": "3"}).status_code == 303
    assert "この下書きは提案になりました" in client.get(draft).text
    assert client.post("/communities/uda/drafts", data={**second, "version": "3"}).status_code == 409
    assert "VALUE=DATE" not in client.get(feed).text


def test_who_is_no_member_keeps_no_draft(community: CommunityOnChain, client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    assert client.post("/communities/uda/drafts", data=FIRST).status_code == 403
    assert client.get("/drafts/999").status_code == 404
