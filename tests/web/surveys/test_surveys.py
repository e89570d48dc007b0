"""Surveys in the browser: an officer writes one with a branch, and people answer it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from eth_utils import keccak, to_checksum_address
from flask.testing import FlaskClient

from app.surfaces.console.forms import local_moment
from app.wiring import Platform
from chain.clock import Clock, FixedClock
from chain.ids import Address
from dao.errors import NotAMember
from dao.models import Community
from dao.models.membership import CommunityRole, RoleHolding
from dao.models.surveys import SurveyAnswer, SurveyParticipation
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from wallet import Role

MUKAWA = "015865"
DESK = f"/console/{UDA}/surveys"
QUESTIONS = (
    {"title_ja": "来ましたか", "title_en": "Did you come?", "kind": "one", "options": "はい | Yes\nいいえ | No"},
    {"title_ja": "よかったもの", "kind": "several", "options": "餅つき\n刀鍛冶\n薬草茶"},
    {"title_ja": "どのくらい満足", "kind": "scale", "highest": "5", "options": "不満 | Not at all\n満足 | Very"},
    {"title_ja": "いくら使いましたか", "kind": "number", "is_optional": "1"},
    {"title_ja": "ひとこと", "kind": "text", "is_optional": "1"},
)


def typed(clock: Clock, **changed: str) -> dict[str, str]:
    closes = local_moment(clock.now() + timedelta(hours=2))
    return {"title_ja": "収穫祭の感想", "title_en": "The harvest", "closes_at": closes, **changed}


def write(client: FlaskClient, sign_in: SignIn, clock: FixedClock, **changed: str) -> str:
    """An opened survey; the path at its desk."""
    sign_in(email="officer@example.jp", roles=[(Role.OFFICER, str(UDA))])
    desk = str(client.post(DESK, data=typed(clock, **changed)).location)
    for question in QUESTIONS:
        assert client.post(f"{desk}/questions", data=question).status_code == 303
    assert client.post(f"{desk}/questions/q1/branches", data={"goes-1": "q5"}).status_code == 303
    assert client.post(f"{desk}/opening").status_code == 303
    return desk


def reader_path(desk: str) -> str:
    return "/surveys/" + desk.rsplit("/", 1)[1]


def test_an_officer_writes_and_opens_one_and_it_stays_as_it_is(
    client: FlaskClient, sign_in: SignIn, clock: FixedClock
) -> None:
    sign_in()
    assert client.get(DESK).status_code == 403
    assert client.post(DESK, data=typed(clock)).status_code == 403
    sign_in(email="officer@example.jp", roles=[(Role.OFFICER, str(UDA)), (Role.OFFICER, MUKAWA)])
    assert "意見調査はまだありません" in client.get(DESK).text
    assert client.get(f"{DESK}/new").status_code == 200
    refused = client.post(DESK, data=typed(clock, title_ja=""))
    assert (refused.status_code, "The harvest" in refused.text) == (422, True)
    desk = client.post(DESK, data=typed(clock)).location
    assert client.get(desk.replace(str(UDA), MUKAWA)).status_code == 404
    assert client.post(desk.replace(str(UDA), MUKAWA) + "/opening").status_code == 404
    assert "1か所を直して" in client.post(f"{desk}/opening", follow_redirects=True).text
    wrong = client.post(f"{desk}/questions", data={**QUESTIONS[0], "options": "はい"})
    assert (wrong.status_code, "選択肢は2つから" in wrong.text, "来ましたか" in wrong.text) == (422, True, True)
    for question in QUESTIONS[:3]:
        client.post(f"{desk}/questions", data=question)
    client.post(f"{desk}/questions/q1/branches", data={"goes-0": "q3", "goes-1": "q3"})
    assert "どう答えても、この質問には進みません" in client.get(desk).text
    back = client.post(f"{desk}/questions/q3/branches", data={"goes-1": "q1"}, follow_redirects=True)
    assert "この質問より後ろから" in back.text
    client.post(f"{desk}/questions/q3/rise")
    client.post(f"{desk}/questions/q2/removal")
    assert client.get(f"{desk}/questions/q1").status_code == 200
    assert client.get(f"{desk}/questions/q2").status_code == 404
    assert client.get(f"{desk}/words").status_code == 200
    assert client.post(f"{desk}/words", data=typed(clock, title_ja="感想")).status_code == 303
    assert client.get(reader_path(desk)).status_code == 404
    assert "不満" in client.get(f"{desk}/preview").text
    assert "公開しました" in client.post(f"{desk}/opening", follow_redirects=True).text
    assert client.post(f"{desk}/questions", data=QUESTIONS[1]).status_code == 409
    assert "感想" in client.get(DESK).text


def test_answers_are_kept_changed_and_stand_apart_from_who_gave_them(
    client: FlaskClient, sign_in: SignIn, clock: FixedClock, platform: Platform
) -> None:
    path = reader_path(write(client, sign_in, clock))
    client.delete_cookie("musubi_signin")
    assert "サインインして答える" in client.get(path).text
    assert client.post(f"{path}/questions/q1", data={"q1": "0"}).location.startswith("/signin")
    account = sign_in()
    assert f"{path}/questions/q1" in client.get(path).text
    empty = client.post(f"{path}/questions/q1", data={})
    assert (empty.status_code, "この質問に答えてください" in empty.text) == (422, True)
    assert client.post(f"{path}/questions/q1", data={"q1": "7"}).status_code == 422
    assert client.post(f"{path}/questions/q1", data={"q1": "0"}).location == f"{path}/questions/q2"
    assert client.post(f"{path}/questions/q2", data={"q2": ["0", "2"], "back": "q1"}).location == f"{path}/questions/q1"
    later = client.get(path).text
    assert "まだ送っていない答えがあります" in later
    assert f"{path}/questions/q3" in later
    assert client.post(f"{path}/questions/q3", data={"q3": "5"}).location == f"{path}/questions/q4"
    words = client.post(f"{path}/questions/q4", data={"q4": "千円"})
    assert (words.status_code, "千円" in words.text) == (422, True)
    assert client.post(f"{path}/questions/q4", data={"q4": "１２００"}).location == f"{path}/questions/q5"
    secret = client.post(f"{path}/questions/q5", data={"q5": "123456789018 です"})
    assert secret.status_code == 422
    assert client.post(f"{path}/questions/q5", data={"q5": ""}).location == f"{path}/review"
    review = client.get(f"{path}/review").text
    assert "餅つき、薬草茶" in review
    assert "5（満足）" in review
    assert "ご回答ありがとうございました" in client.post(f"{path}/answers", follow_redirects=True).text
    changed = client.post(f"{path}/questions/q1?review=1", data={"q1": "1"})
    assert changed.location == f"{path}/review"
    assert client.post(f"{path}/answers").status_code == 303
    assert client.get(f"{path}?lang=en").status_code == 200
    with platform.db.read() as session:
        (answer,) = session.query(SurveyAnswer).all()
        pseudonym = answer.pseudonym
        (taken,) = session.query(SurveyParticipation).all()
        assert answer.answers == {"q1": 1, "q5": None}
        assert taken.account == account.address
    clock.advance(timedelta(hours=3))
    assert platform.dao.surveys.answer.forget() == 1
    assert platform.dao.surveys.answer.forget() == 0
    with platform.db.read() as session:
        (left,) = session.query(SurveyAnswer).all()
        assert left.answers == {"q1": 1, "q5": None}
        assert left.pseudonym != pseudonym
    assert client.post(f"{path}/answers").location == path
    assert "締め切りました" in client.get(f"{path}?lang=ja").text


def test_a_whole_page_names_what_is_wrong_and_keeps_the_rest(
    client: FlaskClient, sign_in: SignIn, clock: FixedClock
) -> None:
    path = reader_path(write(client, sign_in, clock, is_whole="1"))
    sign_in()
    assert f"{path}/whole" in client.get(path).text
    wrong = client.post(f"{path}/whole", data={"q1": "0", "q3": "4", "q4": "たくさん"})
    assert wrong.status_code == 422
    assert "数字だけで" in wrong.text
    assert 'value="4" checked' in wrong.text
    missing = client.post(f"{path}/whole", data={"q1": "0", "q3": "4"})
    assert (missing.status_code, "この質問に答えてください" in missing.text) == (422, True)
    assert client.post(f"{path}/whole", data={"q1": "1", "q5": "また来ます"}).location == path


def answer_as_many(platform: Platform, number: int, accounts: list[Address]) -> None:
    """All came; the first three are the only ones who liked the sword smiths' village; one writes a formula."""
    answering = platform.dao.surveys.answer
    for place, account in enumerate(accounts):
        liked, words = ([1] if place < 3 else [0]), "=1+1" if place == 0 else f"また来ます{place}"
        answering.keep(number, account, {"q1": 0, "q2": liked, "q3": 4 + place % 2, "q4": 100 * place, "q5": words})
        answering.send(number, account)


