"""The officer's pages: whose they are, programs, lists with mistakes, merchants, settlement."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.surfaces.console.words import row_error
from chain.ids import Address
from points.models import CampaignRow, RowError
from tests.fixtures.chain import JOINT_AREA, MUKAWA, UDA
from tests.fixtures.persons import verify
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

PATHS = ("", "/programs/new", "/merchants", "/merchants/new", "/settlements", "/list-template.csv")


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    """The client is signed in as the officer of UDA whose key signs on chain."""
    return sign_in(email="officer@example.jp").address


def signs(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """Follow to the signing page and press."""
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"].startswith("/sign/")
    return client.post(answer.headers["Location"] + "/signature")


def list_of(text: str) -> dict[str, object]:
    return {"list": (io.BytesIO(text.encode()), "people.csv")}


def test_strangers_fans_and_officers_of_other_towns_see_nothing(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    assert "/signin" in client.get(f"/console/{UDA}").headers["Location"]
    sign_in(email="fan@example.jp")
    assert [client.get(f"/console/{UDA}{path}").status_code for path in PATHS] == [403] * len(PATHS)
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    assert [client.get(f"/console/{UDA}{path}").status_code for path in PATHS] == [403] * len(PATHS)
    assert client.post(f"/console/{UDA}/settlements", data={"through": "2026-01-01"}).status_code == 403
    assert client.get(f"/console/{MUKAWA}").status_code == 200


def test_the_programs_and_grants_of_another_town_are_not_found(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    program = region.program()
    campaign = region.draft(program)
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, MUKAWA)])
    assert client.get(f"/console/{MUKAWA}/programs/{program}").status_code == 404
    assert client.get(f"/console/{MUKAWA}/campaigns/{campaign}").status_code == 404
    assert client.post(f"/console/{MUKAWA}/campaigns/{campaign}/start").status_code == 404
    assert client.get(f"/console/{MUKAWA}/campaigns/{campaign}/errors.csv").status_code == 404


def test_a_program_is_opened_with_one_signature(client: FlaskClient, region: Region, officer: Address) -> None:
    form = {
        "name_ja": "歩こうポイント", "area_id": str(JOINT_AREA), "cap": "１０，０００",
        "first_day": region.today.isoformat(), "last_day": (region.today + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    answer = signs(client, client.post(f"/console/{UDA}/programs", data=form))
    region.settle()
    page = client.get(answer.headers["Location"]).text
    assert "実施中" in page
    assert "10,000" in page


def test_a_program_for_verified_people_says_so_and_its_list_names_who_is_not(
    client: FlaskClient, region: Region, officer: Address, sign_in: SignIn
) -> None:
    hana = region.person("hana@example.jp")
    region.person("stranger@example.jp")
    verify(region, hana, "ヤマダ ハナ")
    form = {
        "name_ja": "本人確認ポイント", "area_id": str(JOINT_AREA), "cap": "10000", "is_verified_only": "1",
        "first_day": region.today.isoformat(), "last_day": (region.today + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    asked = client.post(f"/console/{UDA}/programs", data=form)
    assert "本人確認を終えた人だけ" in client.get(asked.headers["Location"]).text
    answer = signs(client, asked)
    region.settle()
    assert "本人確認を終えた人だけ" in client.get(answer.headers["Location"]).text
    program = int(answer.headers["Location"].rsplit("/", 1)[1])
    campaign = region.draft(program)
    rows = b"hana@example.jp,100\nstranger@example.jp,100\n"
    region.points.check_campaign.check_list(campaign, io.BytesIO("メール,ポイント\n".encode() + rows), "people.csv")
    with region.platform.db.read() as session:
        found = select(CampaignRow.identifier, CampaignRow.account, CampaignRow.error)
        listed = {row.identifier: (row.account, row.error) for row in session.execute(found)}
    assert listed == {"hana@example.jp": (hana, None), "stranger@example.jp": (None, RowError.NOT_VERIFIED)}
    assert "本人確認がまだの人です" in row_error(RowError.NOT_VERIFIED)
    sign_in(email="fan@example.jp")
    assert client.post(f"/console/{UDA}/programs", data=form).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name_ja", "", "入力してください"),
        ("cap", "たくさん", "数字だけ"),
        ("last_day", "2020-01-01", "きょうより前"),
        ("last_day", "", "日付を選んで"),
        ("area_id", "99", "一覧から"),
        ("area_id", "", "一覧から"),
    ],
)
def test_a_wrong_field_gets_a_sentence_and_nothing_typed_is_lost(
    client: FlaskClient, region: Region, officer: Address, field: str, value: str, words: str
) -> None:
    form = {
        "name_ja": "歩こうポイント", "description": "毎日の一歩に", "area_id": str(JOINT_AREA), "cap": "5000",
        "first_day": region.today.isoformat(), "last_day": (region.today + timedelta(days=90)).isoformat(),
    }  # fmt: skip
    answer = client.post(f"/console/{UDA}/programs", data=form | {field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert "毎日の一歩に" in answer.text


def test_wrong_rows_are_named_and_a_corrected_list_is_granted(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    program, person = region.program(), region.person("hanako2@example.jp")
    campaign = f"/console/{UDA}/campaigns/{region.draft(program)}"
    bad = list_of("メール,ポイント\nhanako2@example.jp,100\nnobody@example.jp,5\nhanako2@example.jp,1\n")
    client.post(f"{campaign}/list", data=bad)
    page = client.get(campaign).text
    assert "会員ではありません" in page
    assert "同じ人" in page
    assert re.search(r'table__number">3</td>', page)
    assert re.search(r'table__number">4</td>', page)
    errors = client.get(f"{campaign}/errors.csv")
    assert errors.data.startswith(b"\xef\xbb\xbf")
    assert "nobody@example.jp" in errors.text
    client.post(f"{campaign}/list", data=list_of("メール,ポイント\nhanako2@example.jp,250\n"))
    signs(client, client.post(f"{campaign}/start"))
    region.settle()
    assert int(region.balance(person).total) == 250
    progress = client.get(campaign, headers={"HX-Request": "true"}).text
    assert "付与しました" in progress
    assert "hx-get" not in progress  # nothing to wait for any more


def test_a_list_over_the_cap_is_not_granted(client: FlaskClient, region: Region, officer: Address) -> None:
    program = region.program(cap=100)
    region.person("hanako2@example.jp")
    campaign = region.draft(program)
    region.upload(campaign, "メール,ポイント\nhanako2@example.jp,101\n")
    page = client.get(f"/console/{UDA}/campaigns/{campaign}").text
    assert "上限を" in page
    assert "に付与する" not in page
    answer = client.post(f"/console/{UDA}/campaigns/{campaign}/start", follow_redirects=True)
    assert "上限" in answer.text


def test_a_file_that_is_no_list_leaves_the_list_as_it_was(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    program = region.program()
    region.person("hanako2@example.jp")
    campaign = region.draft(program)
    region.upload(campaign, "メール,ポイント\nhanako2@example.jp,70\n")
    address = f"/console/{UDA}/campaigns/{campaign}"
    broken = {"list": (io.BytesIO(b"\x00\x01\x02PK"), "people.xlsx")}
    answer = client.post(f"{address}/list", data=broken, follow_redirects=True)
    assert "読み取れませんでした" in answer.text
    assert region.campaign(campaign).people == 1


def test_a_my_number_is_refused_and_not_kept(client: FlaskClient, region: Region, officer: Address) -> None:
    campaign = region.draft(region.program())
    region.upload(campaign, "会員番号,ポイント\n123456789018,100\n")
    page = client.get(f"/console/{UDA}/campaigns/{campaign}").text
    assert "マイナンバー" in page
    assert "123456789018" not in page
    assert "123456789018" not in client.get(f"/console/{UDA}/campaigns/{campaign}/errors.csv").text


def test_a_merchant_is_registered_with_one_signature(client: FlaskClient, region: Region, officer: Address) -> None:
    form = {"name_ja": "=cmd 薬草茶房", "category": "food", "staff_email": "new-shop@example.jp"}
    signs(client, client.post(f"/console/{UDA}/merchants", data=form))
    region.settle()
    page = client.get(f"/console/{UDA}/merchants").text
    assert "薬草茶房" in page
    assert "取扱中" in page
    refused = client.post(f"/console/{UDA}/merchants", data=form | {"staff_email": "これは違う"})
    assert refused.status_code == 422
    assert "メールアドレスの形" in refused.text


def test_a_closing_lists_each_shop_and_the_download_runs_nothing(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    program, shop = region.program(), region.shop("=HYPERLINK(薬草茶房)")
    person = region.person()
    region.grant(program, {person: 900})
    region.pay(shop, person, 400)
    preview = client.get(f"/console/{UDA}/settlements?through={region.today.isoformat()}").text
    assert "400" in preview
    answer = client.post(f"/console/{UDA}/settlements", data={"through": region.today.isoformat()})
    region.settle()
    assert "確定" in client.get(answer.headers["Location"]).text
    sheet = client.get(answer.headers["Location"] + ".csv")
    assert sheet.data.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK" in sheet.text
    assert ",400," in sheet.text
    again = client.post(
        f"/console/{UDA}/settlements", data={"through": region.today.isoformat()}, follow_redirects=True
    )
    assert "精算するポイントはありません" in again.text


def test_the_whereabouts_account_for_every_point(client: FlaskClient, region: Region, officer: Address) -> None:
    program, shop, person = region.program(), region.shop(), region.person()
    region.grant(program, {person: 900})
    region.pay(shop, person, 400)
    page = client.get(f"/console/{UDA}").text
    assert "900" in page
    assert "500" in page
    assert "記録と合わない差" not in page
