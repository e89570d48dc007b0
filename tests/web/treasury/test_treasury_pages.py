"""A treasury's page, its lines as CSV, and the page of a transaction."""

from __future__ import annotations

import csv
import io

from flask.testing import FlaskClient

from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.treasury import GRANT, PAID, ROYALTY, SHARE, trade


def test_every_line_is_told_by_town_links_to_its_transaction_and_is_in_the_csv(
    community: CommunityOnChain, client: FlaskClient
) -> None:
    traded = trade(community)
    page = client.get("/communities/uda/treasury").text
    for words in ("二次流通のロイヤリティ", "補助金・寄附など", "まちの売上以外", f"/proposals/{traded.proposal}"):
        assert words in page
    lines = community.dao.treasury.pages.year("uda", None, 1).lines
    addresses = [f"/communities/uda/treasury/transactions/0x{line.movement.tx_hash.hex()}" for line in lines]
    assert all(address in page for address in addresses)
    told = client.get(addresses[0]).text
    assert "同じ額であることを確かめました" in told
    assert f"{PAID:,}円" in told
    english = client.get("/communities/uda/treasury?lang=en").text
    assert "Royalties of resales" in english
    sheet = client.get("/communities/uda/treasury.csv?lang=ja")
    rows = list(csv.reader(io.StringIO(sheet.text.removeprefix("\ufeff"))))
    income, spending, balance = ([row[column] for row in rows[1:]] for column in (6, 7, 8))
    assert [int(amount) for amount in income if amount] == [SHARE, ROYALTY, GRANT]
    assert [int(amount) for amount in spending if amount] == [PAID]
    assert int(balance[-1]) == traded.balance == sum(map(int, filter(None, income))) - PAID
    assert rows[4][10] == str(traded.proposal)


def test_an_empty_treasury_says_what_will_come_and_unknown_addresses_are_not_found(
    community: CommunityOnChain, client: FlaskClient
) -> None:
    assert "まだ入出金はありません" in client.get("/communities/uda/treasury").text
    assert client.get("/communities/uda/treasury?year=1900&page=99").status_code == 200
    assert client.get("/communities/uda/treasury.csv").text.count("\r\n") == 1
    unknown = ("transactions/0x12", "transactions/rubbish", "transactions/0x" + "ab" * 32)
    for path in ("nowhere/treasury", "nowhere/treasury.csv", *(f"uda/treasury/{one}" for one in unknown)):
        assert client.get(f"/communities/{path}").status_code == 404
