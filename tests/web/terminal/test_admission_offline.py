"""The door's page in Chromium while the line is down: the list lets in, and what waits is sent once it is back."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from marketplace.models.tickets.bookings import HolderAct
from tests.web.terminal.test_admission import AT, guest_of, pier, scan, travel  # noqa: F401  (a fixture)
from tests.web.tickets.conftest import Harbour, harbour  # noqa: F401  (a fixture)

pytestmark = pytest.mark.journey
_KEPT_LISTS = "Object.keys(localStorage).filter((name) => name.endsWith('.list')).length"


def test_the_list_lets_in_and_a_conflict_is_shown_when_the_line_is_back(
    client: FlaskClient,
    pier: Harbour,  # noqa: F811
    page: Page,
) -> None:
    code = guest_of(pier, "guest@example.jp", 2)[1]
    travel(pier)
    now = pier.platform.clock.now()

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

    page.clock.set_fixed_time(now)
    page.route("**/*", answer)
    page.goto(f"http://localhost{AT}")
    page.get_by_role("button", name="きょうのリストを読み込む").click()
    expect(page.get_by_text("読み込みました（1件")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.context.set_offline(True)
    expect(page.get_by_text("電波が届いていません")).to_be_visible()
    for _ in range(2):
        page.get_by_label("スキャナー・手入力").fill(code)
        page.get_by_role("button", name="確認").click()
        boarding = page.locator("form.door__leg").filter(has_text="乗船")
        boarding.get_by_label("入場する人数").fill("1")
        boarding.get_by_role("button", name="入場する").click()
        expect(page.get_by_role("heading", name="ようこそ")).to_be_visible()
        page.get_by_role("button", name="次の方").click()
    page.get_by_label("スキャナー・手入力").fill("MT1.of.another.day")
    page.get_by_role("button", name="確認").click()
    expect(page.get_by_text("きょうのリストにないコードです")).to_be_visible()
    expect(page.get_by_text("送るのを待っている入場：2件")).to_be_visible()

    client.post(f"{AT}/admissions", data=scan(code, "elsewhere", leg=0, count=1))  # another device, meanwhile
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="あとから食い違いが見つかりました")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="すでに使われています")).to_have_count(1)
    expect(page.get_by_text("送るのを待っている入場")).to_be_hidden()
    expect(page.locator("#door-day")).to_contain_text("2名")
    with pier.platform.db.read() as session:
        assert sum(act.units.bit_count() for act in session.query(HolderAct)) == 2

    page.goto("http://localhost/account")  # whoever comes after finds nothing
    assert page.evaluate(_KEPT_LISTS) == 1
    page.get_by_role("button", name="サインアウト", exact=True).click()
    expect(page).to_have_url("http://localhost/")
    assert page.evaluate(_KEPT_LISTS) == 0
