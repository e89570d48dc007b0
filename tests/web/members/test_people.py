"""The list of members by consent, and the code of conduct with its versions."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from app.own_data.gathering import gather
from app.wiring import Platform
from dao.models.membership import CommunityRole
from dao.models.moderation import Decision, Reason
from tests.fixtures.web import SignIn
from wallet import Account

Enter = Callable[..., Account]
PEOPLE, CONDUCT = "/communities/uda/people", "/communities/uda/conduct"


def test_a_member_appears_only_by_consent_and_steps_back_at_once(
    platform: Platform, client: FlaskClient, enter: Enter, sign_in: SignIn
) -> None:
    hanako = enter("hanako", CommunityRole.REPRESENTATIVE)
    page = client.get(PEOPLE).text
    assert "まだだれも載っていません" in page
    assert "名前は出していません" in page
    for wrong in ({"name": ""}, {"name": "あ" * 41}, {"name": "花子", "line": "い" * 161}):
        refused = client.post(f"{PEOPLE}/own", data={"line": "藍染め", **wrong})
        assert refused.status_code == 422
        assert wrong["name"] in refused.text
    assert client.post(f"{PEOPLE}/own", data={"name": "藍の花子", "line": "藍染めをしています。"}).status_code == 303
    enter("taro")
    page = client.get(PEOPLE).text
    assert "藍の花子" in page
    assert "藍染めをしています。" in page
    assert hanako.address not in page
    assert "hanako@" not in page
    client.post(f"{PEOPLE}/own/withdrawal")  # touches nobody else's entry
    assert "藍の花子" in client.get(f"{PEOPLE}?lang=en").text
    client.get("/communities?lang=ja")
    (own,) = gather(platform, hanako.address)["communities"]["member_list"]
    assert own["name"] == "藍の花子"

    stranger = sign_in(email="stranger@example.jp")
    assert client.post(f"{PEOPLE}/own", data={"name": "通りすがり", "line": ""}).status_code == 403
    assert client.post(f"{PEOPLE}/own/withdrawal").status_code == 303
    assert gather(platform, stranger.address)["communities"]["member_list"] == []
    sign_in(email="hanako@example.jp")
    assert client.post(f"{PEOPLE}/own/withdrawal").status_code == 303
    enter("taro")
    assert "藍の花子" not in client.get(PEOPLE).text
    assert gather(platform, hanako.address)["communities"]["member_list"][0]["name"] == ""
    client.delete_cookie("musubi_signin")
    assert client.post(f"{PEOPLE}/own", data={"name": "花子"}).location.startswith("/signin")


def test_who_sold_the_last_card_is_not_listed_and_what_was_hidden_stays_hidden(
    platform: Platform, client: FlaskClient, enter: Enter
) -> None:
    membership, moderation = platform.dao.membership, platform.dao.moderation
    hanako, moderator = enter("hanako").address, enter("moderator", CommunityRole.MODERATOR).address
    membership.show_profile.show("uda", hanako, "安いよ安いよ", "いますぐ電話を")
    (shown,) = membership.pages.people("uda", moderator).members
    moderation.report.report("member", shown.id, moderator, Reason.ADVERTISING, "")
    moderation.decide.decide("member", shown.id, moderator, Decision.HIDE, Reason.ADVERTISING, "宣伝です。")
    assert membership.pages.people("uda", moderator).members == []
    membership.show_profile.withdraw("uda", hanako)
    membership.show_profile.show("uda", hanako, "花子", "")
    assert membership.pages.people("uda", moderator).members == []
    enter("hanako")
    page = client.get(PEOPLE).text
    assert "いま非表示です" in page
    assert "宣伝です。" in page
    moderation.decide.decide("member", shown.id, moderator, Decision.SHOW, Reason.ADVERTISING, "直りました。")
    assert len(membership.pages.people("uda", moderator).members) == 1
    enter("hanako", cards=0)
    assert membership.pages.people("uda", moderator).members == []


def test_a_steward_writes_the_next_version_of_the_code_of_conduct(
    platform: Platform, client: FlaskClient, enter: Enter
) -> None:
    first = client.get(CONDUCT)  # a visitor reads it before joining
    assert "第1版" in first.text
    assert "だれでも通報できます" in first.text
    assert "Anybody can report it" in client.get(f"{CONDUCT}?lang=en").text
    client.get(f"{CONDUCT}?lang=ja")
    written = {"body_ja": "## 新しいきまり\n\nあいさつをします。", "body_en": "## New\n\nWe greet.", "after": "1"}
    assert client.post(CONDUCT, data=written).location.startswith("/signin")
    enter("moderator", CommunityRole.MODERATOR)
    assert client.get(f"{CONDUCT}/new").status_code == 403
    assert client.post(CONDUCT, data=written).status_code == 403
    steward = enter("steward", CommunityRole.STEWARD)
    assert "だれでも通報できます" in client.get(f"{CONDUCT}/new").text
    refused = client.post(CONDUCT, data={**written, "body_en": ""})
    assert refused.status_code == 422
    assert "あいさつをします。" in refused.text
    for _ in range(2):
        sent = client.post(CONDUCT, data=written)
    assert sent.status_code == 409, "the second time it is no longer the version the steward had read"
    assert client.post(CONDUCT, data={**written, "after": "2"}).status_code == 303
    page = client.get(CONDUCT).text
    assert "第2版" in page
    assert "あいさつをします。" in page
    assert "これは前の版です" in client.get(f"{CONDUCT}?version=1").text
    (own,) = gather(platform, steward.address)["communities"]["codes_of_conduct"]
    assert own["number"] == 2
    assert client.get("/communities/nowhere/conduct").status_code == 404
