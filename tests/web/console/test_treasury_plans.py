"""Officers plan a community's treasury in the console; nobody else does."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from eth_account import Account
from flask.testing import FlaskClient

from chain.db import Database
from chain.ids import Address
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.treasury import pay
from tests.fixtures.web import SignIn
from wallet import Role


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


def rows(*lines: tuple[str, str, str], revision: int = 0, **more: str) -> Mapping[str, object]:
    ja, en, amounts = (list(column) for column in zip(*lines, strict=True))
    return {"heading": [""] * len(lines), "name_ja": ja, "name_en": en, "amount": amounts, "revision": revision, **more}


def test_an_officer_plans_corrects_and_names_the_heading_of_a_payment(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn
) -> None:
    community.fill_treasury(2_000)
    proposal, _ = pay(community, 1_500)
    year = community.dao.treasury.pages.year("uda", None, 1).sums.year
    address = f"/console/{UDA}/treasuries/uda/{year}"
    sign_in(roles=[(Role.OFFICER, str(UDA))])
    assert "未定" in client.get(f"/console/{UDA}/treasuries").text
    wrong = client.post(address, data=rows(("新しいラベル", "Labels", "たくさん"), ("旅費", "", "1")))
    assert wrong.status_code == 422
    for kept in ("たくさん", "旅費", "数字だけで入力してください"):
        assert kept in wrong.text
    assert client.post(address, data={"revision": "0"}).status_code == 422
    wrong = client.post(address, data=rows(("旅費", "", "1"), proposal="777"))
    assert "可決された提案の番号" in wrong.text
    line = ("新しいラベル", "New labels", "２,０００")
    assert client.post(address, data=rows(line, proposal=str(proposal), note="投票の結果")).status_code == 303
    stale = client.post(address, data=rows(line))
    assert stale.status_code == 422
    assert "ほかの職員が" in stale.text
    heading = community.dao.treasury.pages.known_headings("uda")[0].heading_id
    named = client.post(f"{address}/headings", data={"proposal": proposal, "heading": heading})
    assert named.status_code == 303
    page = client.get("/communities/uda/treasury").text
    for words in ("新しいラベル", "500円", "で決定", "投票の結果", "費目：新しいラベル"):
        assert words in page
    assert "New labels" in client.get("/communities/uda/treasury?lang=en").text
    assert "New labels" in client.get(f"{address}?lang=en").text


def test_a_proposer_names_a_heading_and_nobody_but_officers_plans(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn
) -> None:
    year = community.dao.treasury.pages.year("uda", None, 1).sums.year
    address = f"/console/{UDA}/treasuries/uda/{year}"
    planned = rows(("ラベル", "", "900"))
    assert client.post(address, data=planned).status_code == 303  # to sign in
    member = sign_in()
    community.give_cards(member.address, 1)
    for path in (address, f"{address}/headings"):
        assert client.post(path, data=planned).status_code == 403
    assert client.get(address).status_code == 403
    sign_in(email="elsewhere@example.jp", roles=[(Role.OFFICER, "016390")])
    assert client.post(address, data=planned).status_code == 403
    assert client.post(address.replace(str(UDA), "016390"), data=planned).status_code in (404, 422)
    sign_in(email="officer@example.jp", roles=[(Role.OFFICER, str(UDA))])
    assert client.post(address, data=planned).status_code == 303
    sign_in()
    assert "予算の費目" in client.get("/communities/uda/proposals/new").text
    heading = community.dao.treasury.pages.known_headings("uda")[0].heading_id
    payee = Address(Account.create().address)
    draft = {"title_ja": "ラベル", "body": "本文", "payee": "other", "payee_address": payee, "amount": "1"}
    assert client.post("/communities/uda/proposals", data={**draft, "heading": heading}).status_code == 303
    said = community.dao.treasury.pages.desk("uda", year).headings
    assert said.words[heading].name_ja == "ラベル"
