"""The survey after an event: those who came are told and asked, nobody else where it is for them alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.surfaces.console.forms import local_moment
from app.wiring import Platform
from chain.clock import unix
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from dao.models.events.errors import DidNotCome
from dao.services.surveys.write_survey import SurveyDraft
from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.events.conftest import Planned
from tests.web.events.test_events import tell
from tests.web.events.test_photos import let_in
from tests.web.surveys.test_surveys import QUESTIONS
from wallet import Role

MUKAWA = "015865"


def test_those_who_came_are_asked_afterwards(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    number, officer = planned.write(capacity=9), [(Role.OFFICER, str(UDA)), (Role.OFFICER, MUKAWA)]
    page, desk = f"/events/{number}", f"/console/{UDA}"
    sign_in(board.person(51), officer)
    assert "このイベントの意見調査をつくる" in client.get(f"{desk}{page}/guests").text
    form = client.get(f"{desk}/surveys/new?event={number}").text
    assert f'value="event:{number}" selected' in form
    assert client.get(f"{desk}/surveys/new?event=x").status_code == 200
    typed = {
        "title_ja": "収穫はいかがでしたか", "community": f"event:{number}",
        "closes_at": local_moment(board.clock.now() + timedelta(days=20)),
    }  # fmt: skip
    assert client.post(f"{desk}/surveys", data=typed | {"community": "event:99"}).status_code == 422
    assert client.post(f"{desk}/surveys", data=typed | {"community": "event:x"}).status_code == 422
    assert client.post(f"/console/{MUKAWA}/surveys", data=typed).status_code == 422
    survey = str(client.post(f"{desk}/surveys", data=typed).location)
    assert "まだ公開していません" in client.get(f"{desk}{page}/guests").text  # the event has it from now on
    client.post(f"{survey}/questions", data=QUESTIONS[0])
    client.post(f"{survey}/opening")
    assert "「ゆずの収穫」に来た人" in client.get(survey).text
    reader = "/surveys/" + survey.rsplit("/", 1)[1]

    guest = sign_in()
    planned.events.reply.come(number, board.person(2))  # has a place, and does not come
    for person in (guest.address, board.person(3)):
        planned.events.reply.come(number, person)
    board.clock.advance(timedelta(days=7))
    let_in(planned, number, board.person(3))
    sign_in(guest.address)
    let_in(planned, number, guest.address)
    assert planned.events.ask.ask() == 0
    assert "ご参加ありがとうございました" not in client.get(page).text
    board.clock.advance(timedelta(hours=3))
    assert planned.events.ask.ask() == 2
    assert planned.events.ask.ask() == 0
    tell(platform)
    sign_in(guest.address)
    notices = client.get("/notices").text
    assert "「ゆずの収穫」へのご参加、ありがとうございました" in notices
    assert f'href="{reader}"' in notices
    assert f'href="{reader}"' in client.get(page).text
    assert "これまでのイベント" in client.get("/events").text
    assert "参加しました" in client.get(page).text
    assert client.post(f"{reader}/questions/q1", data={"q1": "0"}).status_code == 303
    assert client.post(f"{reader}/answers").status_code == 303
    assert "感想をありがとうございました" in client.get(page).text
    sign_in(board.person(2))
    assert "ありがとうございました" not in client.get("/notices").text
    assert "に来た人への調査です" in client.get(reader).text
    with pytest.raises(DidNotCome):
        platform.dao.surveys.answer.send(int(reader.rsplit("/", 1)[1]), board.person(2))
    client.set_cookie("musubi_lang", "en")
    assert client.get(reader).status_code == client.get(page).status_code == 200


def test_which_surveys_may_follow(planned: Planned, board: Board, platform: Platform) -> None:
    write, officer = platform.dao.surveys.write, board.person(51)
    closes = unix(board.clock.now() + timedelta(days=20))
    draft = SurveyDraft("みなさんへ", "", "", "", "", 0, closes)
    for_all = write.create(UDA, officer, draft)
    elsewhere = write.create(MunicipalityCode(MUKAWA), officer, draft)
    number = planned.write(survey_id=for_all)
    for wrong in (elsewhere, 99):
        with pytest.raises(Invalid):
            planned.write(survey_id=wrong)
        with pytest.raises(Invalid):
            planned.events.write.change(number, UDA, planned.draft(survey_id=wrong))
    assert planned.events.pages.event(number, None).view.event.survey_id == for_all
    planned.events.write.change(number, UDA, planned.draft(survey_id=None))
    of_guests = write.create(UDA, officer, SurveyDraft("来た方へ", "", "", "", "", 0, closes, event_id=number))
    assert planned.events.pages.event(number, None).view.event.survey_id == of_guests
    with pytest.raises(Invalid):
        planned.write(survey_id=of_guests)  # of another event's guests
    board.clock.advance(timedelta(days=5))
    planned.events.write.change(number, UDA, planned.draft(survey_id=of_guests))