def test_results_come_after_the_close_in_groups_and_officers_are_noted(
    client: FlaskClient, sign_in: SignIn, clock: FixedClock, platform: Platform
) -> None:
    desk = write(client, sign_in, clock, is_public="1")
    number = int(desk.rsplit("/", 1)[1])
    accounts = [Address(to_checksum_address(keccak(text=str(place))[-20:])) for place in range(20)]
    answer_as_many(platform, number, accounts)
    assert client.get(f"{desk}/results").status_code == 409
    assert client.get(f"{reader_path(desk)}/results").status_code == 409
    clock.advance(timedelta(hours=3))
    for page in (client.get(f"{desk}/results"), client.get(f"{reader_path(desk)}/results")):
        assert page.status_code == 200
        assert "20人が答えました" in page.text
        assert page.text.count("非表示") == 3  # two options, and what the word means
    crossed = client.get(f"{desk}/results?by=q3").text
    assert '<th scope="row">5（満足）</th>' in crossed
    assert client.get(f"{desk}/results?by=q5").status_code == 404
    words = client.post(f"{desk}/free-words").text
    assert "また来ます7" in words
    assert "だれかがわかる言葉があるかもしれません" in words
    taken = client.post(f"{desk}/list")
    lines = taken.text.split("\r\n")
    assert taken.text.startswith("\ufeff")
    assert len(lines) == 22
    assert "また来ます" not in taken.text
    assert "刀鍛冶" not in taken.text
    noted = client.get(f"{desk}/results").text
    assert "一覧を取り出した" in noted
    assert "自由に書かれた言葉を読んだ" in noted
    assert "意見調査の一覧を取り出した" in client.get(f"/console/{UDA}/acts").text
    for roles in ([], [(Role.OFFICER, MUKAWA)]):
        sign_in(email="taro@example.jp", roles=roles)
        for path in (f"{desk}/list", f"{desk}/free-words"):
            assert client.post(path).status_code == 403
        assert client.get(f"{desk}/results").status_code == 403
    elsewhere = desk.replace(str(UDA), MUKAWA)
    assert client.post(f"{elsewhere}/list").status_code == 404
    assert client.get(f"{elsewhere}/results").status_code == 404


