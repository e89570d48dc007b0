"""Supporters vote on a milestone: the rule beforehand, who may vote, what is signed, what the town sees."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from chain.clock import FixedClock
from marketplace.models import OrderState
from marketplace.models.projects import MilestoneBallot
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import FUNAHASHI, OFFICER, Field
from wallet import Role


def test_supporters_read_the_rule_beforehand_and_vote_by_signature(
    client: FlaskClient, fields: Field, clock: FixedClock, sign_in: SignIn
) -> None:
    number = fields.open(vote_days=7)
    assert "7日間の投票で決めます" in client.get(f"/projects/{number}").text
    account = sign_in()
    fields.pledge(number, account.address, 9_000, "太郎")
    fields.pledge(number, OFFICER, 4_000, "")
    clock.advance(timedelta(days=4))
    fields.pay(number, 6_500)
    fields.open_vote(number, 7)
    page = client.get(f"/projects/{number}").text
    assert "投票受付中" in page and "植えました。" in page and "あなたの票の重さは 9,000円" in page
    english = client.get(f"/projects/{number}?lang=en").text
    assert "Supporters’ vote" in english and "weighs ¥9,000" in english
    client.get("/?lang=ja")
    wrong = client.post(f"/projects/{number}/votes/1", data={"choice": "perhaps"}, follow_redirects=True)
    assert "賛成か反対を選んでください" in wrong.text
    closed = client.post(f"/projects/{number}/votes/2", data={"choice": "agree"}, follow_redirects=True)
    assert "この投票は終わりました" in closed.text
    posted = client.post(f"/projects/{number}/votes/1", data={"choice": "refuse"})
    assert posted.status_code == 303
    asked = client.get(posted.location).text
    assert "反対" in asked and "9,000円" in asked and "迷路" in asked
    votes = fields.platform.marketplace.projects.votes.cast
    subject = votes.prepare(number, 1, account.address, True).subject
    votes.complete(subject, b"\x01" * 65)
    assert "投票を届けています" in client.get(f"/projects/{number}").text
    with fields.platform.db.write() as session:
        session.query(MilestoneBallot).update({"state": OrderState.FAILED, "error_name": "NodeUnavailable"})
    assert "投票が届きませんでした" in client.get(f"/projects/{number}").text
    client.post("/signout")
    assert client.post(f"/projects/{number}/votes/1", data={"choice": "agree"}).status_code in (302, 303)
    sign_in(email="stranger@example.jp")
    assert "賛成する" not in client.get(f"/projects/{number}").text
    refused = client.post(f"/projects/{number}/votes/1", data={"choice": "agree"}, follow_redirects=True)
    assert "支援した人だけが投票できます" in refused.text


def test_the_town_sees_how_the_vote_stands(
    client: FlaskClient, fields: Field, clock: FixedClock, sign_in: SignIn
) -> None:
    number = fields.open(vote_days=7)
    fields.pledge(number, OFFICER, 12_000, "")
    clock.advance(timedelta(days=4))
    fields.pay(number, 6_000)
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    desk = f"/console/{FUNAHASHI}/projects/{number}"
    assert "報告と投票の署名へ進む" in client.get(desk).text
    signing = client.post(f"{desk}/milestone", data={"report_ja": "植えました。"})
    assert "7日間の投票が始まります" in client.get(signing.location).text
    fields.open_vote(number, 7)
    page = client.get(desk).text
    assert "投票受付中" in page and "報告と投票の署名へ進む" not in page
    clock.advance(timedelta(days=8))
    assert "集計しています" in client.get(f"/projects/{number}").text
