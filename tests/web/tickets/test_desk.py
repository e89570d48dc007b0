"""The officer's desk of tickets: signatures one after another, and who may come near it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.clock import business_date
from chain.contracts.ticket_inventory import ticket_id
from marketplace.models import Kind, PublishState
from marketplace.models.tickets.payouts import TicketPayout
from marketplace.models.tickets.services import OfficerAct, TicketAct
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import MATSUZAKI, OFFICER, Harbour
from tests.web.tickets.test_booking_pages import booked
from tests.web.tickets.test_writing import seen
from wallet import Role

DESK = f"/console/{MATSUZAKI}/tickets"


def test_an_officer_signs_one_act_after_another(client: FlaskClient, harbour: Harbour, sign_in: SignIn) -> None:
    officer = sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    assert "サービスはまだありません" in client.get(DESK).text
    number = harbour.tickets.write.draft(officer.address, harbour.draft())
    assert "準備中" in client.get(DESK).text
    page = client.get(f"{DESK}/{number}")
    assert page.status_code == 200 and "署名が4件残っています" in page.text and "次の署名: サービスの登録" in page.text
    for title in ("サービスの登録", "料金の登録", "料金の登録", "日時と定員の登録"):
        asked = client.post(f"{DESK}/{number}/signature")
        assert asked.status_code == 303 and "/sign/" in asked.location
        shown = client.get(asked.location).text
        assert title in shown and "駿河湾フェリー" in shown
        line = harbour.tickets.pages.desk(MATSUZAKI, number).next_act
        assert line is not None
        signed = line.act.id
        harbour.tickets.publish.complete(str(signed), b"\x01" * 65)
    done = client.get(f"{DESK}/{number}?lang=en").text
    assert "hx-trigger" in done and "次の署名へ" not in done

    with harbour.platform.db.write() as session:
        act = session.get_one(OfficerAct, signed)
        act.state, act.error_name = PublishState.FAILED, "MunicipalityIsPaused"
    client.get(f"{DESK}?lang=ja")
    refused = client.get(f"{DESK}/{number}", headers={"HX-Request": "true"}).text
    assert "まちの取り扱いが一時的に止まっています" in refused and "<html" not in refused and "次の署名へ" in refused


@pytest.mark.parametrize("role", [(), ((Role.OFFICER, "016659"),), ((Role.MERCHANT_STAFF, "501"),)])
def test_nobody_but_the_towns_officer_gets_in(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn, role: tuple[tuple[Role, str], ...]
) -> None:
    number = harbour.tickets.write.draft(OFFICER, harbour.draft())
    act = harbour.tickets.pages.desk(MATSUZAKI, number).lines[0].act.id
    sign_in(roles=role)
    for path in ("", f"/{number}"):
        assert client.get(DESK + path).status_code in (403, 404), path
    for path in (f"/{number}/signature", f"/{number}/acts/{act}/withdrawal"):
        assert client.post(DESK + path).status_code in (403, 404), path
    if role and role[0][0] is Role.OFFICER:  # another town's number at one's own desk
        own = f"/console/{role[0][1]}/tickets/{number}"
        assert client.get(own).status_code == 404 and client.post(f"{own}/signature").status_code == 404


def test_what_runs_is_changed_called_off_and_counted(client: FlaskClient, harbour: Harbour, sign_in: SignIn) -> None:
    officer = sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    number = harbour.open(capacity=5)
    booked(harbour, number, officer.address)
    adult, _ = harbour.fares(number)
    here = f"{DESK}/{number}"
    page = client.get(here).text
    assert "予約のカレンダー" in page and "残り3" in page and "受け付けを止める" in page
    few = client.post(f"{here}/slots/1/capacity", data={"capacity": "1"})
    assert few.status_code == 422 and 'value="1"' in few.text
    raised = client.post(f"{here}/slots/1/capacity", data={"capacity": "８"})
    assert raised.status_code == 303 and "/sign/" in raised.location and "定員" in client.get(raised.location).text

    asked = client.get(f"{here}/slots/1/cancellation").text
    assert "2枚のチケットが出ています" in asked and "5,200円" in asked and "全額が戻ります" in asked
    for _again in range(2):  # asked twice, there is one act
        called_off = client.post(f"{here}/slots/1/cancellation")
        assert "元に戻せません" in client.get(called_off.location).text
    acts = harbour.tickets.pages.desk(MATSUZAKI, number).to_sign
    assert [line.act.act for line in acts].count(TicketAct.CANCEL_SLOT) == 1
    assert client.post(f"{here}/acts/{acts[-1].act.id}/withdrawal").status_code == 303
    assert len(harbour.tickets.pages.desk(MATSUZAKI, number).to_sign) == len(acts) - 1
    closing = client.post(f"{here}/fares/{adult}/state", data={"state": "closed"})
    assert "料金の受け付けを止める" in client.get(closing.location).text

    takings = client.get(f"{here}/takings").text
    assert "5,200円" in takings and "支払い待ち" in takings
    sheet = client.get(f"{here}/takings.csv").text
    assert "おとな,2,0,5200,0,0,5200" in sheet
    refused = ticket_id(adult, 1)
    again = f"{here}/takings/{refused}/payout"
    assert client.post(again).status_code == 404  # nothing was refused
    now = harbour.platform.clock.now()
    with harbour.platform.db.write() as session:
        later = now + timedelta(hours=1)
        session.add(TicketPayout(token_id=refused, error_name="Paused", attempts=1, retry_at=later, created_at=now))
    assert "支払いができませんでした" in client.get(f"{here}/takings").text and client.post(again).status_code == 303
    with harbour.platform.db.read() as session:
        assert session.get_one(TicketPayout, refused).retry_at == now
    for path in ("/slots/99", "/slots/99/cancellation"):
        assert client.get(here + path).status_code == 404
    assert client.post(f"{here}/slots/99/cancellation").status_code == 404
    sign_in(email="other@example.jp")
    for path in ("/slots/1", "/slots/1/cancellation", "/slots/new", "/fares/new", "/takings", "/takings.csv"):
        assert client.get(here + path).status_code in (403, 404), path
    assert client.post(again).status_code in (403, 404)
    for path in ("/slots/1/capacity", "/slots/1/cancellation", f"/fares/{adult}/state", "/slots/new", "/fares/new"):
        assert client.post(here + path).status_code in (403, 404), path


def test_slots_and_fares_are_added(client: FlaskClient, harbour: Harbour, sign_in: SignIn) -> None:
    officer = sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    number = harbour.tickets.write.draft(officer.address, harbour.draft(kind=Kind.STAY))
    here = f"{DESK}/{number}"
    assert "1晩に売る室数" in client.get(f"{here}/slots/new").text
    today = business_date(harbour.platform.clock.now())
    nights = {
        "first_day": str(today + timedelta(days=20)),
        "last_day": str(today + timedelta(days=22)),
        "capacity": "2",
    }
    assert client.post(f"{here}/slots/new", data=nights | {"capacity": ""}).status_code == 422
    looked = client.post(f"{here}/slots/new", data=nights)
    assert looked.status_code == 200 and "登録する日時: 3件" in looked.text
    saved = client.post(f"{here}/slots/new", data=nights | {"step": "save", "seen": seen(looked.text)})
    assert saved.status_code == 303
    assert len(harbour.tickets.pages.desk(MATSUZAKI, number).to_sign) == 5
    assert "新しい料金" in client.get(f"{here}/fares/new").text
    fare = {"leg_ja_0": "宿泊", "fare_ja_0": "朝食つき", "price_0": "12000", "payee": "town", "percent": "100"}
    assert client.post(f"{here}/fares/new", data=fare | {"price_0": ""}).status_code == 422
    assert client.post(f"{here}/fares/new", data=fare).status_code == 303
    assert "朝食つき" in client.get(f"{here}?lang=en").text
