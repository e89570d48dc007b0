"""Between towns: what an officer sees of the own town with others, and nothing of others among themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.fixtures.chain import MUKAWA, OTSUKI, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from tests.web.analytics.test_overview import table
from wallet import Role


@pytest.fixture
def crossing(region: Region) -> None:
    """Points of 宇陀市 spent at home and in 大月市, and points of 大月市 in 宇陀市."""
    region.platform.wallet.assign_role(region.officer, Role.OFFICER, OTSUKI)
    ours, theirs = region.program(), region.program(name="大月ポイント", issuer=OTSUKI)
    here, there = region.shop(), region.shop("大月の店", OTSUKI)
    one, other = region.person(), region.person()
    region.grant(ours, {one: 900})
    campaign = region.draft(theirs, issuer=OTSUKI)
    region.upload(campaign, f"アドレス,ポイント\n{other},500\n")
    region.start(campaign)
    region.settle()
    region.pay(here, one, 100)
    payment = region.pay(there, one, 300)
    region.refund(there, payment, 50)
    region.settle()
    region.pay(here, other, 120)


@pytest.mark.usefixtures("crossing")
def test_each_town_sees_its_own_side_and_they_agree(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    sign_in(email="officer@example.jp")
    page = client.get(f"/console/{UDA}/analytics/flows").text
    assert table(page, "flows") == [
        ["宇陀市", "大月市", "250", "1"],
        ["大月市", "宇陀市", "120", "1"],
        ["宇陀市", "宇陀市", "100", "1"],
    ]
    assert table(page, "partners") == [["大月市", "250", "120", "-130", "0"]]
    sign_in(email="otsuki@example.jp", roles=[(Role.OFFICER, OTSUKI)])
    assert client.get(f"/console/{UDA}/analytics/flows").status_code == 403
    assert client.get(f"/console/{UDA}/analytics/flows.csv").status_code == 403
    other = client.get(f"/console/{OTSUKI}/analytics/flows").text
    assert table(other, "partners") == [["宇陀市", "120", "250", "130", "0"]]
    assert ["宇陀市", "宇陀市", "100", "1"] not in table(other, "flows"), "what stays in another town is its own matter"
    lines = client.get(f"/console/{OTSUKI}/analytics/flows.csv").text.splitlines()
    assert lines[1:] == ["宇陀市,大月市,250,1", "大月市,宇陀市,120,1"]
    region.travel(timedelta(days=60))
    sign_in(email="otsuki@example.jp")
    today = region.today
    later = client.get(f"/console/{OTSUKI}/analytics/flows?since={today - timedelta(days=20)}&until={today}").text
    assert "この期間に使われたポイントはありません" in later


@pytest.mark.usefixtures("crossing")
def test_a_town_with_no_part_in_it_sees_none_of_it(client: FlaskClient, sign_in: SignIn) -> None:
    assert "/signin" in client.get(f"/console/{UDA}/analytics/flows").headers["Location"]
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    page = client.get(f"/console/{MUKAWA}/analytics/flows").text
    assert "この期間に使われたポイントはありません" in page
    assert "よそのまちとの出入りはありません" in page
    assert "大月市" not in page
    assert "Between towns" in client.get(f"/console/{MUKAWA}/analytics/flows?lang=en").text
