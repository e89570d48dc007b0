"""What a payment would take, before it takes anything."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.fixtures.chain import MUKAWA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn


def test_the_preview_is_for_people_who_are_signed_in(client: FlaskClient) -> None:
    for path in ("/points/preview", "/points/scan"):
        assert "/signin" in client.get(path).headers["Location"]


def test_who_tries_an_amount_sees_what_goes_first_what_stays_and_what_expires_next(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    me, shop = sign_in().address, region.shop()
    region.grant(region.program(name="秋のポイント"), {me: 800}, expires_in=90)
    region.grant(region.program(name="春のポイント"), {me: 200}, expires_in=5)
    for where in ("", str(shop)):
        page = client.get("/points/preview", query_string={"amount": "３００", "shop": where})
        assert page.status_code == 200
        goes, stays = page.text.split('id="goes"')[1].split('id="stays"')
        assert goes.index("春のポイント") < goes.index("秋のポイント")
        assert ">200<" in goes and ">100<" in goes
        assert ">700<" in stays and "秋のポイント" in stays
    assert int(region.balance(me).total) == 1_000
    everything = client.get("/points/preview?amount=1000").text
    assert "使えるポイントはなくなります" in everything


def test_what_cannot_be_paid_says_how_much_is_missing_and_keeps_what_was_typed(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    me = sign_in().address
    other_town = region.shop("むかわの店", municipality=MUKAWA)
    region.grant(region.program(), {me: 300})
    short = client.get("/points/preview?amount=450")
    assert short.status_code == 409
    assert "あと150ポイント足りません" in short.text
    assert 'value="450"' in short.text
    for wrong in ("0", "-5", "1.5", "abc", "99999999999"):
        refused = client.get("/points/preview", query_string={"amount": wrong})
        assert refused.status_code == 422
        assert f'value="{wrong}"' in refused.text
    assert client.get(f"/points/preview?amount=10&shop={other_town}").status_code == 404
    assert client.get("/points/preview?amount=10&shop=999").status_code == 404
    assert client.get("/points/preview?amount=10&shop=x").status_code == 404


def test_only_the_page_with_the_camera_may_compile_the_reader(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    assert "wasm-unsafe-eval" in client.get("/points/scan").headers["Content-Security-Policy"]
    assert "wasm-unsafe-eval" not in client.get("/points/preview").headers["Content-Security-Policy"]
