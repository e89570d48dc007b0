"""Polls in the browser: an officer opens one, a member answers and changes it, everybody counts again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.datastructures import MultiDict

from app.surfaces.console.forms import local_moment
from app.surfaces.polls.answering import read_answer
from chain.errors import Invalid
from chain.ids import Address
from dao.models.polls import Mode, Option, Rules
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn
from wallet import Role

MUKAWA = "015865"


def typed(community: CommunityOnChain, **changed: str) -> dict[str, str]:
    closes = local_moment(community.clock.now() + timedelta(hours=2))
    return {
        "community": "uda", "title_ja": "ラベルの絵", "title_en": "A label", "body": "どれがよいですか。",
        "options": "山の藍 | Mountain indigo\n川の緑\n朝の赤", "mode": "ranked", "seats": "1", "least_votes": "0",
        "opens_at": "", "closes_at": closes, **changed,
    }  # fmt: skip


def open_poll(community: CommunityOnChain, client: FlaskClient, sign_in: SignIn, **changed: str) -> str:
    """Opened by the town's officer; the path of its page."""
    sign_in(Address(community.chain.officer.address), [(Role.OFFICER, str(UDA))])
    made = client.post(f"/console/{UDA}/polls", data=typed(community, **changed))
    assert made.status_code == 303, made.text
    return made.location


def close(community: CommunityOnChain) -> None:
    community.travel(3 * 3600)
    community.travel(2)
    community.travel(2)
    assert community.dao.polls.count.count() == 1


def test_from_opening_to_the_audit(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn, member: Address
) -> None:
    poll = open_poll(community, client, sign_in)
    assert client.get(poll).status_code == 200
    assert "ラベルの絵" in client.get("/communities/uda").text
    feed = client.get("/communities/uda/calendar.ics")
    (event,) = Calendar.from_ical(feed.text).events
    assert feed.mimetype == "text/calendar"
    assert str(event["summary"]) == "投票：ラベルの絵"
    assert event.end > event.start
    assert str(event["url"]).endswith(poll)
    community.travel(1)
    sign_in()
    page = client.get(poll).text
    assert '<span class="vote__number">2</span>' in page
    twice = client.post(f"{poll}/ballots", data={"option-0": "1", "option-1": "1"})
    assert twice.status_code == 422
    assert "1位が2つあります" in twice.text
    for order in ({"option-1": "1"}, {"option-0": "1", "option-2": "2"}):
        sent = client.post(f"{poll}/ballots", data=order)
        assert sent.status_code == 303
        words = client.get(sent.location).text
        assert client.post(f"{sent.location}/signature").status_code == 303
    assert "山の藍 → 朝の赤" in words
    page = client.get(poll).text
    assert "山の藍 → 朝の赤" in page
    assert "いままでに1人が答えました" in page
    receipt = re.search(r"0x[0-9a-f]{64}", page)
    assert receipt
    assert client.get(f"{poll}/ballots.json").status_code == 409
    assert client.get(f"{poll}/audit").status_code == 409

    close(community)
    counted = client.get(poll).text
    assert "開票済み" in counted
    assert "2票" in counted
    audited = client.get(f"{poll}/audit?receipt={receipt[0]}").text
    assert "すべて合っています" in audited
    assert "数えられています" in audited
    assert "数えられた中にありません" in client.get(f"{poll}/audit?receipt=0x12").text
    bundle = client.get(f"{poll}/ballots.json").get_json()
    assert bundle["ballots"][0]["answer"] == [0, 2]
    number = poll.rsplit("/", 1)[1]
    assert client.post(f"/console/{UDA}/polls/{number}/announcement").status_code == 403
    sign_in(Address(community.chain.officer.address), [(Role.OFFICER, MUKAWA)])
    assert client.post(f"/console/{MUKAWA}/polls/{number}/announcement").status_code == 403
    assert "結果を確定する" in client.get(f"/console/{UDA}/polls").text
    assert client.post(f"/console/{UDA}/polls/{number}/announcement").location.startswith("/sign/")
    client.set_cookie("language", "en")
    assert client.get(f"{poll}/audit?lang=en").status_code == 200


def test_who_may_not_and_what_is_wrong_keeps_what_was_typed(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn
) -> None:
    sign_in()
    assert client.get(f"/console/{UDA}/polls/new").status_code == 403
    assert client.post(f"/console/{UDA}/polls", data=typed(community)).status_code == 403
    sign_in(Address(community.chain.officer.address), [(Role.OFFICER, str(UDA)), (Role.OFFICER, MUKAWA)])
    assert client.get(f"/console/{UDA}/polls/new").status_code == 200
    for changed, sentence in (
        ({"options": "ひとつだけ"}, "選択肢は2つから"),
        ({"options": "同じ\n同じ"}, "同じ選択肢が2回"),
        ({"seats": "3"}, "選ぶ数は1から2まで"),
        ({"closes_at": local_moment(community.clock.now())}, "締切は、開始から"),
        ({"mode": "loudest"}, "選択肢を1つ"),
    ):
        refused = client.post(f"/console/{UDA}/polls", data=typed(community, **changed))
        assert refused.status_code == 422
        assert sentence in refused.text
        assert "ラベルの絵" in refused.text
    assert client.get(f"/console/{MUKAWA}/polls/new").location.endswith(f"/console/{MUKAWA}/polls")
    assert "まちが入っているコミュニティがありません" in client.get(f"/console/{MUKAWA}/polls").text
    stranger = client.post(f"/console/{MUKAWA}/polls", data=typed(community))
    assert stranger.status_code == 422
    assert "コミュニティに入っていません" in stranger.text


def test_somebody_without_a_card_is_told_and_a_visitor_is_led_to_sign_in(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn
) -> None:
    poll = open_poll(community, client, sign_in, mode="single")
    sign_in(email="taro@example.jp")
    assert "使える票がありません" in client.get(poll).text
    refused = client.post(f"{poll}/ballots", data={"option": "0"})
    assert refused.status_code == 403
    assert "カードをお持ちでなかったため" in refused.text
    client.delete_cookie("musubi_signin")
    assert "サインインして答える" in client.get(poll).text
    assert client.post(f"{poll}/ballots", data={"option": "0"}).location.startswith("/signin")


@pytest.mark.parametrize(
    ("mode", "fields", "answer"),
    [
        (Mode.SINGLE, {"option": "1"}, (1,)),
        (Mode.APPROVAL, MultiDict([("option", "0"), ("option", "2")]), (0, 2)),
        (Mode.SCORE, {"option-0": "10", "option-1": "", "option-2": "3"}, (10, 0, 3)),
        (Mode.QUADRATIC, {"option-0": "-2", "option-1": "3", "option-2": "0"}, (-2, 3, 0)),
        (Mode.RANKED, {"option-2": "1", "option-0": "3", "option-1": ""}, (2, 0)),
        (Mode.PAIRWISE, {"pair-0-1": "1-0", "pair-0-2": "0-2"}, (1, 0, 0, 2)),
    ],
)
def test_each_mode_has_its_fields(mode: Mode, fields: dict[str, str], answer: tuple[int, ...]) -> None:
    options = tuple(Option(title, "") for title in "山川朝")
    rules = Rules("uda", 1, "題", "", "", mode, options, 1, Address("0x" + "11" * 20), 0, 1, 0, "")
    assert read_answer(rules, MultiDict(fields)) == answer
    with pytest.raises(Invalid):
        read_answer(rules, MultiDict({f"{name}": "そば" for name in fields}))
