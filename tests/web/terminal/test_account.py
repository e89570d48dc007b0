"""The shop's own change of its payout account: masked, kept as typed until it is right, and it waits for an officer."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from chain.clock import FixedClock
from points.queries.payout_accounts import account_history, unchecked_accounts
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.terminal.conftest import Shop
from wallet import Role

TYPED = {
    "bank_code": "0005", "branch_code": "001", "kind": "1", "number": "1234567", "holder": "ヤクソウサボウ",
    "business": "corporation", "invoice_number": "",
}  # fmt: skip


def test_the_manager_changes_the_account_and_an_officer_has_yet_to_look(client: FlaskClient, shop: Shop) -> None:
    address = f"/terminal/{shop.id}/account"
    assert address in client.get(f"/terminal/{shop.id}/menu").text
    found = client.post(address, data=TYPED | {"bank_search": "三菱", "action": "look_up"}).text
    assert "三菱ＵＦＪ (0005)" in found and "ヤクソウサボウ" in found
    changed = client.post(address, data=TYPED, follow_redirects=True).text
    assert "職員が確かめるまで" in changed
    assert "1234567" not in changed  # masked from the first look on
    with shop.region.platform.db.read() as session:
        [waiting] = unchecked_accounts(session, UDA)
    assert (waiting.merchant_id, waiting.number) == (shop.id, "1234567")


def test_what_is_wrong_is_told_and_the_account_stays_as_it_was(client: FlaskClient, shop: Shop) -> None:
    address = f"/terminal/{shop.id}/account"
    wrong = {
        "number": "12a", "branch_code": "999", "holder": "薬草", "invoice_number": "123456789012", "business": "",
        "bank_code": "",
    }  # fmt: skip
    for field, typed in wrong.items():
        refused = client.post(address, data=TYPED | {field: typed})
        assert refused.status_code == 422, field
        assert "直すところがあります" in refused.text
        assert "field__error" in refused.text, field
    with shop.region.platform.db.read() as session:
        assert account_history(session, shop.id) == []


def test_a_cashier_and_the_staff_of_another_shop_are_refused(
    client: FlaskClient, shop: Shop, sign_in: SignIn, clock: FixedClock
) -> None:
    address, cashiers = f"/terminal/{shop.id}/account", shop.region.points.keep_cashiers
    cashiers.create(shop.id, shop.region.cashiers[shop.id], "店長", "2580", is_manager=True)
    cashier = cashiers.create(shop.id, shop.region.cashiers[shop.id], "青木", "2581", is_manager=False)
    clock.advance(timedelta(minutes=11))  # the sign-in is not fresh any more
    client.post(f"/terminal/{shop.id}/person", data={"cashier": str(cashier), "pin": "2581"})
    assert client.get(address).status_code == 403
    assert client.post(address, data=TYPED).status_code == 403
    sign_in(roles=[(Role.MERCHANT_STAFF, "99")], email="other@example.jp")
    assert client.post(address, data=TYPED).status_code == 403
