"""The budget's page: what went, what is left, until when, as a chart and as a table."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient

from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

PAGE = f"/console/{UDA}/budget"


def test_the_chart_says_until_when_the_budget_lasts_and_the_table_says_the_same(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    program, shop, person = region.program(cap=1_000, days=90), region.shop(), region.person()
    sign_in(email="officer@example.jp")
    assert "まだ付与していません" in client.get(PAGE).text
    region.travel(timedelta(days=3))
    region.grant(program, {person: 400}, expires_in=60)
    region.drop(program, {region.person(): 100}, expires_in=60)
    region.travel(timedelta(days=4))
    region.pay(shop, person, 150)
    sign_in(email="officer@example.jp")  # the session did not last
    for address in (PAGE, f"/console/{UDA}/programs/{program}"):
        page = client.get(address).text
        figure = page[page.index('<figure class="budget"') : page.index("</figure>")]
        assert "ごろに上限に届きます" in figure  # 500 in five days
        assert re.search(r'<svg class="budget__plot"[^>]* role="img"', figure)
        assert "1,000ポイント のうち 500ポイント を付与し" in figure.replace("\u3000", " ")
        assert "budget__line--ahead" in figure
        assert " style=" not in figure
        rows = re.findall(r"<tr>(.*?)</tr>", figure)
        assert [re.findall(r'table__number">([\d,]+)<', row) for row in rows[1:]][-1] == ["1,000", "500", "500", "150"]
    assert "住民の手元の" in page
    english = client.get(f"{PAGE}?lang=en").text
    assert "reached around" in english


def test_a_town_without_programs_is_told_what_to_do_and_others_see_nothing(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    assert "/signin" in client.get(PAGE).headers["Location"]
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    assert client.get(PAGE).status_code == 403
    assert "実施中のポイント事業はありません" in client.get(f"/console/{MUKAWA}/budget").text
    sign_in(email="operator@example.jp", roles=[(Role.OPERATOR, "")])
    assert client.get(PAGE).status_code == 200
