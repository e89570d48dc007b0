"""The money desk's pages: settings, bank file, statements, lists to download; and who gets none of them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from points.models import Business
from points.models.banking_days import banking_day_after
from points.models.payout_account import PayoutEntry
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

BOOKS = f"/console/{UDA}"
PAGES = ("settlements", "payouts", "clearing", "ledger", "unused-balance", "reconciliation", "money-desk")
FILES = (
    "clearing.csv",
    "clearing.pdf",
    "costs.csv",
    "ledger.csv",
    "unused-balance.csv",
    "expired.csv",
    "reconciliation.csv",
)
DESK = {
    "closing_days": "１５、月末", "payment_days": "5", "fee_rate": "1.5", "invoice_number": "T8000020130001",
    "consignor_code": "12345", "consignor_name": "ウダシ カイケイ", "bank_code": "0149", "branch_code": "111",
    "account_kind": "1", "account_number": "0765432",
}  # fmt: skip

WRONG = (
    ("closing_days", "毎週", "15, 月末"),
    ("closing_days", "40", "範囲を超えて"),
    ("fee_rate", "たくさん", "例：1.5"),
    ("fee_rate", "100.5", "例：1.5"),
    ("bank_code", "9999", "見つかりません"),
    ("consignor_name", "宇陀市", "「宇」"),
    ("invoice_number", "T1234567890123", "登録番号"),
    ("payment_days", "", "一覧から"),
    ("account_number", "12345678", "長すぎ"),
)


@dataclass(frozen=True, slots=True)
class Closed:
    shop: int
    holder: Address
    page: str


@pytest.fixture
def closed(client: FlaskClient, region: Region, sign_in: SignIn) -> Closed:
    """The officer has set up the desk and closed one shop's 9,000 points; its account is known."""
    program, shop, holder = region.program(), region.shop(), region.person(name="山田 花子")
    region.grant(program, {holder: 10_000})
    region.pay(shop, holder, 9_000)
    account = PayoutEntry("0149", "111", 1, "1234567", "ヤクソウサボウ", Business.CORPORATION)
    region.points.keep_payout_account.change(shop, region.officer, account, is_officer=True)
    sign_in(email="officer@example.jp")
    assert client.post(f"{BOOKS}/money-desk", data=DESK).status_code == 303
    page = client.post(f"{BOOKS}/settlements", data={"through": region.today.isoformat()}).headers["Location"]
    region.settle()
    return Closed(shop, holder, page)


def test_a_month_is_closed_and_paid_without_a_spreadsheet(client: FlaskClient, region: Region, closed: Closed) -> None:
    shown = client.get(closed.page).text
    assert "8,865" in shown  # 9,000 less 1.5%
    assert "135" in shown
    assert client.get(f"{closed.page}/statements.pdf").data.startswith(b"%PDF")
    day = banking_day_after(region.today, 1).isoformat()
    batch = client.post(f"{BOOKS}/payouts", data={"transfer_day": day}).headers["Location"]
    raw = client.get(f"{batch}/file").data
    assert [len(line) for line in raw.splitlines()] == [120] * 4
    assert client.get(f"{batch}/file").data == raw
    client.post(f"{batch}/state", data={"state": "sent"})
    [line] = [part for part in client.get(batch).text.split('"') if "/returns/" in part]
    client.post(line, data={"reason": "closed"})
    assert "口座が解約されている" in client.get(batch).text
    waiting = client.get(f"{BOOKS}/payouts").text
    assert "振込が戻った口座のままです" in waiting
    assert f"{BOOKS}/merchants/{closed.shop}/account" in waiting
    refused = client.post(f"{BOOKS}/payouts", data={"transfer_day": day}, follow_redirects=True).text
    assert "振り込める精算がありません" in refused
    for path in PAGES:
        assert client.get(f"{BOOKS}/{path}").status_code == 200, path
    for path in FILES:
        assert client.get(f"{BOOKS}/{path}").status_code == 200, path
    ledger = client.get(f"{BOOKS}/ledger.csv").text
    assert closed.holder in ledger
    assert "花子" not in ledger
    assert "差はありません" in client.get(f"{BOOKS}/reconciliation").text


def test_wrong_settings_get_sentences_and_keep_what_was_typed(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    sign_in(email="officer@example.jp")
    for field, value, words in WRONG:
        answer = client.post(f"{BOOKS}/money-desk", data=DESK | {field: value})
        assert answer.status_code == 422
        assert words in answer.text, (field, value)
        assert "ウダシ カイケイ" in answer.text or field == "consignor_name"


def test_a_shop_gets_its_own_statements_and_nobody_elses(
    client: FlaskClient, region: Region, closed: Closed, sign_in: SignIn
) -> None:
    other = region.shop("道の駅")
    sign_in(email="shop@example.jp", roles=[(Role.MERCHANT_STAFF, str(closed.shop)), (Role.MERCHANT_STAFF, str(other))])
    listed = client.get(f"/terminal/{closed.shop}/statements").text
    assert "8,865" in listed
    [paper] = {part for part in listed.split('"') if part.endswith(".pdf")}
    assert client.get(paper).data.startswith(b"%PDF")
    sheet = client.get(paper.replace(".pdf", ".csv")).text
    assert "-135" in sheet
    assert client.get(paper.replace(str(closed.shop), str(other))).status_code == 404
    sign_in(email="stranger@example.jp")
    assert client.get(paper).status_code == 403
    assert client.get(f"/terminal/{closed.shop}/statements").status_code == 403


def test_other_towns_and_fans_get_nothing_and_operators_only_look(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    for roles in ([], [(Role.OFFICER, str(MUKAWA))]):
        sign_in(email=f"nobody{len(roles)}@example.jp", roles=roles)
        assert {client.get(f"{BOOKS}/{path}").status_code for path in (*PAGES, *FILES)} == {403}
        posts = ("payouts", "money-desk", "payouts/1/state", "payouts/1/returns/1", "settlements/1/discard")
        assert {client.post(f"{BOOKS}/{path}").status_code for path in posts} == {403}
    sign_in(email="operator@example.jp", roles=[(Role.OPERATOR, "")])
    assert client.get(f"{BOOKS}/reconciliation").status_code == 200
    assert client.get(f"{BOOKS}/payouts/1/file").status_code == 403
    assert client.get(f"{BOOKS}/money-desk").status_code == 403
