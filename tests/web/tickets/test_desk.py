"""The officer's desk of tickets: signatures one after another, and who may come near it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from marketplace.models import PublishState
from marketplace.models.tickets.services import OfficerAct
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import MATSUZAKI, OFFICER, Harbour
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
