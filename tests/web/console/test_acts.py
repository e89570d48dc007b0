"""What officers leave unsigned and take up again, sign with a wallet of their own, and what is kept of it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from chain.units import Points
from points.models import MerchantCategory, SettlementState
from points.queries.settlements import find_closing
from points.services.create_program import ProgramTerms
from points.services.register_merchant import MerchantEntry
from tests.fixtures.chain import JOINT_AREA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

READABLE = ("", "/merchants", "/settlements", "/acts")


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    """The client is signed in as the officer of UDA whose key signs on chain."""
    return sign_in(email="officer@example.jp").address


@pytest.fixture
def campaign(region: Region, officer: Address) -> str:
    """The page of a grant to two people of whom one is written wrongly."""
    region.person("hana@example.jp")
    region.person("taro@example.jp")
    number = region.draft(region.program())
    region.upload(number, "メール,ポイント\nhana@example.jp,100\ntaroo@example.jp,50\n")
    return f"/console/{UDA}/campaigns/{number}"


def upload(client: FlaskClient, campaign: str, text: str) -> str:
    sent = {"list": (io.BytesIO(text.encode()), "people.csv")}
    return client.post(f"{campaign}/list", data=sent, follow_redirects=True).text


def test_the_downloaded_mistakes_are_corrected_and_the_good_rows_stay(
    client: FlaskClient, region: Region, campaign: str
) -> None:
    mistakes = client.get(f"{campaign}/errors.csv").get_data(as_text=True)
    page = upload(client, campaign, mistakes.replace("taroo@", "taro@"))
    assert "2人に付与する" in page
    answer = client.post(f"{campaign}/start")
    client.post(answer.headers["Location"] + "/signature")
    region.settle()
    assert "2人に付与しました" in client.get(campaign).text
    assert int(region.campaign(int(campaign.rsplit("/", 1)[1])).granted) == 150


def test_a_correction_of_a_good_row_or_of_none_is_refused_and_nothing_is_lost(
    client: FlaskClient, campaign: str
) -> None:
    for row in ("2", "9", "", "三"):
        page = upload(client, campaign, f"名簿の行,メール,ポイント\n{row},taro@example.jp,5\n")
        assert "直す行の一覧にありません" in page
        assert "1人に付与する" in page


def test_a_list_changed_while_its_signature_was_asked_for_is_not_granted(
    client: FlaskClient, region: Region, campaign: str
) -> None:
    asked = client.post(f"{campaign}/start").headers["Location"]
    upload(client, campaign, "メール,ポイント\nhana@example.jp,999\n")
    refused = client.post(asked + "/signature")
    assert refused.status_code == 409
    assert "名簿が変わりました" in refused.text
    assert region.campaign(int(campaign.rsplit("/", 1)[1])).started_at is None


def test_a_program_left_unsigned_is_signed_later(client: FlaskClient, region: Region, officer: Address) -> None:
    day = region.today
    terms = ProgramTerms("あとで", "", "", JOINT_AREA, Points(1_000), day, day + timedelta(days=30))
    number = region.points.create_program.prepare(UDA, officer, terms).subject
    region.travel(timedelta(days=2))  # the first signature's time is over
    address = f"/console/{UDA}/programs/{number}"
    assert "署名すると始まります" in client.get(address).text
    client.post(client.post(f"{address}/signature").headers["Location"] + "/signature")
    region.settle()
    assert "実施中" in client.get(address).text
    assert "すでに署名されています" in client.post(f"{address}/signature", follow_redirects=True).text


def test_a_merchant_left_unsigned_is_signed_later(client: FlaskClient, region: Region, officer: Address) -> None:
    entry = MerchantEntry("あとの店", "", MerchantCategory.FOOD, "later@example.jp")
    number = region.points.register_merchant.prepare(UDA, officer, entry).subject
    assert "あとの店の登録に署名する" in client.get(f"/console/{UDA}/merchants").text
    asked = client.post(f"/console/{UDA}/merchants/{number}/signature")
    client.post(asked.headers["Location"] + "/signature")
    region.settle()
    assert "取扱中" in client.get(f"/console/{UDA}/merchants").text


def test_an_officer_with_a_wallet_of_their_own_signs_shop_by_shop(
    client: FlaskClient, region: Region, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    shops, person = [region.shop("茶房"), region.shop("道の駅")], region.person()
    region.grant(region.program(), {person: 900})
    for shop in shops:
        region.pay(shop, person, 100)
    monkeypatch.setattr(type(region.platform.wallet), "is_managed", lambda *_: False)
    sign_in(email="officer@example.jp")
    answer = client.post(f"/console/{UDA}/settlements", data={"through": region.today.isoformat()})
    address = answer.headers["Location"]
    assert "あと2店の署名" in client.get(address).text
    for _ in shops:
        asked = client.post(f"{address}/signatures").headers["Location"]
        assert client.post(f"{asked}/signature").status_code == 303
    assert client.post(f"{address}/signatures").headers["Location"].endswith(address)
    region.settle()
    with region.platform.db.read() as session:
        closing = find_closing(session, UDA, int(address.rsplit("/", 1)[1]))
    assert {one.state for one in closing.settlements} == {SettlementState.CONFIRMED}


def test_an_operator_may_look_and_not_act(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    campaign = region.draft(region.program())
    sign_in(email="operator@example.jp", roles=[(Role.OPERATOR, "")])
    pages = [client.get(f"/console/{UDA}{path}") for path in READABLE]
    assert [page.status_code for page in pages] == [200] * len(READABLE)
    assert "新しい事業を始める" not in pages[0].text
    assert "加盟店を登録する" not in pages[1].text
    for path in ("/programs/new", "/merchants/new", f"/campaigns/{campaign}", f"/campaigns/{campaign}/results.csv"):
        assert client.get(f"/console/{UDA}{path}").status_code == 403
    assert client.post(f"/console/{UDA}/settlements", data={"through": "2026-01-01"}).status_code == 403


def test_the_record_names_who_did_what(client: FlaskClient, region: Region, officer: Address) -> None:
    program = region.program(name="くらし応援")
    region.travel(timedelta(minutes=1))  # acts of one second have no order
    region.shop("茶房")
    region.travel(timedelta(minutes=1))
    region.grant(program, {region.person(): 10})
    rows = client.get(f"/console/{UDA}/acts").text
    assert rows.count(">担当者</td>") == 3
    assert rows.index("ポイントを付与した") < rows.index("加盟店を登録した") < rows.index("ポイント事業を始めた")


def test_the_totals_of_a_program_stand_by_program_and_by_shop(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    program, shop, person = region.program(), region.shop("茶房"), region.person()
    region.grant(program, {person: 900})
    region.refund(shop, region.pay(shop, person, 400), 150)
    region.settle()
    table = client.get(f"/console/{UDA}").text.partition("事業ごとの内訳</caption>")[2]
    cells = [cell.partition("</td>")[0] for cell in table.split('<td class="table__number">')[1:8]]
    assert cells == ["900", "650", "250", "0", "0", "250", "150"]
    shops = client.get(f"/console/{UDA}/programs/{program}").text.partition("お店ごとの利用</caption>")[2]
    assert '茶房</td><td class="table__number">250</td>' in shops


def test_a_form_without_its_token_is_refused(app: object, client: FlaskClient, officer: Address) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(f"/console/{UDA}/settlements", data={"through": "2026-01-01"})
    assert answer.status_code == 400
    assert "読み込み直して" in answer.text
