"""The page /sign/<id>: plain words, a signature, the act behind it; and every way it can be over or not one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from eth_account import Account as KeyAccount
from flask.testing import FlaskClient

from app.signing import COMPLETIONS
from app.wiring import Platform
from chain.clock import FixedClock
from chain.contracts.typed_data import TypedData, recover, sign, typed_data
from chain.errors import Conflict
from chain.ids import Address
from tests.fixtures.web import SignIn

KEY = KeyAccount.from_key("0x" + "44" * 32)
_CONTRACT = Address("0x5FbDB2315678afecb367f032d93F642f64180aa3")
Done = list[tuple[str, bytes, Address]]


def act(amount: int = 500) -> TypedData:
    return typed_data("RegionalPoints", 1337, _CONTRACT, "Payment", "uint256 amount", {"amount": amount})


def asked(platform: Platform, address: Address) -> str:
    return platform.wallet.request_signature(
        address,
        act(),
        words=[("金額", "<500>ポイント"), ("支払先", "駿府みそ茶屋")],
        title="支払いに署名します",
        consequence="取り消すには、お店での返還が必要です。",
        purpose="test.payment",
        subject="12",
        return_to="/account?paid=12",
    )


@pytest.fixture
def done() -> Iterator[Done]:
    """What the act behind the signature was called with."""
    calls: Done = []

    def pay(subject: str, signature: bytes, signer: Address) -> None:
        calls.append((subject, signature, signer))

    COMPLETIONS["test.payment"] = pay
    yield calls
    del COMPLETIONS["test.payment"]


def test_page_says_what_is_signed_in_words_and_keeps_the_raw_form_at_hand(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    page = client.get(f"/sign/{asked(platform, sign_in().address)}").get_data(as_text=True)
    for words in ("支払いに署名します", "&lt;500&gt;ポイント", "駿府みそ茶屋", "返還が必要です", "verifyingContract"):
        assert words in page


def test_managed_account_signs_with_a_press_and_the_act_is_done(
    client: FlaskClient, platform: Platform, sign_in: SignIn, done: Done
) -> None:
    account = sign_in()
    answer = client.post(f"/sign/{asked(platform, account.address)}/signature")
    assert answer.headers["Location"] == "/account?paid=12"
    ((subject, signature, signer),) = done
    assert (subject, signer) == ("12", account.address)
    assert recover(act(), signature) == account.address


@pytest.mark.usefixtures("no_contracts")
def test_browser_wallet_brings_its_signature(
    client: FlaskClient, platform: Platform, sign_in: SignIn, done: Done
) -> None:
    request_id = asked(platform, sign_in(Address(KEY.address)).address)
    page = client.get(f"/sign/{request_id}").get_data(as_text=True)
    assert f'data-signer="{KEY.address}"' in page
    answer = client.post(f"/sign/{request_id}/signature", data={"signature": "0x" + sign(act(), KEY.key).hex()})
    assert answer.status_code == 303
    assert [call[1] for call in done] == [sign(act(), KEY.key)]


@pytest.mark.usefixtures("no_contracts")
def test_wrong_signature_does_nothing_and_is_explained(
    client: FlaskClient, platform: Platform, sign_in: SignIn, done: Done
) -> None:
    request_id = asked(platform, sign_in(Address(KEY.address)).address)
    for wrong in ("", "0xzz", "0x" + sign(act(501), KEY.key).hex()):
        answer = client.post(f"/sign/{request_id}/signature", data={"signature": wrong})
        assert answer.status_code == 401
        assert "署名がこのアカウントのものではありません" in answer.get_data(as_text=True)
    assert not done


def test_node_out_of_reach_is_said_and_the_request_stays_open(
    client: FlaskClient, platform: Platform, sign_in: SignIn, done: Done
) -> None:
    request_id = asked(platform, sign_in(Address(KEY.address)).address)
    answer = client.post(f"/sign/{request_id}/signature", data={"signature": "0x" + sign(act(), KEY.key).hex()})
    assert answer.status_code == 503
    assert "data-wallet-sign" in client.get(f"/sign/{request_id}").get_data(as_text=True)
    assert not done


def test_request_of_another_account_is_neither_shown_nor_signed(
    client: FlaskClient, platform: Platform, sign_in: SignIn, done: Done
) -> None:
    request_id = asked(platform, sign_in().address)
    sign_in(email="taro@example.jp")
    page = client.get(f"/sign/{request_id}")
    assert page.status_code == 403
    assert "駿府みそ茶屋" not in page.get_data(as_text=True)
    assert client.post(f"/sign/{request_id}/signature").status_code == 403
    assert not done


def test_visitor_is_led_to_sign_in_first(client: FlaskClient, platform: Platform) -> None:
    account, _ = platform.wallet.open_managed_account("hanako@example.jp")
    request_id = asked(platform, account.address)
    assert client.get(f"/sign/{request_id}").headers["Location"] == f"/signin?next=%2Fsign%2F{request_id}"
    assert client.post(f"/sign/{request_id}/signature").headers["Location"] == "/signin?next=%2F"


def test_second_press_does_not_act_again(client: FlaskClient, platform: Platform, sign_in: SignIn, done: Done) -> None:
    request_id = asked(platform, sign_in().address)
    client.post(f"/sign/{request_id}/signature")
    again = client.post(f"/sign/{request_id}/signature")
    assert again.status_code == 401
    assert "署名は済んでいます" in again.get_data(as_text=True)
    assert "署名は済んでいます" in client.get(f"/sign/{request_id}").get_data(as_text=True)
    assert len(done) == 1


def test_expired_request_says_so_and_nothing_happens(
    client: FlaskClient, platform: Platform, sign_in: SignIn, clock: FixedClock, done: Done
) -> None:
    request_id = asked(platform, sign_in().address)
    clock.advance(timedelta(minutes=15))
    assert "受付時間が過ぎました" in client.get(f"/sign/{request_id}").get_data(as_text=True)
    assert client.post(f"/sign/{request_id}/signature").status_code == 401
    assert not done


def test_request_that_is_not_there_has_its_own_page(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    page = client.get("/sign/no-such-request")
    assert page.status_code == 404
    assert "署名のお願いが見つかりません" in page.get_data(as_text=True)


def test_act_that_fails_is_explained_and_can_be_tried_again(
    client: FlaskClient, platform: Platform, sign_in: SignIn, done: Done
) -> None:
    good = COMPLETIONS["test.payment"]

    def sold_out(subject: str, signature: bytes, signer: Address) -> None:
        raise Conflict("listing", "sold_out")

    COMPLETIONS["test.payment"] = sold_out
    request_id = asked(platform, sign_in().address)
    refused = client.post(f"/sign/{request_id}/signature")
    assert refused.status_code == 409
    assert "ほかの操作と重なりました" in refused.get_data(as_text=True)
    COMPLETIONS["test.payment"] = good
    assert client.post(f"/sign/{request_id}/signature").status_code == 303
    assert len(done) == 1
