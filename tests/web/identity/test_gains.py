"""What towns give for an identity check: an officer's terms, and a person who takes it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from eth_utils import keccak
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock, business_date, day_number, unix
from chain.db import Database
from chain.ids import MunicipalityCode
from chain.municipalities import Municipality
from chain.units import Points
from points.models import Program, ProgramOnChain
from tests.fixtures.web import SignIn
from wallet import Role
from wallet.services.persons.verify_person import Document

BANDAI = MunicipalityCode("074071")
PROGRAM = 21
PAGE = f"/console/{BANDAI}/programs/{PROGRAM}"


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def terms(platform: Platform, clock: FixedClock) -> dict[str, str]:
    """Of a free program of Bandai, on chain."""
    today = business_date(clock.now())
    last, hashed = today + timedelta(days=365), keccak(text="terms")
    with platform.db.write() as session:
        at = {"block_number": 1, "log_index": 0, "part": 0}
        session.add(Municipality(code=BANDAI, name="磐梯町", is_paused=False))
        session.add(
            Program(
                id=PROGRAM, issuer=BANDAI, area_id=1, name_ja="ばんだいコイン", name_en="Bandai coin",
                cap=Points(50_000), first_day=today, last_day=last, is_paid=False, terms_hash=hashed,
                deadline=unix(clock.now()), created_by="0x" + "11" * 20, created_at=clock.now(),
            )
        )  # fmt: skip
        session.add(
            ProgramOnChain(
                program_id=PROGRAM, issuer=BANDAI, area_id=1, cap=50_000, first_day=day_number(today),
                last_day=day_number(last), is_paid=False, is_transferable=False, is_verified_only=False,
                refunds_expired=False, terms_hash=hashed, block_time=1, tx_hash=hashed, **at,
            )
        )  # fmt: skip
    return {"percent": "10", "most_each": "1000", "budget": "20000", "last_day": last.isoformat(), "whom": "everybody"}


def test_an_officer_offers_and_ends_it_and_nobody_else(
    client: FlaskClient, sign_in: SignIn, terms: dict[str, str]
) -> None:
    sign_in(email="fan@example.jp")
    assert client.post(f"{PAGE}/verification-bonus", data=terms).status_code == 403
    sign_in(email="mukawa@example.jp", roles=[(Role.OFFICER, "015865")])
    assert client.post(f"{PAGE}/verification-bonus", data=terms).status_code == 403
    assert client.post(f"{PAGE}/verification-bonus/end").status_code == 403
    sign_in(email="officer@example.jp", roles=[(Role.OFFICER, BANDAI)])
    refused = client.post(f"{PAGE}/verification-bonus", data=terms | {"percent": "101", "budget": "12345"})
    assert refused.status_code == 422
    assert "1から100までの数" in refused.text and 'value="12345"' in refused.text
    assert client.post(f"{PAGE}/verification-bonus", data=terms).status_code == 303
    assert "10%、1人1,000ポイントまで" in client.get(PAGE).text
    client.post(f"{PAGE}/verification-bonus/end")
    assert "上乗せを始める" in client.get(PAGE).text


def test_only_a_verified_person_sees_and_takes_it(
    client: FlaskClient, sign_in: SignIn, terms: dict[str, str], platform: Platform, clock: FixedClock
) -> None:
    officer = sign_in(email="officer@example.jp", roles=[(Role.OFFICER, BANDAI)])
    client.post(f"{PAGE}/verification-bonus", data=terms)
    me = sign_in().address
    assert "ばんだいコイン" not in client.get("/account/identity").text
    taken = client.post(f"/account/identity/bonuses/{PROGRAM}", follow_redirects=True)
    assert "先に本人確認をしてください" in taken.text
    document = Document("ヤマダ ハナ", date(1960, 4, 1), business_date(clock.now()) + timedelta(days=365))
    platform.wallet.verify_person.verify(BANDAI, officer.address, me, document)
    assert "いま、このまちのポイントを持っていません" in client.get("/account/identity").text
    taken = client.post(f"/account/identity/bonuses/{PROGRAM}", follow_redirects=True)
    assert "ポイントが届いてから受け取れます" in taken.text
