"""The door's pages: a scan and its answer, who may stand there, the list, and what is sent later."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.errors import sentence
from chain.ids import Address
from marketplace.models.tickets.bookings import HolderAct
from marketplace.services.admission.errors import (
    DoorClosed,
    LentToAnother,
    NoLongerGood,
    NotHolder,
    PhoneSignatureNeeded,
    UsedAlready,
    WrongDate,
    WrongPlace,
)
from points.models import MerchantOnChain
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import MATSUZAKI, PIER, Harbour, harbour  # noqa: F401  (a fixture)
from tests.web.tickets.test_booking_pages import booked
from wallet import Role

AT = f"/terminal/{PIER}/admission"


@pytest.fixture
def pier(harbour: Harbour, sign_in: SignIn) -> Harbour:  # noqa: F811
    """The ferry's pier is a shop of the town; the client is signed in as its staff."""
    account = harbour.platform.wallet.open_managed_account("pier@example.jp", display_name="港")[0].address
    with harbour.platform.db.write() as session:
        session.add(MerchantOnChain(merchant_id=PIER, municipality=MATSUZAKI, account=account, is_suspended=False))
    sign_in(roles=[(Role.MERCHANT_STAFF, str(PIER))], email="staff@example.jp")
    return harbour


def guest_of(harbour: Harbour, email: str, adults: int) -> tuple[Address, str]:  # noqa: F811
    """Somebody with tickets of tomorrow's departure, which admits today; and the code."""
    guest = harbour.platform.wallet.open_managed_account(email)[0].address
    token = booked(harbour, harbour.open(), guest, adults)
    return guest, harbour.tickets.codes.code(token, guest)


def travel(harbour: Harbour) -> None:  # noqa: F811
    harbour.platform.clock.advance(timedelta(days=2))  # type: ignore[attr-defined]


def scan(code: str, name: str, **more: object) -> dict[str, object]:
    return {"code": code, "nonce": f"a-nonce-of-this-scan-{name}", **more}


def test_a_couple_comes_in_and_is_told_what_is_left(client: FlaskClient, pier: Harbour) -> None:
    _, code = guest_of(pier, "guest@example.jp", 2)
    early = client.post(f"{AT}/looks", data=scan(code, "early"))
    assert early.status_code == 409 and "日時がちがいます" in early.text and "から使えます" in early.text
    travel(pier)
    page = client.get(AT).text
    assert "きょうの入場は、まだありません" in page and "きょうのリストを読み込む" in page
    assert f'href="{AT}"' in client.get(f"/terminal/{PIER}/menu").text

    choice = client.post(f"{AT}/looks", data=scan(code, "one")).text
    assert all(words in choice for words in ("駿河湾フェリー", "乗船", "灯台", "残り2枚", "入場は取り消せません"))
    many = client.post(f"{AT}/admissions", data=scan(code, "one", leg=0, count=3))
    assert many.status_code == 409 and "まだ使っていないのは2枚です" in many.text
    for _ in range(2):  # the answer was lost, and it is sent again
        welcome = client.post(f"{AT}/admissions", data=scan(code, "one", leg=0, count=2)).text
        assert all(words in welcome for words in ("ようこそ", "駿河湾フェリー", "おとな", "2名さま", "これで全部です"))
    used = client.post(f"{AT}/admissions", data=scan(code, "two", leg=0, count=1))
    assert used.status_code == 409 and "すでに使われています" in used.text
    assert "ようこそ" in client.post(f"{AT}/admissions", data=scan(code, "tower", leg=1, count=1)).text
    assert "灯台" in client.post(f"{AT}/looks", data=scan(code, "last")).text  # one leg of one ticket: at once
    with pier.platform.db.read() as session:
        assert [(act.leg, act.units) for act in session.query(HolderAct)] == [(0, 3), (1, 1), (1, 2)]
    assert "4名" in client.get(AT).text
    with_number = client.post(f"{AT}/admissions", data=scan(code, "tower", leg=1, count=1), headers={"HX-Request": "1"})
    assert "hx-swap-oob" in with_number.text and "4名" in with_number.text  # before the next guest
    htmx = client.post(f"{AT}/looks", data=scan(code, "no"), headers={"HX-Request": "true"})
    assert htmx.status_code == 200 and "verdict--failed" in htmx.text and "<html" not in htmx.text


