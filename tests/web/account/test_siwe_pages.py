"""Signing in with a wallet through the pages, signed for real by a key of the test."""

from __future__ import annotations

from typing import Any

import pytest
from eth_account import Account as KeyAccount
from eth_account.messages import encode_defunct
from flask.testing import FlaskClient
from siwe import SiweMessage

KEY = KeyAccount.from_key("0x" + "22" * 32)


def challenge(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.post("/signin/wallet/challenges").get_json()
    return found


def message_of(asked: dict[str, Any]) -> str:
    return str(
        SiweMessage(
            domain=asked["domain"],
            address=KEY.address,
            statement=asked["statement"],
            uri=asked["uri"],
            version="1",
            chain_id=asked["chainId"],
            nonce=asked["nonce"],
            issued_at=asked["issuedAt"],
            expiration_time=asked["expirationTime"],
        ).prepare_message()
    )


def answered(message: str, **more: str) -> dict[str, str]:
    signature = bytes(KEY.sign_message(encode_defunct(text=message)).signature)
    return {"message": message, "signature": "0x" + signature.hex(), **more}


def test_wallet_signs_in_and_its_address_stands_on_the_account_page(client: FlaskClient) -> None:
    answer = client.post("/signin/wallet", data=answered(message_of(challenge(client)), next="/account"))
    assert answer.headers["Location"] == "/account"
    assert KEY.address in client.get("/account").get_data(as_text=True)


def test_line_ends_of_a_form_do_not_break_the_signature(client: FlaskClient) -> None:
    data = answered(message_of(challenge(client)))
    data["message"] = data["message"].replace("\n", "\r\n")
    assert client.post("/signin/wallet", data=data).status_code == 303


def test_answer_stolen_into_another_browser_opens_nothing(client: FlaskClient) -> None:
    data = answered(message_of(challenge(client)))
    thief = client.application.test_client()
    refused = thief.post("/signin/wallet", data=data)
    assert refused.status_code == 401
    assert thief.get_cookie("musubi_signin") is None
    assert client.post("/signin/wallet", data=data).status_code == 303


@pytest.mark.usefixtures("no_contracts")
@pytest.mark.parametrize("signature", ["", "0x", "0xzz", "0x" + "00" * 65, "hello"])
def test_nonsense_signature_gets_a_sentence_and_a_way_back(client: FlaskClient, signature: str) -> None:
    data = answered(message_of(challenge(client))) | {"signature": signature, "next": "/account/key"}
    answer = client.post("/signin/wallet", data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "署名がこのウォレットのものではありません" in page and "next=/account/key" in page


def test_wallet_account_has_no_key_to_export(client: FlaskClient) -> None:
    client.post("/signin/wallet", data=answered(message_of(challenge(client))))
    assert "結びは秘密鍵を持っていません" in client.get("/account/key").get_data(as_text=True)
    assert client.post("/account/key/codes").status_code == 401
