"""Points as thanks, on the real chain: the first so many who answered get theirs once, out of a signed grant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.clock import unix
from dao.errors import NobodyToThank
from dao.models.surveys import Choice, Kind, Question, Survey
from dao.services.surveys.write_survey import SurveyDraft
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from tests.web.surveys.test_surveys import DESK, reader_path, typed
from wallet import Role

ASKED = Question("", Kind.ONE, "また来ますか", options=(Choice("はい"), Choice("いいえ")))


def test_the_first_who_answered_are_thanked_once(region: Region, client: FlaskClient, sign_in: SignIn) -> None:
    program, surveys, clock = region.program(cap=1_000), region.platform.dao.surveys, region.platform.clock
    sign_in(email="officer@example.jp")
    assert f'<option value="{program}"' in client.get(f"{DESK}/new").text
    thanks = {"thanks_program": str(program), "thanks_points": "100", "thanks_people": "11"}
    dear = client.post(DESK, data=typed(clock, **thanks))
    assert (dear.status_code, "残りを超えています" in dear.text) == (422, True)
    assert client.post(DESK, data=typed(clock, **{**thanks, "thanks_program": "99"})).status_code == 422
    assert client.post(DESK, data=typed(clock, **{**thanks, "thanks_points": "0"})).status_code == 422
    desk = client.post(DESK, data=typed(clock, **{**thanks, "thanks_people": "2"})).location
    number = int(desk.rsplit("/", 1)[1])
    surveys.write.put_question(UDA, number, ASKED)
    assert client.post(f"{desk}/opening").status_code == 303

    people = [region.person(f"p{place}@example.jp") for place in range(3)]
    for person in [*people, people[0]]:  # who changes the answer is not thanked again
        surveys.answer.keep(number, person, {"q1": 0})
        surveys.answer.send(number, person)
    assert client.post(f"{desk}/thanks", follow_redirects=True).status_code == 200
    sign_in(email="p3@example.jp")
    assert "予定の人数に達しました" in client.get(reader_path(desk)).text
    assert client.post(f"{desk}/thanks").status_code == 403
    region.travel(timedelta(hours=3))

    sign_in(email="p0@example.jp")
    assert "お礼の100ポイント" in client.get(reader_path(desk)).text
    sign_in(email="taro@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    assert client.post(f"{desk.replace(UDA, MUKAWA)}/thanks").status_code == 404
    sign_in(email="officer@example.jp")
    assert "2人に合わせて200ポイント" in client.get(desk).text
    grant = client.post(f"{desk}/thanks").location
    assert client.post(f"{desk}/thanks").location == grant
    assert "意見調査に答えた人" in client.get(f"{grant}/record").text
    asked = client.post(f"{grant}/start")
    client.post(asked.location + "/signature")
    region.settle()
    assert client.post(f"{desk}/thanks").location == grant
    assert [int(region.balance(person).total) for person in people] == [100, 100, 0]


def test_nobody_is_thanked_for_nothing_and_who_asks_again_gets_the_same_grant(region: Region) -> None:
    program, surveys, clock = region.program(cap=1_000), region.platform.dao.surveys, region.platform.clock
    closes = unix(clock.now() + timedelta(hours=1))
    draft = SurveyDraft("感想", "", "", "", "", 0, closes, thanks_program=program, thanks_points=10, thanks_people=5)
    quiet, loud = (surveys.write.create(UDA, region.officer, draft) for _ in range(2))
    for number in (quiet, loud):
        surveys.write.put_question(UDA, number, ASKED)
        surveys.write.open(UDA, number)
    person = region.person()
    surveys.answer.keep(loud, person, {"q1": 1})
    surveys.answer.send(loud, person)
    region.travel(timedelta(hours=2))
    with pytest.raises(NobodyToThank):
        surveys.thank.draft(UDA, region.officer, quiet)
    grant = surveys.thank.draft(UDA, region.officer, loud)
    with region.platform.db.write() as session:
        session.get_one(Survey, loud).thanks_campaign = None  # as if the process had stopped in between
    assert surveys.thank.draft(UDA, region.officer, loud) == grant
