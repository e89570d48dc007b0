"""The door of an event in Chromium while the line is down: the list lets in, and it is sent once the line is back."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.events.conftest import Planned
from tests.web.events.test_door import code_of
from wallet import Role

pytestmark = pytest.mark.journey


def test_the_list_lets_guests_in(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn, page: Page
) -> None:
    number, person = planned.write(capacity=9), board.person(1)
    planned.events.reply.come(number, person, 1)
    code = code_of(planned, number, person)
    board.clock.advance(timedelta(days=7))
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])

    def answer(route: Route) -> None:
        asked = route.request
        parts = urlsplit(asked.url)
        if parts.path.endswith(".woff2"):
            return route.abort()
        headers = {name: value for name, value in asked.headers.items() if name not in ("cookie", "host", "origin")}
        where = parts.path + (f"?{parts.query}" if parts.query else "")
        given = client.open(where, method=asked.method, headers=headers, data=asked.post_data_buffer)
        body = given.data
        given.close()
        return route.fulfill(status=given.status_code, headers=dict(given.headers), body=body)

    page.clock.set_fixed_time(board.clock.now())
    page.route("**/*", answer)
    page.goto(f"http://localhost/events/{number}/door")
    page.get_by_role("button", name="きょうのリストを読み込む").click()
    expect(page.get_by_text("読み込みました（1件")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("電波が届いていません")).to_be_visible()
    typed, check = page.get_by_label("手入力（8文字）"), page.get_by_role("button", name="確かめる")
    typed.fill(f"{code[:4]} {code[4:].lower()}")
    check.click()
    page.get_by_label("入場する人数").fill("1")
    page.get_by_role("button", name="入場する").click()
    expect(page.get_by_role("heading", name="ようこそ")).to_be_visible()
    page.get_by_role("button", name="次の方").click()
    typed.fill(f"http://localhost/events/{number}/door?code={code}")  # as the camera reads it
    check.click()
    expect(page.get_by_text("この端末で、もう使われています")).to_be_visible()
    expect(page.get_by_text("送るのを待っている入場：1件")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("送るのを待っている入場")).to_be_hidden()
    expect(page.locator("#door-day")).to_contain_text("入場した人 1人")
    own = planned.events.pages.event(number, person).own
    assert own is not None and own.came == 1
    page.get_by_role("button", name="もう一度読み取る").click()
    typed.fill(code)
    check.click()
    expect(page.get_by_text("すでに使われています")).to_be_visible()
