"""A project that takes points too: what everybody reads, what stands in the way, and the officer's choice."""

from __future__ import annotations

from flask.testing import FlaskClient

from chain.units import Yen
from marketplace.models.projects import Project
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import FUNAHASHI, OFFICER, Field
from wallet import Role


def test_yen_and_points_are_shown_together_and_what_hinders_a_pledge_is_said(
    client: FlaskClient, fields: Field, sign_in: SignIn
) -> None:
    number = fields.open()
    assert "ポイントで支援する" not in client.get(f"/projects/{number}").text
    fields.take_points(number)
    fields.pledge(number, OFFICER, 4_000, "")
    fields.pledge_points(number, OFFICER, 3_500)
    page = client.get(f"/projects/{number}").text
    for words in ("4,000円 + 3,500ポイント", "75%", "もとの期限のまま戻ります", "加盟店 9", "円には換えられません"):
        assert words in page
    account = sign_in()
    assert "いまはポイントで支援できません" in client.get(f"/projects/{number}").text
    fields.pledge_points(number, account.address, 500)
    assert "あなたは500ポイントを支援しています" in client.get(f"/projects/{number}").text
    address = f"/projects/{number}/points"
    refused = client.post(address, data={"points": "100"}, follow_redirects=True)
    assert "期限が足りるポイントがないため" in refused.text
    assert "数字だけ" in client.post(address, data={"points": "百"}, follow_redirects=True).text
    other = fields.open()
    refused = client.post(f"/projects/{other}/points", data={"points": "100"}, follow_redirects=True)
    assert "ポイントでの支援を受けていません" in refused.text
    assert client.post("/projects/1/points", data={"points": "100"}).status_code == 404
    client.post("/signout")
    assert "/signin" in client.post(address, data={"points": "100"}).location


def test_thanks_in_tickets_and_points_are_promised_and_drafted_by_officers_alone(
    client: FlaskClient, fields: Field, sign_in: SignIn
) -> None:
    number = fields.open()
    with fields.platform.db.write() as session:
        project = session.get_one(Project, number)
        project.points_thanks_program, project.points_thanks_each, project.points_thanks_from = 7, 300, Yen(2_000)
    assert "300ポイントお贈りします" in client.get(f"/projects/{number}").text
    desk = f"/console/{FUNAHASHI}/projects/{number}"
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    assert "チケットやポイントのお礼を付ける" in client.get(f"/console/{FUNAHASHI}/projects/new").text
    early = client.post(f"{desk}/points-thanks", follow_redirects=True)
    assert "成立してから用意できます" in early.text
    client.post("/signout")
    sign_in(email="buyer@example.jp")
    assert client.post(f"{desk}/points-thanks").status_code == 403


def test_only_officers_let_a_project_take_points(client: FlaskClient, fields: Field, sign_in: SignIn) -> None:
    number = fields.open()
    desk = f"/console/{FUNAHASHI}/projects/{number}"
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    assert "まだありません" in client.get(desk).text and "ポイントでも支援を受ける" in client.get(desk).text
    for paid_in in ("", "7:9", "x:y"):
        refused = client.post(f"{desk}/points", data={"paid_in": paid_in}, follow_redirects=True)
        assert refused.status_code == 200 and "署名をします" not in refused.text
    fields.take_points(number)
    fields.pledge_points(number, OFFICER, 3_500)
    page = client.get(desk).text
    assert "ポイントでも支援を受けています" in page and "3,500ポイント" in page
    client.post("/signout")
    sign_in(email="buyer@example.jp")
    assert client.post(f"{desk}/points", data={"paid_in": "7:9"}).status_code == 403
