"""Shops in the console: an application is answered, a shop is stopped and goes on, a list registers several."""

from __future__ import annotations

import io
import re

from flask.testing import FlaskClient

from points.models.merchant_form import FORM, read_payout
from points.queries.merchants import list_merchants
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role


def sign(client: FlaskClient, asked: str) -> None:
    assert client.post(f"{asked}/signature", data={}).status_code in (200, 302, 303), asked


def shops(region: Region) -> dict[str, str]:
    with region.platform.db.read() as session:
        return {one.name_ja: str(one.state) for one in list_merchants(session, UDA)}


def form_of(name: str, address: str) -> dict[str, str]:
    return dict.fromkeys(FORM, "") | {
        "name_ja": name, "category": "food", "municipality": UDA, "contact": "hanako@example.jp", "agrees": "1",
        "address": address, "bank_code": "0005", "branch_code": "001", "kind": "1", "number": "1234567",
        "holder": "ヤクソウサボウ", "business": "corporation",
    }  # fmt: skip


def apply_with(client: FlaskClient, name: str) -> int:
    form = form_of(name, "大宇陀1-2-3")
    sent = client.post("/shops/apply", data=form | {"action": "submit"})
    assert sent.status_code == 303, sent.text
    return int(sent.location.rsplit("/", 1)[1])