def test_a_community_asks_its_own_people(
    client: FlaskClient, sign_in: SignIn, clock: FixedClock, platform: Platform
) -> None:
    nobody = Address("0x" + "11" * 20)
    with platform.db.write() as session:
        session.add(
            Community(
                slug="uda", name_ja="宇陀の仲間", name_en="Friends of Uda", towns=[str(UDA)], governor=nobody,
                timelock=nobody, collection=nobody, opened_at=clock.now(),
            )
        )  # fmt: skip
    path = reader_path(write(client, sign_in, clock, community="uda"))
    stranger = sign_in().address
    assert "このコミュニティの仲間への調査です" in client.get(path).text
    assert client.post(f"{path}/questions/q1", data={"q1": "0"}).location == path
    with pytest.raises(NotAMember):
        platform.dao.surveys.answer.keep(int(path.rsplit("/", 1)[1]), stranger, {"q1": 0})
    with platform.db.write() as session:
        session.add(
            RoleHolding(
                community="uda", account=stranger, role=CommunityRole.STEWARD, municipality=str(UDA), named_by=nobody,
                named_at=clock.now(),
            )
        )  # fmt: skip
    assert client.post(f"{path}/questions/q1", data={"q1": "0"}).location == f"{path}/questions/q2"
    elsewhere = client.post(DESK, data=typed(clock, community="nowhere"))
    assert elsewhere.status_code == 403
