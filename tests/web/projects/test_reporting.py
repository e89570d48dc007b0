"""Texts of donation projects are reported to the town: its officers decide, others do not, and the author is told."""

from __future__ import annotations

import io

from flask.testing import FlaskClient
from sqlalchemy import select

from app.own_data.gathering import gather
from app.wiring import Platform, event_handlers
from chain.events import route_pending
from marketplace.models.projects import ChainProject, ProjectPicture, ProjectUpdate
from marketplace.services.projects.post_update import UpdateWords
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import FUNAHASHI, OFFICER, Field
from tests.web.projects.test_pictures import _png
from wallet import Role

MUKAWA = "015865"
HIDE = {"decision": "hide", "reason": "privacy", "words": "ほかの人の名前がありました。"}
REPORT = {"reason": "privacy", "words": "となりの人の名前です"}


def test_a_reported_text_is_hidden_with_a_reason_that_its_author_hears(
    client: FlaskClient, fields: Field, sign_in: SignIn, platform: Platform
) -> None:
    number = fields.open()
    page, thing = f"/projects/{number}", f"/moderation/project/{number}"
    sign_in(OFFICER, [(Role.OFFICER, str(FUNAHASHI))])
    picture = {"alt_ja": "赤い畑", "upload": (io.BytesIO(_png("red")), "a.png")}
    assert client.post(f"/console/{FUNAHASHI}{page}/pictures", data=picture).status_code == 303
    with platform.db.read() as session:
        shown = f"{page}/pictures/{session.scalars(select(ProjectPicture.cid)).one()}-list.webp"
    client.delete_cookie("musubi_signin")
    assert "通報" not in client.get(page).text
    assert client.get(f"/reports/project/{number}/new").location.startswith("/signin")
    reporter = sign_in(email="reader@example.jp")
    assert f"/reports/project/{number}/new" in client.get(page).text
    form = client.get(f"/reports/project/{number}/new").text
    assert "植えます。" in form and "まちの職員だけが読みます" in form
    lost = client.post(f"/reports/project/{number}", data={"reason": "", "words": "ここに書いた"})
    assert lost.status_code == 422 and "ここに書いた" in lost.text
    sent = client.post(f"/reports/project/{number}", data=REPORT)
    assert sent.location == page
    for wrong in (lambda: None, lambda: sign_in(roles=[(Role.OFFICER, MUKAWA)], email="other@example.jp")):
        wrong()
        assert client.get(f"/console/{FUNAHASHI}/reports").status_code == 403
        assert client.get(thing).status_code == client.post(thing, data=HIDE).status_code == 403
    assert "となりの人" not in client.get(f"/console/{MUKAWA}/reports").text

    sign_in(OFFICER)
    assert "ほかの担当者が決めます" in client.get(f"/console/{FUNAHASHI}/reports").text
    assert client.post(thing, data=HIDE).status_code == 403, "who wrote it does not decide"
    assert f"/reports/project/{number}/new" not in client.get(page).text
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))], email="colleague@example.jp")
    desk = client.get(f"/console/{FUNAHASHI}/reports").text
    assert "となりの人の名前です" in desk and thing in desk and "reader" not in desk
    empty = client.post(thing, data={**HIDE, "words": ""})
    assert empty.status_code == 422
    assert client.get(shown).status_code == 200
    assert client.post(thing, data=HIDE).location == f"/console/{FUNAHASHI}/reports"
    text = client.get(page).text
    assert "まちの職員が非表示にしました（個人のこと）：ほかの人の名前がありました。" in text
    assert "植えます。" not in text and "赤い畑" not in text and "ひまわりの迷路" in text
    assert client.get(shown).status_code == 404
    assert shown not in client.get("/projects").text
    assert "待っている通報はありません" in client.get(f"/console/{FUNAHASHI}/reports").text
    while route_pending(platform.db, event_handlers(platform), platform.clock.now()):
        pass
    for who, title in ((OFFICER, "あなたの投稿が非表示になりました"), (reporter.address, "通報された投稿を非表示に")):
        sign_in(who)
        notices = client.get("/notices").text
        assert title in notices and f'href="{page}"' in notices
    assert [one["municipality"] for one in gather(platform, reporter.address)["communities"]["reports"]] == [FUNAHASHI]

    sign_in(email="colleague@example.jp")
    assert client.post(thing, data={**HIDE, "decision": "show"}).status_code == 303
    assert "植えます。" in client.get(page).text
    assert client.get(shown).status_code == 200


def test_news_and_what_supporters_wrote_are_hidden_one_by_one(
    client: FlaskClient, fields: Field, sign_in: SignIn, platform: Platform
) -> None:
    number = fields.open()
    for title in ("種まき", "水やり"):
        platform.marketplace.projects.post_update.post(FUNAHASHI, number, OFFICER, UpdateWords(title, f"{title}の日"))
    with platform.db.read() as session:
        first = session.scalars(select(ProjectUpdate.id).order_by(ProjectUpdate.id)).first()
    supporter = sign_in(email="fan@example.jp")
    pledge = fields.pledge(number, supporter.address, 2_000, "あやしい太郎")
    assert client.get(f"/reports/project_pledge/{pledge}/new").status_code == 403, "one's own words"
    page = f"/projects/{number}"
    sign_in(email="reader@example.jp")
    shown = client.get(page).text
    for kind, thing in (("project_update", first), ("project_pledge", pledge)):
        assert f"/reports/{kind}/{thing}/new" in shown
        assert client.post(f"/reports/{kind}/{thing}", data=REPORT).location.startswith(page)
    for nothing in ("project/99", "project_update/99", "project_pledge/99"):
        assert client.get(f"/reports/{nothing}/new").status_code == 404
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))], email="colleague@example.jp")
    for kind, thing in (("project_update", first), ("project_pledge", pledge)):
        assert client.post(f"/moderation/{kind}/{thing}", data=HIDE).status_code == 303
    for address in (page, f"{page}/supporters"):
        text = client.get(address).text
        assert "あやしい太郎" not in text and "がんばれ" not in text
    text = client.get(page).text
    assert "種まき" not in text and "水やりの日" in text
    assert text.count("まちの職員が非表示にしました") == 2
    assert "Hidden by an officer of the town" in client.get(f"{page}?lang=en").text


def test_a_draft_is_nobodys_to_report(client: FlaskClient, fields: Field, sign_in: SignIn, platform: Platform) -> None:
    number = fields.open()
    with platform.db.write() as session:
        session.query(ChainProject).delete()
    sign_in()
    assert client.get(f"/reports/project/{number}/new").status_code == 404
