"""Everyday services: each use told once, by the published schemas, and by nobody else than who did it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.sandbox_services.everyday.about import ABOUT
from app.sandbox_services.everyday.published import DELIVERED, schemas_of
from app.sandbox_services.everyday.reports import holds_twelve_digits
from app.surfaces.api.openapi import document
from chain.clock import FixedClock
from tests.fixtures.services import FakeMusubi, OpenService

TARO, HANAKO = "test:taro", "test:hanako"


@pytest.fixture
def everyday(open_service: Callable[[str], OpenService]) -> OpenService:
    found = open_service("everyday")
    found.sign_in(TARO)
    return found


@pytest.fixture
def hanako(everyday: OpenService) -> FlaskClient:
    client = everyday.browser()
    everyday.sign_in(HANAKO, client)
    return client


def press(client: FlaskClient, path: str, **typed: str) -> str:
    return client.post(path, data=typed, follow_redirects=True).text


def number_on(page: str, letter: str) -> str:
    found = re.search(letter + r"-\d{8}-[0-9a-f]{8}", page)
    assert found is not None, page
    return found.group()


def told(everyday: OpenService, musubi: FakeMusubi) -> list[tuple[str, str, dict[str, Any]]]:
    everyday.site.outbox.send_due()
    return musubi.told


def open_desk(client: FlaskClient) -> str:
    shown = re.findall(r"ここに出します：(\d{4})", client.get("/reports/desk").text).pop()
    return press(client, "/reports/desk", code=shown)


def test_a_circular_is_read_once(everyday: OpenService, musubi: FakeMusubi) -> None:
    page = "/circulars/2026-11-water"
    assert "水が止まります" in everyday.client.get(page).text
    assert "ありがとうございます" in press(everyday.client, page + "/reading")
    assert "もう確認ずみ" in press(everyday.client, page + "/reading")
    assert everyday.client.post("/circulars/gold/reading").status_code == 404
    assert told(everyday, musubi) == [(TARO, "read", {"circular": "2026-11-water"})]


def test_a_report_is_told_when_a_clerk_accepts_it_and_never_its_text(
    everyday: OpenService, musubi: FakeMusubi, hanako: FlaskClient
) -> None:
    report = number_on(press(everyday.client, "/reports", category="light", words="橋の街灯が消えています"), "R")
    assert told(everyday, musubi) == []
    assert hanako.post(f"/reports/{report}/acceptance").status_code == 403
    assert "番号がちがいます" in press(hanako, "/reports/desk", code="")
    assert "橋の街灯" in open_desk(hanako)
    assert "処理しました" in press(hanako, f"/reports/{report}/acceptance")
    assert "もう処理ずみ" in press(hanako, f"/reports/{report}/closing")
    assert told(everyday, musubi) == [(TARO, "report_accepted", {"report": report, "category": "light"})]
    assert "受け付けました" in everyday.client.get("/reports").text


def test_nobody_accepts_a_report_of_their_own_and_a_closed_one_is_not_told(
    everyday: OpenService, hanako: FlaskClient
) -> None:
    report = number_on(press(everyday.client, "/reports", category="road", words="穴"), "R")
    open_desk(everyday.client)
    assert "ほかの職員" in press(everyday.client, f"/reports/{report}/acceptance")
    open_desk(hanako)
    press(hanako, f"/reports/{report}/closing")
    assert everyday.site.book.number("select count(*) from sent") == 0


@pytest.mark.parametrize("words", ["123456789018", "番号 1234-5678-9018 です", "１２３４　５６７８　９０１８"])
def test_twelve_digits_are_refused_and_what_was_typed_stays(everyday: OpenService, words: str) -> None:
    answer = everyday.client.post("/reports", data={"category": "road", "words": f"道の穴 {words}"})
    assert answer.status_code == 422
    assert "12けたの番号は書かないで" in answer.text and words in answer.text
    assert everyday.site.book.number("select count(*) from report") == 0


def test_a_telephone_number_is_no_my_number() -> None:
    assert not holds_twelve_digits("電話 090-1234-5678、3番地")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"category": "gold", "words": "穴"}, "どんなことか"),
        ({"category": "road", "words": " "}, "場所とようす"),
        ({"category": "road", "words": "あ" * 501}, "500字まで"),
    ],
)
def test_a_report_says_what_it_lacks(everyday: OpenService, typed: dict[str, str], said: str) -> None:
    answer = everyday.client.post("/reports", data=typed)
    assert answer.status_code == 422 and said in answer.text


def test_a_ride_is_booked_and_told_when_it_is_ridden_by_who_booked_it(
    everyday: OpenService, musubi: FakeMusubi, hanako: FlaskClient
) -> None:
    assert "同じです" in press(everyday.client, "/bus/rides", from_stop="hall", to_stop="hall")
    ride = number_on(press(everyday.client, "/bus/rides", from_stop="hall", to_stop="clinic"), "b")
    assert "ひとりひとつ" in press(everyday.client, "/bus/rides", from_stop="hall", to_stop="market")
    assert "その予約はありません" in press(hanako, f"/bus/rides/{ride}/boarding")
    assert "ご乗車ありがとう" in press(everyday.client, f"/bus/rides/{ride}/boarding")
    assert "その予約はありません" in press(everyday.client, f"/bus/rides/{ride}/cancellation")
    stops = {"from_stop": "市役所前", "to_stop": "診療所"}
    assert told(everyday, musubi) == [(TARO, "ridden", {"ride": ride} | stops)]


def test_a_booking_that_nobody_came_for_is_given_up(everyday: OpenService, clock: FixedClock) -> None:
    press(everyday.client, "/bus/rides", from_stop="hall", to_stop="clinic")
    clock.advance(timedelta(hours=2))
    everyday.site.step()
    assert "予約する" in everyday.client.get("/bus").text


def test_books_are_counted_up_to_the_limit_and_never_named(
    everyday: OpenService, musubi: FakeMusubi, hanako: FlaskClient
) -> None:
    for typed in ("0", "11", "-1", "x", ""):
        assert "1冊から10冊" in press(everyday.client, "/library/loans", books=typed)
    loan = number_on(press(everyday.client, "/library/loans", books="8"), "L")
    assert "1冊から2冊" in press(everyday.client, "/library/loans", books="3")
    assert "その貸出はありません" in press(hanako, f"/library/loans/{loan}/return")
    assert "返却を受け付けました" in press(everyday.client, f"/library/loans/{loan}/return")
    ((who, kind, data),) = told(everyday, musubi)
    assert (who, kind) == (TARO, "books_borrowed")
    assert data == {"loan": loan, "books": 8, "library": "宇陀市立中央図書館"}


def test_a_basket_is_paid_once_by_whose_it_is(everyday: OpenService, musubi: FakeMusubi, hanako: FlaskClient) -> None:
    assert "数を選んで" in press(everyday.client, "/shop/baskets", eggs="0")
    assert "9個まで" in press(everyday.client, "/shop/baskets", eggs="10")
    page = press(everyday.client, "/shop/baskets", eggs="2", tea="1")
    basket = number_on(page, "p")
    assert "1,520円を支払う" in page
    assert hanako.post(f"/shop/baskets/{basket}/payment").status_code == 404
    assert "料金箱で受け取りました" in press(everyday.client, f"/shop/baskets/{basket}/payment")
    assert "もう支払いずみ" in press(everyday.client, f"/shop/baskets/{basket}/payment")
    ((_, kind, data),) = told(everyday, musubi)
    assert (kind, data["purchase"], data["amount_yen"]) == ("unmanned_purchase", basket, 1520)


def test_without_a_sign_in_pages_are_read_and_nothing_is_done(everyday: OpenService) -> None:
    stranger = everyday.browser()
    for page in ("/", "/circulars", "/circulars/2026-11-flu", "/reports", "/bus", "/library", "/shop"):
        assert stranger.get(page).status_code == 200
        assert stranger.get(page + "?lang=en").status_code == 200
    for path in ("/circulars/2026-11-flu/reading", "/reports", "/bus/rides", "/library/loans", "/shop/baskets"):
        assert stranger.post(path).headers["Location"].startswith("/sign-in")
    assert stranger.get("/reports/desk").status_code == 303


def test_what_is_kept_is_what_musubi_publishes() -> None:
    published = schemas_of(document("https://musubi.example"), frozenset(ABOUT.events))
    assert json.loads(DELIVERED.read_text("utf-8")) == published and set(published) == set(ABOUT.events)


def test_limits_follow_what_musubi_publishes_also_while_it_is_away(
    everyday: OpenService, musubi: FakeMusubi, clock: FixedClock
) -> None:
    everyday.site.step()  # nobody answers: what was delivered with the service holds
    assert "10冊まで" in everyday.client.get("/library").text
    schemas = (published := document("https://musubi.example"))["components"]["schemas"]
    schemas["LibraryBooksBorrowed"]["properties"]["books"] |= {"maximum": 3}
    schemas["CitizenReportAccepted"]["properties"]["category"] |= {"enum": ["road", "river"]}
    schemas["CircularRead"]["properties"]["circular"] |= {"maxLength": 5}
    musubi.document = published
    for work in everyday.site.works:
        work.due_at = 0
    everyday.site.step()
    musubi.document = None
    for work in everyday.site.works:
        work.due_at = 0
    everyday.site.step()
    assert "3冊まで" in everyday.client.get("/library").text
    form = everyday.client.get("/reports").text
    assert ">river<" in form and ">街灯<" not in form
    assert "結びの決まりに合いません（circular）" in press(everyday.client, "/circulars/2026-11-flu/reading")
    assert everyday.site.book.number("select count(*) from reading") == 0


def test_who_withdraws_leaves_a_report_that_nobody_wrote(
    everyday: OpenService, musubi: FakeMusubi, hanako: FlaskClient
) -> None:
    report = number_on(press(everyday.client, "/reports", category="road", words="穴"), "R")
    press(everyday.client, "/bus/rides", from_stop="hall", to_stop="clinic")
    everyday.tell("musubi.consent.withdrawn", sub=TARO)
    assert everyday.site.book.number("select count(*) from ride") == 0
    open_desk(hanako)
    assert "処理しました" in press(hanako, f"/reports/{report}/acceptance")
    assert told(everyday, musubi) == []
