"""Moderation in the browser: a member reports, a moderator decides in the open, the author learns why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.own_data.gathering import gather
from app.wiring import Platform, event_handlers
from chain.clock import FixedClock
from chain.errors import Invalid
from chain.events import route_pending
from chain.ids import Address
from dao.models.membership import CommunityRole
from dao.models.moderation import Decision, Reason, Reported, ShownToAll
from dao.queries.moderation.states import hidden_among
from tests.fixtures.web import SignIn
from tests.web.members.conftest import CURATOR, MUKAWA, UDA
from wallet import Account, Role

Enter = Callable[..., Account]


class Notes(ShownToAll):
    """A kind of things for tests: number 7 is a note of `author`."""

    def __init__(self, author: Address) -> None:
        self.author = author

    def find(self, session: Session, number: int) -> Reported | None:
        return Reported("uda", self.author, "あの人はひどい") if number == 7 else None


@pytest.fixture
def author(platform: Platform, enter: Enter) -> Account:
    account = enter("author")
    platform.dao.moderation.decide._kinds["note"] = Notes(account.address)  # type: ignore[index]
    return account


def test_a_report_is_decided_in_the_open_and_the_author_learns_why(
    platform: Platform, client: FlaskClient, enter: Enter, author: Account, clock: FixedClock
) -> None:
    reporter = enter("reporter")
    assert "あの人はひどい" in client.get("/reports/note/7/new").text
    empty = client.post("/reports/note/7", data={"reason": "other", "words": " "})
    assert empty.status_code == 422
    assert client.post("/reports/note/7", data={"reason": "loud"}).status_code == 422
    for words in ("名指しです", "名指しの悪口です"):  # the same person again: one report
        sent = client.post("/reports/note/7", data={"reason": "insult", "words": words})
        assert sent.status_code == 303
    assert "まだ記録はありません" in client.get("/communities/uda/moderation").text
    assert client.get("/communities/uda/reports").status_code == 403
    assert client.get("/moderation/note/7").status_code == 403
    decided = {"decision": "hide", "reason": "insult", "words": "人を名指しで悪く言っています。"}
    assert client.post("/moderation/note/7", data=decided).status_code == 403

    enter("moderator", CommunityRole.MODERATOR)
    assert "対応を待つ通報 1件" in client.get("/communities/uda/moderation").text
    reports = client.get("/communities/uda/reports").text
    assert "名指しの悪口です" in reports
    assert "reporter" not in reports
    form = client.get("/moderation/note/7").text
    assert "名指しの悪口です" in form
    refused = client.post("/moderation/note/7", data={**decided, "words": ""})
    assert refused.status_code == 422
    assert client.post("/moderation/note/7", data={**decided, "decision": "burn"}).status_code == 422
    assert client.post("/moderation/note/7", data=decided).status_code == 303
    twice = client.post("/moderation/note/7", data=decided, follow_redirects=True)
    assert "ほかの人が先に対応しています" in twice.text
    with platform.db.read() as session:
        assert hidden_among(session, "note", [6, 7])[7].words == "人を名指しで悪く言っています。"
    log = client.get("/communities/uda/moderation").text
    assert "人を名指しで悪く言っています。" in log
    assert "見守り役" in log
    assert "あの人はひどい" not in log
    assert "待っている通報はありません" in client.get("/communities/uda/reports").text

    while route_pending(platform.db, event_handlers(platform), clock.now()):
        pass
    for name, title in (
        ("author", "あなたの投稿が非表示になりました"),
        ("reporter", "通報された投稿を非表示にしました"),
    ):
        enter(name)
        assert title in client.get("/notices?lang=ja").text
        assert "あの人はひどい" not in client.get("/notices?lang=en").text
    own = gather(platform, author.address)["communities"]["moderation_of_your_words"]
    assert [row["decision"] for row in own] == ["hide"]
    assert "moderator" not in own[0]
    assert len(gather(platform, reporter.address)["communities"]["reports"]) == 1

    enter("steward", CommunityRole.STEWARD)
    shown = {"decision": "show", "reason": "insult", "words": "名前が消されました。"}
    assert client.post("/moderation/note/7", data=shown).status_code == 303
    with platform.db.read() as session:
        assert hidden_among(session, "note", [7]) == {}
    clock.advance(timedelta(hours=1))
    assert client.get("/communities/uda/moderation?lang=en").status_code == 200


def test_who_may_not(client: FlaskClient, platform: Platform, enter: Enter, author: Account, sign_in: SignIn) -> None:
    assert client.get("/reports/note/7/new").status_code == 403, "one's own words"
    assert client.post("/reports/note/7", data={"reason": "insult"}).status_code == 403
    platform.dao.membership.name_roles.name("uda", UDA, CURATOR, author.address, CommunityRole.MODERATOR)
    own = client.post("/moderation/note/7", data={"decision": "hide", "reason": "insult", "words": "理由"})
    assert own.status_code == 403
    assert client.get("/reports/note/8/new").status_code == 404
    assert client.get("/reports/story/7/new").status_code == 404
    assert client.get("/moderation/note/8").status_code == 404
    sign_in(email="stranger@example.jp")
    for path in ("/communities/uda/moderation", "/communities/uda/people", "/reports/note/7/new"):
        refused = client.get(path)
        assert refused.status_code == 403
        assert "仲間だけが使えるページ" in refused.text
    assert client.post("/reports/note/7", data={"reason": "insult"}).status_code == 403
    assert client.get("/communities/nowhere/moderation").status_code == 404
    client.delete_cookie("musubi_signin")
    assert client.get("/communities/uda/moderation").location.startswith("/signin")
    assert client.post("/reports/note/7", data={"reason": "insult"}).location.startswith("/signin")


def test_leaving_something_as_it_is_answers_its_reports(platform: Platform, enter: Enter, author: Account) -> None:
    moderation, reporter = platform.dao.moderation, enter("reporter").address
    moderator = enter("moderator", CommunityRole.MODERATOR).address
    moderation.report.report("note", 7, reporter, Reason.OFF_TOPIC, "")
    moderation.decide.decide("note", 7, moderator, Decision.KEEP, Reason.OFF_TOPIC, "話題に合っています。")
    assert moderation.pages.open_reports("uda", moderator)[1] == []
    assert moderation.pages.decision("note", 7, moderator).hidden is None
    moderation.report.report("note", 7, reporter, Reason.OTHER, "やはりおかしいです。")
    (thing,) = moderation.pages.open_reports("uda", moderator)[1]
    assert thing.reasons == [(Reason.OTHER, "やはりおかしいです。")]
    with pytest.raises(Invalid):
        moderation.decide.decide("note", 7, moderator, Decision.HIDE, Reason.OTHER, "")


def test_a_town_names_people_and_withdraws_only_those(
    platform: Platform, client: FlaskClient, enter: Enter, sign_in: SignIn
) -> None:
    hanako = enter("hanako", cards=0)
    assert client.get(f"/console/{UDA}/communities").status_code == 403
    wanted = {"community": "uda", "person": "hanako@example.jp", "role": "steward"}
    assert client.post(f"/console/{UDA}/communities/roles", data=wanted).status_code == 403
    sign_in(CURATOR, [(Role.OFFICER, str(UDA)), (Role.OFFICER, str(MUKAWA))])
    assert "役割のある人はまだいません" in client.get(f"/console/{UDA}/communities").text
    wrong = (({"person": "nobody@example.jp"}, "あてはまる人がいません"), ({"role": "king"}, "1つ選んで"))
    for changed, field in wrong:
        refused = client.post(f"/console/{UDA}/communities/roles", data={**wanted, **changed})
        assert refused.status_code == 422
        assert field in refused.text
    assert client.post(f"/console/{MUKAWA}/communities/roles", data=wanted).status_code == 422
    for _ in range(2):
        assert client.post(f"/console/{UDA}/communities/roles", data=wanted).status_code == 303
    (held,) = platform.dao.membership.pages.roles_by_community(str(UDA))[0][1]
    assert client.get(f"/console/{UDA}/communities?lang=en").status_code == 200
    client.get("/communities?lang=ja")
    assert client.post(f"/console/{MUKAWA}/communities/roles/{held.id}/withdrawal").status_code == 404
    sign_in(email="hanako@example.jp")
    people = client.get("/communities/uda/people").text
    assert "世話役" in people
    assert client.post(f"/console/{UDA}/communities/roles/{held.id}/withdrawal").status_code == 403
    sign_in(CURATOR)
    assert client.post(f"/console/{UDA}/communities/roles/{held.id}/withdrawal").status_code == 303
    sign_in(email="hanako@example.jp")
    assert client.get("/communities/uda/people").status_code == 403
    (own,) = gather(platform, hanako.address)["communities"]["roles"]
    assert own["withdrawn_at"] is not None
