"""Pages of a holder: selling on, offers, lending, giving, and moving to one's own wallet."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import unix
from chain.ids import Address
from marketplace.models import ResaleAsk, RightState, TokenAct, TokenActState
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named

SEAT = offer_named("kotohira-kabuki-seat")
SERIES = address(SEAT.series)
PAGE = f"/collection/{SERIES}/1"
OWN_WALLET = "0x52908400098527886E0F7030069857D2E4169EE7"


@pytest.fixture
def listing(market: Market) -> int:
    return market.offer(SEAT)


@pytest.fixture
def owner(market: Market, listing: int, sign_in: SignIn) -> Address:
    """Signed in, with seat 1."""
    me = sign_in().address
    market.give_yen(me, 19_800)
    market.arrive(market.signed_order(listing, me))
    return me


def signed(client: FlaskClient, path: str, form: dict[str, str] | None = None) -> str:
    """What the act leads to once it is signed."""
    asked = client.post(path, data=form or {})
    assert asked.status_code == 303, asked.text
    assert asked.location.startswith("/sign/")
    done = client.post(f"{asked.location}/signature")
    assert done.status_code == 303, done.text
    return done.location


def test_a_seat_is_put_on_sale_seen_by_others_and_bought_by_one(
    client: FlaskClient, market: Market, listing: int, owner: Address, sign_in: SignIn
) -> None:
    page = client.get(PAGE).text
    for words in (
        "売り出す",
        "貸す",
        "ゆずる",
        "残りの回数",
        "自分のウォレットへ移す",
        "19,800円で",
        "使うときに見せるコード",
    ):
        assert words in page, words
    for price in ("0", "", "-5", "1.5", "9999999999999"):
        refused = client.post(f"{PAGE}/sale", data={"price": price, "days": "30"})
        assert refused.status_code == 422, price
        assert f'value="{price}"' in refused.text
    assert signed(client, f"{PAGE}/sale", {"price": "２０，０１９", "days": "30"}).endswith(PAGE)
    assert "売り出し中です" in client.get(PAGE).text
    assert client.post(f"{PAGE}/sale", data={"price": "1", "days": "30"}).status_code == 409
    assert client.get("/resales/1").status_code == 409  # one's own

    buyer = sign_in(email="buyer@example.jp").address
    assert "MR1." not in client.get(PAGE).text  # its code is shown to who may use it
    market.give_yen(buyer, 20_018)
    assert "ほかの持ち主から買う" in client.get(f"/items/{listing}").text
    assert "/resales/1" in client.get(PAGE).text
    short = client.get("/resales/1").text
    assert "残高があと￥1足りません" in short or "足りません" in short
    assert client.post("/resales/1/purchases").location.endswith("/resales/1")
    market.give_yen(buyer, 20_019)
    review = client.get("/resales/1").text
    for words in ("20,019", "1,000", "残りの回数"):
        assert words in review, words
    offer = signed(client, "/resales/1/purchases")
    assert "お支払いを処理しています" in client.get(offer).text
    assert client.get("/resales/1").status_code == 409  # being bought
    sign_in(email="stranger@example.jp")
    assert client.get(offer).status_code == 404


def test_only_the_holder_acts_and_only_a_signed_in_person_looks(
    client: FlaskClient, owner: Address, sign_in: SignIn, settings: object
) -> None:
    sign_in(email="stranger@example.jp")
    for act in ("sale", "loan", "gift", "export"):
        assert client.get(f"{PAGE}/{act}").status_code == 403, act
        assert client.post(f"{PAGE}/{act}", data={"price": "1", "days": "7", "to": "M-1"}).status_code == 403, act
    assert client.post(f"{PAGE}/sale/withdrawal").status_code == 403
    assert client.post(f"{PAGE}/loan/return").status_code == 409
    assert client.get(f"/collection/{SERIES}/2/sale").status_code == 404
    client.delete_cookie("session")
    fresh = client.application.test_client()
    for path in (f"{PAGE}/sale", f"{PAGE}/offers/new", "/offers/1", "/resales/1"):
        assert fresh.get(path).status_code in (302, 303), path


def test_an_offer_reaches_the_holder_who_sees_what_is_left_of_it(
    client: FlaskClient, market: Market, owner: Address, sign_in: SignIn
) -> None:
    buyer = sign_in(email="buyer@example.jp").address
    market.give_yen(buyer, 30_000)
    refused = client.post(f"{PAGE}/offers", data={"price": "30001", "days": "7"})
    assert refused.status_code == 409
    assert 'value="30001"' in refused.text
    offer = signed(client, f"{PAGE}/offers", {"price": "30000", "days": "7"})
    assert "持ち主の返事を待っています" in client.get(offer).text
    assert client.get(f"{offer}/acceptance").status_code == 403

    sign_in()
    assert f"{offer}/acceptance" in client.get(PAGE).text
    review = client.get(f"{offer}/acceptance").text
    assert "28,500" in review  # 30,000 without 5 %
    assert client.get("/collection").text.count("30,000") >= 1
    assert signed(client, f"{offer}/acceptance").endswith(PAGE)
    assert client.post(f"{offer}/acceptance").status_code == 409


def test_lending_giving_and_moving_ask_for_a_person_a_day_and_an_address(
    client: FlaskClient, platform: Platform, owner: Address, sign_in: SignIn
) -> None:
    friend = sign_in(email="friend@example.jp")
    me = sign_in()
    for form, status in (
        ({"to": "friend@example.jp", "until": "2026-12-24"}, 422),  # an e-mail address tells nothing
        ({"to": me.member_number, "until": "2026-12-24"}, 422),
        ({"to": friend.member_number, "until": "soon"}, 422),
        ({"to": friend.member_number, "until": "2020-01-01"}, 422),
    ):
        refused = client.post(f"{PAGE}/loan", data=form)
        assert refused.status_code == status, form
        assert form["to"] in refused.text
    signed(client, f"{PAGE}/loan", {"to": friend.member_number, "until": "2026-12-24"})
    assert "貸し出しを処理しています" in client.get(PAGE).text
    _fail(platform, "RightIsLent")
    assert "貸し出しができませんでした" in client.get(PAGE).text
    with platform.db.write() as session:
        until = unix(datetime(2026, 12, 24, 15, tzinfo=UTC))  # the end of the day in Japan
        of_token = {"collection": SERIES, "token_id": 1, "used": 0, "withdrawals": 0}
        lent = RightState(**of_token, borrower=friend.address, lent_until=until)
        session.add(lent)
    assert "貸し出し中（2026年12月24日(木)まで）" in client.get("/collection").text
    sign_in(email="friend@example.jp")
    assert "お借りしています（2026年12月24日(木)まで）" in client.get("/collection").text
    sign_in()
    with platform.db.write() as session:
        session.delete(lent)

    assert client.post(f"{PAGE}/gift", data={"to": "M-0000"}).status_code == 422
    signed(client, f"{PAGE}/gift", {"to": friend.member_number})
    wrong = OWN_WALLET.replace("E7", "e7")
    assert client.post(f"{PAGE}/export", data={"to": wrong, "is_own": "1"}).status_code == 422
    assert client.post(f"{PAGE}/export", data={"to": OWN_WALLET}).status_code == 422
    for to in ("0x" + "00" * 20, SERIES, owner, OWN_WALLET[:-1], "ＡＢＣ"):
        refused = client.post(f"{PAGE}/export", data={"to": to, "is_own": "1"})
        assert (refused.status_code, f'value="{to}"' in refused.text) == (422, True), to
    unsure = client.post(f"{PAGE}/export", data={"to": OWN_WALLET.lower(), "is_own": "1"})
    assert unsure.status_code == 422 and 'name="is_compared"' in unsure.text and OWN_WALLET.lower() in unsure.text
    compared = {"to": OWN_WALLET.lower(), "is_own": "1", "is_compared": "1"}
    assert client.post(f"{PAGE}/export", data=compared).status_code < 400
    signed(client, f"{PAGE}/export", {"to": OWN_WALLET, "is_own": "1"})


def test_whoever_keeps_the_key_signs_a_use_on_their_phone(
    client: FlaskClient, platform: Platform, owner: Address, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "使う署名をする" not in client.get(PAGE).text  # signed for by whoever keeps the key
    monkeypatch.setattr(type(platform.wallet), "is_managed", lambda *_: False)
    assert "使う署名をする" in client.get(PAGE).text
    assert "Sign one use" in client.get(f"{PAGE}?lang=en").text
    client.get(f"{PAGE}?lang=ja")
    assert signed(client, f"{PAGE}/use").endswith(PAGE)
    page = client.get(PAGE).text
    assert "1回使う署名が済んでいます" in page and "使う署名をする" not in page
    sign_in(email="stranger@example.jp")
    assert client.post(f"{PAGE}/use").status_code == 403


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_form_opens_in_both_languages(client: FlaskClient, owner: Address, language: str) -> None:
    for path in ("", "/sale", "/loan", "/gift", "/export", "/offers/new", "/under-way"):
        page = client.get(f"{PAGE}{path}?lang={language}")
        assert page.status_code == 200, path
        if path not in ("/under-way",):
            assert f'<html lang="{language}"' in page.text


def _fail(platform: Platform, error_name: str) -> None:
    with platform.db.write() as session:
        act = session.query(TokenAct).order_by(TokenAct.id.desc()).first()
        assert act is not None
        act.state, act.error_name = TokenActState.FAILED, error_name
        assert session.query(ResaleAsk).count() == 0
