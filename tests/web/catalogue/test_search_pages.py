"""The search page: a form that works by itself, addresses that can be sent, and a clear sentence for what is wrong."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from marketplace.projections.counting import Counted
from marketplace.queries.catalogue.search import PAGE
from tests.fixtures.catalogue import UDA, put_some, put_thing, put_towns, tell
from tests.fixtures.web import SignIn


@pytest.fixture
def things(platform: Platform) -> Platform:
    put_some(platform.db, platform.clock.now())
    return platform


def names(page: str) -> list[str]:
    return re.findall(r'class="item-card__link" href="/(a:\d+)"', page)


def test_a_visitor_finds_things_by_words_and_conditions(client: FlaskClient, things: Platform) -> None:
    page = client.get("/items").text
    assert names(page) == ["a:2", "a:4", "a:3", "a:1"]
    assert "4件" in page
    assert "100,000" in page
    found = client.get("/items?q=ユズ&town=292125&price_to=5,000円").text
    assert names(found) == ["a:1"]
    for words in ('value="ユズ"', "「ユズ」", "5,000円以下", '<details class="search__more" open>'):
        assert words in found
    assert 'href="/items?q=%E3%83%A6%E3%82%BA&amp;price_to=5%2C000%E5%86%86"' in found  # without the town
    english = client.get("/items?q=mukawa&lang=en").text
    assert names(english) == ["a:3"]
    assert "Dinosaur museum VIP pass" in english
    assert "恐竜" not in english.partition('id="found"')[2].partition("</main>")[0]


def test_nothing_found_says_what_to_try(client: FlaskClient, things: Platform) -> None:
    page = client.get("/items?q=スキー&kind=stay").text
    assert "あてはまるものが見つかりませんでした" in page
    assert "「スキー」をはずして探す" in page
    assert 'href="/items?kind=stay"' in page
    assert 'href="/items?kind=right"' in page  # kinds that there are


def test_an_empty_catalogue_says_so(client: FlaskClient) -> None:
    assert "まだ何も並んでいません" in client.get("/items").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("price_from=abc", "値段は数字で入力してください"),
        ("price_to=-5", "値段は数字で入力してください"),
        ("price_from=5000&price_to=100", "下の値段より大きく"),
        ("from=tomorrow", "日付は 2026-12-01 のように"),
        ("from=2026-12-31&to=2026-12-01", "始まりの日より後に"),
        ("town=nowhere", "この条件は選べない"),
        ("kind=castle", "この条件は選べない"),
        ("sale=never", "この条件は選べない"),
        ("sort=random", "この条件は選べない"),
        ("after=garbage", "最初から表示しています"),
        ("after=1-%F0%9F%98%80", "最初から表示しています"),
        ("after=²-³", "最初から表示しています"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_out(
    client: FlaskClient, things: Platform, query: str, words: str
) -> None:
    answer = client.get(f"/items?{query}")
    assert answer.status_code == 422
    assert words in answer.text
    assert len(names(answer.text)) == 4


ODD = (
    "q=%00",
    "q=%00&prefecture=%00",
    "q=" + "あ" * 500,
    "q=%F0%9F%98%80",
    "price_to=9" + "9" * 15,
    "q=%",
    "after=9999999999999999999-9",
)


@pytest.mark.parametrize("query", ODD)
def test_odd_input_is_an_ordinary_search(client: FlaskClient, things: Platform, query: str) -> None:
    assert client.get(f"/items?{query}").status_code == 200


def test_markup_is_shown_as_text(client: FlaskClient, things: Platform) -> None:
    put_thing(things.db, things.clock.now(), "a:9", "<script>alert(1)</script>", "x")
    page = client.get('/items?q="><script>alert(2)</script>').text + client.get("/items").text
    assert "<script>alert" not in page


def test_htmx_gets_what_was_found_alone_and_a_clean_address(client: FlaskClient, things: Platform) -> None:
    answer = client.get("/items?q=ゆず&town=&sale=", headers={"HX-Request": "true"})
    assert names(answer.text) == ["a:1"]
    assert "<html" not in answer.text
    assert answer.headers["HX-Push-Url"] == "/items?q=%E3%82%86%E3%81%9A"
    wrong = client.get("/items?price_from=abc", headers={"HX-Request": "true"})
    assert (wrong.status_code, "値段は数字で" in wrong.text) == (200, True)


def test_pages_follow_each_other(client: FlaskClient, platform: Platform) -> None:
    put_towns(platform.db)
    for number in range(PAGE + 3):
        put_thing(platform.db, platform.clock.now(), f"a:{number}", f"品{number}", f"No. {number}")
    first = client.get("/items?sort=cheapest").text
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more is not None
    second = client.get(more[1].replace("&amp;", "&")).text
    assert (len(names(first)), len(names(second))) == (PAGE, 3)
    assert 'rel="next"' not in second
    assert not set(names(first)) & set(names(second))
    assert "ここまでです" in client.get("/items?after=0-1&sort=newest").text


def test_a_kept_page_is_drawn_anew_when_something_changed(
    client: FlaskClient, things: Platform, sign_in: SignIn
) -> None:
    before = client.get("/items")
    assert before.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in before.headers["Vary"]
    assert "Set-Cookie" not in before.headers
    again = client.get("/items", headers={"If-None-Match": before.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    tell(things.db, Counted("a:3", sold=3))
    assert "完売" in client.get("/items", headers={"If-None-Match": before.headers["ETag"]}).text
    tell(things.db, Counted("a:5", opened=1))
    assert "a:5" in names(client.get("/items").text)
    sign_in(email="hanako@example.jp")
    own = client.get("/items")
    assert own.headers["Cache-Control"] == "no-store"
    assert "花子" in own.text


def test_a_town_renamed_is_found_under_its_new_name(client: FlaskClient, things: Platform) -> None:
    from app.demo.towns import DEMO_TOWNS
    from tests.web.marketplace.conftest import Market

    town = next(town for town in DEMO_TOWNS if town.code == UDA)
    Market(things).town(town)
    assert names(client.get("/items?q=uda").text) == ["a:2", "a:1"]
