"""The overview: what moved in the period, beside the one before, and the same as sheets."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.fixtures.chain import MUKAWA, OTSUKI, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

PAGE = f"/console/{UDA}/analytics"


def table(page: str, key: str) -> list[list[str]]:
    """The rows of a table by its id, each as the words of its cells."""
    found = re.search(rf'<table class="table" id="{key}">(.*?)</table>', page, re.DOTALL)
    assert found, key
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found.group(1), re.DOTALL)[1:]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def figures(page: str) -> dict[str, str]:
    found = re.findall(r'<dt>(.*?)</dt><dd class="period-figures__now">([\d,−-]+)<small>', page)
    return dict(found)


@pytest.fixture
def played(region: Region) -> tuple[int, int]:
    """Two programs; of the first some was spent and given back, of the second a drop lapsed."""
    first, second = region.program(name="くらしポイント"), region.program(name="旅ポイント")
    shop, far = region.shop(), region.shop("大月の店", OTSUKI)
    one, other = region.person(), region.person()
    region.grant(first, {one: 900, other: 100})
    region.drop(second, {one: 50, other: 70}, expires_in=1)
    payment = region.pay(shop, other, 100 + 70)  # the drop's 70 expire first
    region.pay(far, one, 300)
    region.refund(shop, payment, 40)
    region.settle()
    region.travel(timedelta(days=3))
    return first, second


def test_the_period_is_told_by_week_program_and_shop(
    client: FlaskClient, region: Region, sign_in: SignIn, played: tuple[int, int]
) -> None:
    sign_in(email="officer@example.jp")
    page = client.get(PAGE).text
    assert figures(page) == {"付与": "1,120", "利用（返還を除く）": "430", "失効": "0", "利用の回数": "4"}
    assert table(page, "shops") == [["大月の店", "大月市", "300", "0", "2"], ["薬草茶房", "宇陀市", "130", "40", "2"]]
    weeks = table(page, "parts")
    assert len(weeks) in (13, 14)
    assert [sum(int(row[at].replace(",", "")) for row in weeks) for at in (1, 2, 3, 4, 5)] == [1_120, 430, 0, 40, 4]
    first, second = played
    assert table(page, "programs") == [
        ["くらしポイント", "1,000", "310", "0", "40", "2"],
        ["旅ポイント", "120", "120", "0", "0", "2"],
    ]
    only = client.get(f"{PAGE}?program={second}").text
    assert figures(only)["付与"] == "120"
    assert table(only, "programs") == [["旅ポイント", "120", "120", "0", "0", "2"]]
    assert 'data-value="310"' in page, "the chart draws from the table"
    assert " style=" not in page
    assert first != second


def test_what_a_drop_promised_and_nobody_took_is_told_as_expired(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    program = region.program()
    region.drop(program, {region.person(): 80}, expires_in=1)
    sign_in(email="officer@example.jp")
    assert figures(client.get(PAGE).text)["失効"] == "0"
    region.travel(timedelta(days=3))
    sign_in(email="officer@example.jp")
    assert figures(client.get(PAGE).text)["失効"] == "80"


def test_a_period_that_is_over_is_compared_with_as_many_days_before(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    program, person, shop = region.program(), region.person(), region.shop()
    region.grant(program, {person: 500})
    region.travel(timedelta(days=10))
    region.grant(program, {person: 600})
    region.pay(shop, person, 100)
    sign_in(email="officer@example.jp")
    chosen = f"{PAGE}?since={region.today - timedelta(days=5)}&until={region.today}"
    page = client.get(chosen).text
    assert figures(page)["付与"] == "600"
    assert "前の期間は 500" not in page
    assert "前の期間は 0" in page  # of what was spent
    before = f"{PAGE}?since={region.today - timedelta(days=12)}&until={region.today - timedelta(days=6)}"
    earlier = client.get(before).text
    assert figures(earlier)["付与"] == "500"
    turned = client.get(f"{PAGE}?since={region.today}&until={region.today - timedelta(days=5)}").text
    assert figures(turned) == figures(page)
    english = client.get(f"{chosen}&lang=en").text
    assert "20% more than in the period before (500)" in english


def test_each_table_comes_as_a_sheet(client: FlaskClient, sign_in: SignIn, played: tuple[int, int]) -> None:
    sign_in(email="officer@example.jp")
    shops = client.get(f"{PAGE}/shops.csv").text.splitlines()
    assert shops[0] == "\ufeffお店の番号,お店,お店のまち,利用（返還を除く）,返還,利用の回数"
    assert [line.split(",", 1)[1] for line in shops[1:]] == ["大月の店,大月市,300,0,2", "薬草茶房,宇陀市,130,40,2"]
    programs = client.get(f"{PAGE}/programs.csv").text.splitlines()
    assert programs[1].endswith("くらしポイント,1000,310,40,0,2")
    assert len(client.get(f"{PAGE}/parts.csv").text.splitlines()) in (14, 15)
    assert client.get(f"{PAGE}/customers.csv").status_code == 404


def test_other_towns_see_nothing_and_a_town_without_programs_is_told_what_to_do(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    program = region.program()
    assert "/signin" in client.get(PAGE).headers["Location"]
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}/shops.csv").status_code == 403
    assert client.get(f"/console/{MUKAWA}/analytics?program={program}").status_code == 404
    assert "ポイント事業はまだありません" in client.get(f"/console/{MUKAWA}/analytics").text
    sign_in(email="officer@example.jp")
    assert "この期間の動きはありません" in client.get(PAGE).text
    sign_in(email="operator@example.jp", roles=[(Role.OPERATOR, "")])
    assert client.get(PAGE).status_code == 200
