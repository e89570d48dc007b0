"""The door: a code lets in once, wrong helpers stay outside, points for coming are drafted once."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.errors import Conflict, Invalid
from chain.ids import Address
from chain.units import Points
from dao.errors import EventClosed, EventUnknown
from dao.services.events.reward_guests import Reward
from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.events.conftest import Planned
from wallet import Role

MUKAWA = "015865"


def code_of(planned: Planned, number: int, person: Address) -> str:
    own = planned.events.pages.event(number, person).own
    assert own is not None
    return own.code


def test_at_the_door(planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn, platform: Platform) -> None:
    number = planned.write()
    door, desk = f"/events/{number}/door", f"/console/{UDA}/events/{number}"
    guest = sign_in()
    planned.events.reply.come(number, guest.address, 1, "abroad")
    planned.events.reply.come(number, board.person(2))
    code, waiting = code_of(planned, number, guest.address), code_of(planned, number, board.person(2))
    assert client.get(f"{door}?code={code}").status_code == 403
    sign_in(board.person(50), [(Role.OFFICER, MUKAWA)])
    assert client.get(door).status_code == 403
    assert client.post(door, data={"code": code}).status_code == 403
    assert client.post(f"{desk}/helpers", data={"helper": "x"}).status_code == 403
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])
    helper, _ = platform.wallet.open_managed_account("jiro@example.jp", display_name="次郎")
    client.post(f"{desk}/helpers", data={"helper": "nobody@example.jp"})
    assert "見つかりませんでした" in client.get(f"{desk}/guests").text
    client.post(f"{desk}/helpers", data={"helper": "jiro@example.jp"})
    assert "次郎" in client.get(f"{desk}/guests").text
    sign_in(email="jiro@example.jp")
    assert "6時間前" in client.get(f"{door}?code={code}").text
    board.clock.advance(timedelta(days=7, hours=1))
    sign_in(email="jiro@example.jp")
    assert client.get(f"{door}?code=AAAA").status_code == 404
    assert "キャンセル待ち" in client.post(door, data={"code": waiting}).text
    shown = client.get(f"{door}?code={code[:4]} {code[4:].lower()}").text
    assert "花子" in shown
    assert client.post(door, data={"code": code, "came": "3"}).status_code == 422
    assert client.post(door, data={"code": code, "came": "2"}).status_code == 303
    again = client.post(door, data={"code": code, "came": "2"})
    assert again.status_code == 409
    assert "すでに使われています" in again.text
    sign_in(board.person(51))
    assert client.post(f"{desk}/helpers/removal", data={"helper": helper.address}).status_code == 303
    assert client.get(f"{desk}/guests?lang=en").status_code == 200
    assert client.post(f"{desk}/points", data={"program": "1", "each": "100"}).status_code == 303
    sign_in(email="jiro@example.jp")
    assert client.get(door).status_code == 403
    board.clock.advance(timedelta(hours=3))
    sign_in(guest.address)
    page = client.get(f"/events/{number}?lang=ja").text
    assert "参加しました" in page


def test_one_code_at_two_doors_at_once(planned: Planned, board: Board) -> None:
    number, person = planned.write(), board.person(1)
    planned.events.reply.come(number, person)
    code = code_of(planned, number, person)
    board.clock.advance(timedelta(days=7))

    def enter(helper: int) -> bool:
        try:
            planned.events.door.let_in(number, code, 1, board.person(helper), is_host=True)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(enter, range(60, 64))) == 1


def test_points_for_coming_once(planned: Planned, board: Board) -> None:
    number, officer, reward = planned.write(), board.person(51), Reward(1, Points(100))
    for person in (1, 2):
        planned.events.reply.come(number, board.person(person))
    board.clock.advance(timedelta(days=7))
    planned.events.door.let_in(number, code_of(planned, number, board.person(1)), 1, officer, is_host=True)
    give = planned.events.reward.reward
    with pytest.raises(EventClosed):
        give(number, UDA, officer, reward)
    board.clock.advance(timedelta(hours=3))
    with pytest.raises(Invalid):
        give(number, UDA, officer, Reward(1, Points(0)))
    with pytest.raises(Invalid):
        give(number, UDA, officer, Reward(7, Points(100)))
    with pytest.raises(EventUnknown):
        give(number, type(UDA)(MUKAWA), officer, reward)
    assert give(number, UDA, officer, reward) == give(number, UDA, board.person(52), Reward(1, Points(9)))
    assert len(planned.grants.drafts) == 1
    assert planned.grants.drafts[0].people == [board.person(1)]


def test_a_door_without_a_line_sends_what_it_let_in(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn
) -> None:
    number, people = planned.write(capacity=9), [board.person(one) for one in (1, 2, 3)]
    for person in people:
        planned.events.reply.come(number, person, 1)
    codes, door = [code_of(planned, number, person) for person in people], f"/events/{number}/door"
    sign_in()
    assert client.get(f"{door}/list").status_code == 403
    for path in ("looks", "scans"):
        sent = client.post(f"{door}/{path}", json={"scans": [{"nonce": "a"}]})
        assert sent.status_code == 403
    board.clock.advance(timedelta(days=7))
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])
    assert f'data-list="{door}/list"' in client.get(door).text
    shown = client.get(f"{door}/list").json
    assert shown is not None
    assert {one["hash"] for one in shown["codes"]} == {hashlib.sha256(code.encode()).hexdigest() for code in codes}
    assert codes[0] not in str(shown)

    begun = int(board.clock.now().timestamp())
    board.clock.advance(timedelta(hours=5))  # the line is back when the event is over
    scanned = f"https://musubi.example/events/{number}/door?code={codes[0]}"
    sign_in(board.person(51))
    scans = [
        {"nonce": "a", "code": scanned, "leg": 0, "count": 2, "at": begun, "name": ""},
        {"nonce": "b", "code": codes[0], "leg": 0, "count": 1, "at": begun + 9, "name": ""},
        {"nonce": "c", "code": codes[1], "leg": 0, "count": 1, "at": begun + 5 * 3600, "name": ""},
        {"nonce": "d", "code": codes[2], "leg": 0, "count": 9, "at": begun, "name": ""},
        {"nonce": "e", "code": codes[2], "leg": 0, "count": "1", "at": begun, "name": ""},
        "strange",
    ]
    for _again in range(2):
        answer = client.post(f"{door}/scans", json={"scans": scans}).json or {}
        assert [one["is_admitted"] for one in answer["results"]] == [True, False, False, False, False, False]
    assert "すでに使われています" in answer["results"][1]["words"]
    assert client.post(f"{door}/scans", json={"scans": []}).status_code == 422
    own = planned.events.pages.event(number, people[0]).own
    assert own is not None and own.came_at is not None
    assert (own.came, int(own.came_at.timestamp())) == (2, begun)


def test_the_doors_page_answers_in_its_place(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn
) -> None:
    number = planned.write(capacity=9)
    planned.events.reply.come(number, board.person(1), 1)
    code, door = code_of(planned, number, board.person(1)), f"/events/{number}/door"
    board.clock.advance(timedelta(days=7))
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])
    asked = {"headers": {"HX-Request": "true"}}
    assert "いま来た人数" in client.post(f"{door}/looks", data={"code": code, "nonce": "n"}, **asked).text
    assert "見つかりませんでした" in client.post(f"{door}/looks", data={"code": "AAAA"}, **asked).text
    assert "いま来た人数" in client.get(f"{door}?code={code}").text  # the phone's own camera
    for _again in range(2):  # the answer was lost
        welcome = client.post(door, data={"code": code, "nonce": "n", "came": "2"}, **asked)
        assert (welcome.status_code, "ようこそ" in welcome.text, "入場した人 2人" in welcome.text) == (200, True, True)
    assert "すでに使われています" in client.post(door, data={"code": code, "nonce": "m"}, **asked).text
