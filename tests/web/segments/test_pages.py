"""An officer counts, keeps, writes and grants without seeing anybody; a person agrees first."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from chain.ids import MunicipalityCode
from points.models import Campaign, CampaignRow, Notice, NoticeKind
from points.models.saved_segment import SavedSegment
from tests.fixtures.bridges import MITSUE
from tests.fixtures.rules import PROGRAM
from tests.fixtures.segments import SegmentTown
from tests.fixtures.web import SignIn
from wallet import Role

DESK = f"/console/{MITSUE}/segments"
ASKED = {"name": "お店に来た人", "residence": "anybody", "least_spent": "1", "spent_months": "3"}
WORDS = {"title_ja": "夏まつり", "body_ja": "8月1日に広場で。", "title_en": "Festival", "body_en": ""}


@pytest.fixture
def desk(client: FlaskClient, sign_in: SignIn, segment_town: SegmentTown) -> FlaskClient:
    sign_in(segment_town.officer, [(Role.OFFICER, str(MITSUE))])
    return client


def test_an_officer_counts_keeps_and_writes_to_people_that_no_page_names(
    desk: FlaskClient, segment_town: SegmentTown, sign_in: SignIn
) -> None:
    people = segment_town.customers(6)
    assert "区分はまだありません" in desk.get(DESK).text
    assert "いま6人があてはまります" in desk.post(f"{DESK}/new", data=ASKED | {"do": "count"}).text
    assert "6 people match now" in desk.post(f"{DESK}/new?lang=en", data=ASKED | {"do": "count"}).text
    desk.get("/?lang=ja")
    shown = desk.post(f"{DESK}/new", data=ASKED | {"do": "keep"}, follow_redirects=True).text
    assert "いま6人があてはまります" in shown and "この3か月に、まちのお店で1ポイント以上使った人" in shown
    assert "1日2回まで" in desk.get(f"{DESK}/1/message").text
    check = desk.post(f"{DESK}/1/message", data=WORDS).text
    assert "6人に届きます" in check and "夏まつり" in check and 'name="confirmed" value="6"' in check
    assert "夏まつり" in desk.post(f"{DESK}/1/message", data=WORDS | {"back": "1"}).text
    sent = desk.post(f"{DESK}/1/message/sending", data=WORDS | {"confirmed": "6"}, follow_redirects=True).text
    assert "6人にお知らせを送りました" in sent
    assert not any(one in sent + shown + check or segment_town.town.numbers[one] in sent + check for one in people)
    assert "/segments/1/message/sending" in desk.get(f"/console/{MITSUE}/audit-log").text
    sign_in(people[0])
    mine = desk.get("/notices").text
    assert "より：夏まつり" in mine and "8月1日に広場で。" in mine and "/towns/293865" in mine


def test_of_few_people_the_page_says_why_nothing_can_be_sent(desk: FlaskClient, segment_town: SegmentTown) -> None:
    segment_town.customers(4)
    assert "5人未満があてはまります" in desk.post(f"{DESK}/new", data=ASKED | {"do": "count"}).text
    shown = desk.post(f"{DESK}/new", data=ASKED | {"do": "keep"}, follow_redirects=True).text
    assert "5人未満" in shown and "だれのことか" in shown and "お知らせを書く" not in shown
    assert "5人未満のため" in desk.post(f"{DESK}/1/message", data=WORDS).text
    refused = desk.post(f"{DESK}/1/message/sending", data=WORDS | {"confirmed": "4"})
    assert refused.status_code == 409
    grant = {"program": str(PROGRAM), "title": "また来てね", "each": "100"}
    assert desk.post(f"{DESK}/1/grant", data=grant).status_code == 409
    with segment_town.platform.db.read() as session:
        assert session.scalars(select(Notice).where(Notice.kind == NoticeKind.TOWN)).all() == []
        assert session.scalars(select(Campaign)).all() == []


def test_a_grant_is_drafted_whose_pages_and_lists_show_nobody(desk: FlaskClient, segment_town: SegmentTown) -> None:
    people = segment_town.customers(5)
    segment_town.keep()
    assert desk.post(f"{DESK}/1/grant", data={"program": "1", "title": "", "each": "x"}).status_code == 422
    drafted = desk.post(f"{DESK}/1/grant", data={"program": str(PROGRAM), "title": "また来てね", "each": "100"})
    assert drafted.status_code == 303
    pages = [desk.get(drafted.headers["Location"], follow_redirects=True).text]
    with segment_town.platform.db.read() as session:
        campaign = session.scalars(select(Campaign.id)).one()
        assert set(session.scalars(select(CampaignRow.account))) == set(people)
    lists = ("list.csv", "results.csv", "errors.csv")
    pages += [desk.get(f"/console/{MITSUE}/campaigns/{campaign}/{name}").text for name in lists]
    assert "また来てね" in pages[0] and "表示しません" in pages[0]
    for page in pages:
        for one in people:
            assert one not in page and f"{one[:6]}…{one[-4:]}" not in page
            assert segment_town.town.numbers[one] not in page


def test_what_cannot_be_asked_or_sent_is_said_at_its_field(desk: FlaskClient, segment_town: SegmentTown) -> None:
    segment_town.customers(5)
    assert "条件を1つは選んでください" in desk.post(f"{DESK}/new", data={"residence": "anybody"}).text
    wrong = desk.post(f"{DESK}/new", data=ASKED | {"spent_months": "たくさん"})
    assert wrong.status_code == 422 and "たくさん" in wrong.text
    assert desk.post(f"{DESK}/new", data=ASKED | {"do": "keep", "name": ""}).status_code == 422
    assert desk.post(f"{DESK}/new", data=ASKED | {"campaign_id": "9"}).status_code == 422
    segment_town.keep()
    numbered = desk.post(f"{DESK}/1/message", data=WORDS | {"body_ja": "番号 123456789018"})
    assert numbered.status_code == 422 and "マイナンバー" in numbered.text
    assert desk.post(f"{DESK}/1/message", data=WORDS | {"title_ja": ""}).status_code == 422
    changed = desk.post(f"{DESK}/1/message/sending", data=WORDS | {"confirmed": "9"})
    assert changed.status_code == 409 and "人数" in changed.text
    desk.post(f"{DESK}/1/retirement")
    assert "お店に来た人" not in desk.get(DESK).text


def test_nobody_hears_from_towns_who_did_not_ask_to(
    desk: FlaskClient, segment_town: SegmentTown, sign_in: SignIn
) -> None:
    person = segment_town.person(hears=False)
    sign_in(person)
    assert "まちからのお知らせを受け取る" in desk.get("/notices").text
    choose = segment_town.platform.points.notices.choose
    assert not choose.of(person).hears_towns
    desk.post("/notices/choices", data={"mail": ["town", "grant"], "days": ["3"]})
    assert choose.of(person).hears_towns
    choose.stop_mail(person, NoticeKind.TOWN)
    assert not choose.of(person).hears_towns


@pytest.mark.parametrize("who", ["nobody", "person", "officer_elsewhere"])
def test_to_everybody_else_segments_are_closed(
    client: FlaskClient, sign_in: SignIn, segment_town: SegmentTown, who: str
) -> None:
    segment_town.customers(5)
    segment_town.keep()
    if who != "nobody":
        sign_in(email="else@example.jp", roles=[(Role.OFFICER, "015865")] if who == "officer_elsewhere" else [])
    closed = 303 if who == "nobody" else 403
    for path in ("", "/new", "/1", "/1/message", "/1/grant"):
        assert client.get(f"{DESK}{path}").status_code == closed
    for path in ("/new", "/1/retirement", "/1/message", "/1/message/sending", "/1/grant"):
        assert client.post(f"{DESK}{path}", data=WORDS | {"confirmed": "5"}).status_code == closed
    with segment_town.platform.db.read() as session:
        assert session.scalars(select(SavedSegment.retired_at)).all() == [None]
        assert session.scalars(select(Notice).where(Notice.kind == NoticeKind.TOWN)).all() == []


def test_through_the_own_console_another_towns_segment_is_not_there(
    client: FlaskClient, sign_in: SignIn, segment_town: SegmentTown
) -> None:
    segment_town.customers(5)
    segment_town.keep()
    sign_in(email="else@example.jp", roles=[(Role.OFFICER, "015865")])
    other = f"/console/{MunicipalityCode('015865')}/segments/1"
    for path in ("", "/message", "/grant"):
        assert client.get(other + path).status_code == 404
    for path in ("/retirement", "/message", "/message/sending"):
        assert client.post(other + path, data=WORDS | {"confirmed": "5"}).status_code == 404
