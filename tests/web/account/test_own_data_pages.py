"""Taking one's own data along: by who signed in just now, of themselves, without secrets, not too often."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from eth_account import Account as KeyAccount
from flask.testing import FlaskClient

from app.own_data import making
from app.own_data.gathering import gather
from app.own_data.making import make_copies
from app.own_data.words import TABLES
from app.wiring import Platform
from chain.ids import Address
from tests.fixtures.web import SignIn
from wallet.services.export_key import ExportForm


def download(client: FlaskClient) -> zipfile.ZipFile:
    """The newest copy on the page."""
    link = re.search(r"/account/data/\d+", client.get("/account/data").text)
    assert link is not None
    answer = client.get(link[0])
    assert answer.mimetype == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_pages_are_for_people_who_are_signed_in(client: FlaskClient) -> None:
    assert "/signin" in client.get("/account/data").headers["Location"]
    assert "/signin" in client.get("/account/data/1").headers["Location"]


def test_a_copy_is_asked_for_made_and_taken_by_its_owner_alone(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    sign_in(email="hanako@example.jp")
    client.post("/account/data")
    again = client.post("/account/data", follow_redirects=True)
    assert "控えを作っています" in again.text
    assert (make_copies(platform), make_copies(platform)) == (1, 0)  # two presses, one copy
    taken = download(client)
    assert {"README.ja.txt", "README.en.txt", "points/history.csv", "communities/ballots.json"} <= set(taken.namelist())
    (account,) = json.loads(taken.read("account/account.json"))
    assert account["email"] == "hanako@example.jp"
    assert "花子" in taken.read("account/account.csv").decode("utf-8-sig")
    link = re.search(r"/account/data/\d+", client.get("/account/data").text)
    assert link is not None
    sign_in(email="other@example.jp")
    assert client.get(link[0]).status_code == 404
    assert link[0] not in client.get("/account/data").text


def test_the_note_explains_every_table_in_both_languages(platform: Platform, sign_in: SignIn) -> None:
    gathered = gather(platform, sign_in().address)
    assert {(folder, name) for folder, tables in gathered.items() for name in tables} == set(TABLES)


def test_nothing_secret_is_in_a_copy(client: FlaskClient, platform: Platform, sign_in: SignIn) -> None:
    key = KeyAccount.create()
    account, _ = platform.wallet.open_managed_account("key@example.jp", private_key=bytes(key.key))
    sign_in(email="key@example.jp")
    platform.wallet.export_key.start(account, source="192.0.2.1")
    client.post("/account/data")
    make_copies(platform)
    taken = download(client)
    everything = b"".join(taken.read(name) for name in taken.namelist()).lower()
    secrets = [bytes(key.key).hex(), "_sealed", 'sealed"', "token_hash", "code_hash", 'signature"', *ExportForm]
    assert not [secret for secret in secrets if secret.encode() in everything]


def test_who_signed_in_long_ago_signs_in_again_first(client: FlaskClient, platform: Platform, sign_in: SignIn) -> None:
    sign_in()
    client.post("/account/data")
    make_copies(platform)
    platform.clock.advance(timedelta(minutes=16))  # type: ignore[attr-defined]
    page = client.get("/account/data").text
    assert "もう一度サインインしてください" in page
    assert not re.search(r"/account/data/\d+", page)
    assert client.get("/account/data/1").status_code == 303
    client.post("/account/data")
    assert make_copies(platform) == 0
    out = client.post("/account/sign-in-again")
    assert "/signin?next=/account/data" in out.headers["Location"].replace("%2F", "/")
    assert "/signin" in client.get("/account/data").headers["Location"]


def test_copies_are_few_a_day_and_gone_after_it(client: FlaskClient, platform: Platform, sign_in: SignIn) -> None:
    account = sign_in(Address(KeyAccount.create().address))
    for _ in range(3):
        client.post("/account/data")
        make_copies(platform)
    refused = client.post("/account/data")
    assert refused.status_code == 409
    assert "1日に3回まで" in refused.text
    first = platform.wallet.keep_copies.of(account)[-1].id
    platform.clock.advance(timedelta(hours=25))  # type: ignore[attr-defined]
    sign_in(account.address)
    assert client.get(f"/account/data/{first}").status_code == 404
    platform.wallet.keep_copies.forget_old()
    client.post("/account/data")
    assert make_copies(platform) == 1


def test_a_copy_that_breaks_off_is_tried_again_and_given_up_in_words(
    client: FlaskClient, platform: Platform, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: object) -> bytes:
        raise RuntimeError("no disk")

    sign_in()
    client.post("/account/data")
    with monkeypatch.context() as patched:
        patched.setattr(making, "pack", crash)
        for _ in range(3):
            with pytest.raises(RuntimeError):
                make_copies(platform)
            assert make_copies(platform) == 0  # not at once
            platform.clock.advance(timedelta(minutes=11))  # type: ignore[attr-defined]
    assert "作れませんでした" in client.get("/account/data").text
    assert make_copies(platform) == 0