def test_an_application_is_returned_corrected_accepted_and_registered(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    sign_in()
    number = apply_with(client, "薬草茶房")
    sign_in(region.officer)
    console = f"/console/{UDA}/applications"
    assert "薬草茶房" in client.get(console).text
    assert "三菱ＵＦＪ (0005)" in client.get(f"{console}/{number}").text
    assert client.post(f"{console}/{number}/answer", data={"answer": "return", "reason": ""}).status_code == 303
    client.post(f"{console}/{number}/answer", data={"answer": "return", "reason": "番地を書いてください"})
    sign_in()
    assert "番地を書いてください" in client.get(f"/shops/apply/{number}").text
    form = form_of("薬草茶房", "大宇陀1-2-4")
    client.post(f"/shops/apply/{number}", data=form | {"action": "submit"})
    sign_in(region.officer)
    sign(client, client.post(f"{console}/{number}/acceptance").location)
    region.settle()
    assert shops(region) == {"薬草茶房": "open"}


def test_only_officers_of_the_town_answer_applications(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    sign_in()
    number = apply_with(client, "薬草茶房")
    assert client.get(f"/console/{UDA}/applications/{number}").status_code == 403
    sign_in(roles=[(Role.OFFICER, MUKAWA)], email="other@example.jp")
    assert client.get(f"/console/{UDA}/applications").status_code == 403
    assert client.get(f"/console/{MUKAWA}/applications/{number}").status_code == 404
    assert client.post(f"/console/{MUKAWA}/applications/{number}/acceptance").status_code == 404


def test_a_shop_is_stopped_and_goes_on_with_a_reason(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    shop = region.shop("薬草茶房")
    sign_in(region.officer)
    address = f"/console/{UDA}/merchants/{shop}/suspension"
    for state, reason in (("suspended", "連絡がとれないため"), ("open", "連絡がとれました")):
        sign(client, client.post(address, data={"reason": reason}).location)
        region.settle()
        assert shops(region)["薬草茶房"] == state
    history = client.get(address).text
    assert history.index("連絡がとれました") < history.index("連絡がとれないため")
    acts = client.get(f"/console/{UDA}/acts").text
    assert all(words in acts for words in ("お店の取り扱いを再開した", "お店の取り扱いを止めた", "連絡がとれないため"))
    sign_in(roles=[(Role.OFFICER, MUKAWA)], email="other@example.jp")
    assert client.get(address.replace(UDA, MUKAWA)).status_code == 404


def test_a_list_is_looked_through_and_its_good_rows_are_registered(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    sign_in(region.officer)
    rows = (
        "店名,業種,担当者メール\n大和屋,飲食店,a@example.jp\n,飲食店,b@example.jp\n吉野堂,土産・特産品,c@example.jp\n"
    )
    file = (io.BytesIO(rows.encode("cp932")), "shops.csv")
    sent = client.post(f"/console/{UDA}/merchants/import", data={"list": file})
    page = client.get(sent.location).text
    assert "2店" in page
    assert shops(region) == {}
    client.post(f"{sent.location}/registrations")
    region.settle()
    assert shops(region) == {"大和屋": "open", "吉野堂": "open"}
    assert "すべて登録しました" in client.get(sent.location).text
    assert ",," not in client.get(f"{sent.location}/errors.csv").text.splitlines()[0]
    sign_in(roles=[(Role.OFFICER, MUKAWA)], email="other@example.jp")
    assert client.get(sent.location).status_code == 403


def test_money_goes_to_an_account_that_an_officer_has_looked_at(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    shop = region.shop("薬草茶房")
    region.points.keep_payout_account.change(shop, region.cashiers[shop], read_payout(form_of("薬草茶房", "")))
    sign_in(region.officer)
    address = f"/console/{UDA}/merchants/{shop}/account"
    page = client.get(address).text
    assert "まだ確かめていません" in page
    waiting = "薬草茶房 の口座を確かめる"
    assert waiting in client.get(f"/console/{UDA}/settlements").text
    found = re.search(r"account/(\d+)/check", page)
    assert found is not None
    client.post(f"{address}/{found[1]}/check")
    assert "まだ確かめていません" not in client.get(address).text
    assert waiting not in client.get(f"/console/{UDA}/settlements").text
    assert "お店の口座を確かめた" in client.get(f"/console/{UDA}/acts").text
    wrong = client.post(address, data=form_of("", "") | {"number": "12a"})
    assert wrong.status_code == 422
    assert "12a" in wrong.text
    client.post(address, data=form_of("", "") | {"number": "7654321"})
    page = client.get(address).text
    assert "7654321" in page
    assert "1234567" not in page  # what was before is masked
    sign_in(roles=[(Role.OFFICER, MUKAWA)], email="other@example.jp")
    assert client.get(address).status_code == 403
    assert client.post(f"{address.replace(UDA, MUKAWA)}/{found[1]}/check").status_code == 404


def test_an_officer_changes_what_a_shop_shows_and_the_act_is_kept(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    shop = region.shop("薬草茶房")
    sign_in(region.officer)
    address = f"/console/{UDA}/merchants/{shop}/shop"
    assert 'value="薬草茶房"' in client.get(address).text
    typed = {"name_ja": "薬草茶房 本店", "category": "grocery", "address": "大宇陀9", "hours_sun": "9:00-17:00"}
    refused = client.post(address, data=typed | {"hours_sun": "25時", "phone": "なし"})
    assert refused.status_code == 422
    assert all(words in refused.text for words in ("25時", "なし", "大宇陀9", "数字とハイフン", "薬草茶房 本店"))
    client.post(address, data=typed)
    assert shops(region) == {"薬草茶房 本店": "open"}
    page = client.get(f"/shops/{shop}").text
    assert "9:00–17:00" in page and "食料品" in page
    acts = client.get(f"/console/{UDA}/acts").text
    assert "お店の案内を変えた" in acts
    assert "薬草茶房 → 薬草茶房 本店" in acts
    sign_in(roles=[(Role.OPERATOR, "")], email="operator@example.jp")
    assert "薬草茶房 → 薬草茶房 本店" not in client.get(f"/console/{UDA}/acts").text
    assert client.get(address).status_code == 403
    sign_in(roles=[(Role.OFFICER, MUKAWA)], email="other@example.jp")
    for other in (address, address.replace(UDA, MUKAWA)):
        assert client.post(other, data=typed).status_code in (403, 404)
