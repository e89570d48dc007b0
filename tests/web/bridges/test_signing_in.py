"""The vendor's page of the sign-in with us, and the sample program on it, run as a vendor would."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from chain.clock import FixedClock
from tests.fixtures.bridges import MITSUE, Bridge, make_bridge
from tests.fixtures.openid import HOME, ToApp, form_address
from tests.fixtures.web import SignIn
from wallet import Role
from wallet.openid.services.find_client import Client

REDIRECT = "http://127.0.0.1:5000/back"
FORM = {
    "redirect_uris": f"{REDIRECT}\n\n",
    "use_town": "required",
    "purpose_ja_town": "町民の料金にするため",
    "purpose_en_town": "To charge the residents' price",
    "use_points": "",
}


def shown_secret(page: str) -> str:
    found = re.search(r'id="new-secret".*?<pre[^>]*>([\w-]+)</pre>', page, re.DOTALL)
    assert found is not None
    return found.group(1)


def client_of(bridge: Bridge) -> Client:
    found = bridge.platform.openid.clients(bridge.client_id)
    assert found is not None
    return found


def test_a_vendor_sets_it_up_sees_the_secret_once_and_rotates_it(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge
) -> None:
    sign_in(bridge.vendor)
    here = f"/services/{bridge.client_id}/sign-in"
    assert f'href="{here}"' in client.get(f"/services/{bridge.client_id}").text
    assert "戻り先を保存すると" in client.get(here).text
    assert "先に戻り先を保存してください" in client.post(f"{here}/secrets", data={"latest": "0"}).text
    wrong = client.post(here, data=FORM | {"redirect_uris": "http://gym.example.jp/", "purpose_en_town": ""})
    assert wrong.status_code == 422 and "http://gym.example.jp/</textarea>" in wrong.text
    assert "「http://gym.example.jp/」は https:// で始まっていません" in wrong.text and "町民の料金" in wrong.text
    empty = client.post(here, data=FORM | {"purpose_en_town": ""})
    assert empty.status_code == 422 and 'id="purpose_en_town-error"' in empty.text
    assert client.post(here, data=FORM).status_code == 303
    first = shown_secret(client.post(f"{here}/secrets", data={"latest": "0"}).text)
    assert client.post(f"{here}/secrets", data={"latest": "0"}).status_code == 409
    page = client.get(here).text
    assert first not in page and "シークレットを入れ替える" in page and "町民の料金にするため" in page
    latest = bridge.platform.openid.keep_client.secrets(bridge.client_id)[0].id
    second = shown_secret(client.post(f"{here}/secrets", data={"latest": str(latest)}).text)
    assert all(client_of(bridge).check_client_secret(secret) for secret in (first, second))
    sign_in(roles=[(Role.OFFICER, str(MITSUE))])
    desk = client.get(f"/console/{MITSUE}/bridges/{bridge.client_id}").text
    assert (
        "町民の料金にするため" in desk and "ID連携のシークレットを発行した" in desk and "ID連携の設定を変えた" in desk
    )


@pytest.mark.parametrize("who", ["stranger", "other_vendor", "officer_of_the_town"])
def test_to_everybody_else_it_is_not_there(client: FlaskClient, sign_in: SignIn, bridge: Bridge, who: str) -> None:
    other = make_bridge(bridge.platform, MITSUE, "else@example.jp", "別のサービス")
    officer = [(Role.OFFICER, str(MITSUE))] if who == "officer_of_the_town" else []
    sign_in(other.vendor if who == "other_vendor" else None, officer)
    here = f"/services/{bridge.client_id}/sign-in"
    assert client.get(here).status_code == client.post(here, data=FORM).status_code == 404
    assert client.post(f"{here}/secrets", data={"latest": "0"}).status_code == 404
    assert bridge.platform.openid.keep_client.terms(bridge.client_id) is None


def test_the_sample_program_signs_a_person_in(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(datetime.now(UTC) - clock.now())  # the program looks at the machine's clock
    sign_in(bridge.vendor)
    here = f"/services/{bridge.client_id}/sign-in"
    client.post(here, data=FORM)
    monkeypatch.setenv("MUSUBI_OPENID_SECRET", shown_secret(client.post(f"{here}/secrets", data={"latest": "0"}).text))
    program = client.get(f"/services/{bridge.client_id}/samples/sign-in-python")
    assert program.headers["Content-Disposition"] == 'attachment; filename="sign_in.py"'
    assert "scope=openid+town" in client.get(f"/services/{bridge.client_id}/samples/sign-in-curl").text
    running: dict[str, Any] = {"__name__": "sample"}
    exec(compile(program.text, "sign_in.py", "exec"), running)
    monkeypatch.setattr(requests.Session, "get_adapter", lambda session, url: ToApp(client))
    service: FlaskClient = running["app"].test_client()
    went = service.get("/login").headers["Location"].removeprefix(HOME)
    page = client.get(went)
    back = client.post(form_address(page.text), data={"decision": "agree"}).headers["Location"]
    assert back.startswith(REDIRECT)
    assert service.get(back.removeprefix("http://127.0.0.1:5000")).status_code == 302
    told = service.get("/").get_json()
    assert told["sub"].startswith("sub_") and told["town_verified"] is False
    mixed_up = back.removeprefix("http://127.0.0.1:5000").replace("iss=http", "iss=https")
    assert service.get(mixed_up).status_code == 400