def test_refusals_and_strangers(client: FlaskClient, pier: Harbour, sign_in: SignIn) -> None:
    _, code = guest_of(pier, "guest@example.jp", 1)
    travel(pier)
    foreign = client.post(f"{AT}/looks", data=scan("MT1.1.2.3", "x"))
    assert foreign.status_code == 422 and "このサービスのコードではありません" in foreign.text
    assert client.post(f"{AT}/looks", data=scan("MR1.1.2.3", "x")).status_code == 422
    assert client.post(f"{AT}/admissions", data={"code": code, "nonce": "1"}).status_code == 422
    english = client.post(f"{AT}/admissions?lang=en", data=scan(code, "n", leg=0, count=0))
    assert english.status_code == 422 and "at least 1" in english.text
    assert "Admission" in client.get(f"{AT}?lang=en").text
    with pier.platform.db.write() as session:
        session.get_one(MerchantOnChain, PIER).is_suspended = True
    closed = client.post(f"{AT}/looks", data=scan(code, "n"))
    assert closed.status_code == 409
    assert client.get(f"{AT}/list").status_code == 409

    sign_in(roles=[(Role.MERCHANT_STAFF, "999")], email="elsewhere@example.jp")
    for answer in (
        client.get(AT),
        client.get(f"{AT}/list"),
        client.post(f"{AT}/looks", data=scan(code, "n")),
        client.post(f"{AT}/admissions", data=scan(code, "n", leg=0, count=1)),
        client.post(f"{AT}/scans", json={"scans": [scan(code, "n", leg=0, count=1, at=1)]}),
    ):
        assert answer.status_code == 403


def test_each_refusal_says_why(client: FlaskClient) -> None:
    at = datetime(2026, 11, 26, 1, 42, tzinfo=UTC)
    told = {
        UsedAlready(at): ("すでに使われています", "10:42"),
        WrongDate("early", at): ("日時がちがいます", "10:42 から"),
        WrongDate("over", at): ("日時がちがいます", "10:42 で終わりました"),
        WrongPlace(): ("ここでは使えません",),
        NoLongerGood("cancelled"): ("取りやめになりました",),
        NoLongerGood("returned"): ("返金されたチケット",),
        NotHolder(): ("いまの持ち主のコードではありません",),
        LentToAnother(at): ("ほかの人に貸しています", "11月26日"),
        PhoneSignatureNeeded("right"): ("使う署名をする",),
        PhoneSignatureNeeded("ticket"): ("入場の署名をする",),
        DoorClosed(): ("止まっています",),
    }
    with client.application.test_request_context(headers={"Accept-Language": "ja"}):
        for error, words in told.items():
            assert all(word in sentence(error) for word in words), sentence(error)


def test_without_a_line_the_list_tells_and_conflicts_are_shown_later(client: FlaskClient, pier: Harbour) -> None:
    guest, code = guest_of(pier, "guest@example.jp", 2)
    travel(pier)
    listed = client.get(f"{AT}/list")
    assert guest not in listed.text and code not in listed.text and listed.headers["Cache-Control"] == "no-store"
    (one,) = json.loads(listed.text)["codes"]
    assert one["hash"] == hashlib.sha256(code.encode()).hexdigest()
    assert [(leg["number"], leg["left"]) for leg in one["legs"]] == [(0, 2), (1, 2)]

    now = int(pier.platform.clock.now().timestamp())
    sent = [scan(code, "a", leg=0, count=1, at=now - 600), scan(code, "b", leg=0, count=2, at=now - 300), "nonsense"]
    for _ in range(2):
        results = json.loads(client.post(f"{AT}/scans", json={"scans": sent}).text)["results"]
        assert [result["is_admitted"] for result in results] == [True, False, False]
        assert "まだ使っていないのは1枚です" in results[1]["words"] and results[1]["todo"]
    with pier.platform.db.read() as session:
        (act,) = session.query(HolderAct).all()
        assert int(act.created_at.timestamp()) == now - 600
    assert json.loads(client.get(f"{AT}/list").text)["codes"][0]["legs"][0]["left"] == 1
    wrong: tuple[object, ...] = ({}, {"scans": []}, {"scans": "x"}, [1])
    for bad in wrong:
        assert client.post(f"{AT}/scans", json=bad).status_code == 422
