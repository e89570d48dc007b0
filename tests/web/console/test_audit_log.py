"""Each press of an officer's button stands in the audit log before it is done; so does each list that is taken out."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit import tell_audit_head
from app.wiring import Platform
from chain.audit_log import AuditEntry, AuditKind, verify
from tests.fixtures.web import SignIn
from wallet import Role

TOWN = "292125"
PERSONS = f"/console/{TOWN}/persons"
LOG = f"/console/{TOWN}/audit-log"


def entries(platform: Platform) -> list[AuditEntry]:
    with platform.db.read() as session:
        assert verify(session).is_whole
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def test_a_press_and_its_refusal_are_recorded_without_what_was_typed(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    officer = sign_in(roles=[(Role.OFFICER, TOWN)])
    client.post(PERSONS, data={"who": "nobody@example.jp", "name_kana": "ヤマダ"})
    told = [(one.kind, one.act, one.subject, one.actor, one.scope) for one in entries(platform)]
    assert told == [
        (kind, "console.verify_person", "", officer.address, TOWN) for kind in (AuditKind.ACT, AuditKind.REFUSED)
    ]


def test_looking_is_not_recorded_and_a_list_taken_out_is(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    sign_in(roles=[(Role.OFFICER, TOWN)])
    client.get(PERSONS)
    assert entries(platform) == []
    assert "まだありません" in client.get(LOG).text
    assert client.get(f"/console/{TOWN}/list-template.csv").status_code == 200
    assert [one.kind for one in entries(platform)] == [AuditKind.EXPORT]


def test_whoever_may_not_act_leaves_no_entry(client: FlaskClient, platform: Platform, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, "192066")])
    assert client.post(f"{PERSONS}/1/revocation", data={"reason": "転出"}).status_code == 403
    assert client.get(LOG).status_code == 403
    assert entries(platform) == []


def test_nothing_is_done_when_it_cannot_be_recorded(
    client: FlaskClient, platform: Platform, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(roles=[(Role.OFFICER, TOWN)])

    def fails(*given: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("app.audit.append", fails)
    called: list[object] = []
    monkeypatch.setattr(type(platform.wallet.verify_person), "revoke", lambda *given: called.append(given))
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.post(f"{PERSONS}/1/revocation", data={"reason": "転出"}).status_code == 500
    assert called == []


def test_the_page_names_who_and_where(client: FlaskClient, platform: Platform, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, TOWN)])
    client.post(f"{PERSONS}/7/revocation", data={"reason": "転出"})
    shown = client.get(LOG).text
    assert "/persons/7/revocation" in shown
    assert "行われず" in shown
    assert f"musubi audit-log --kept {tell_audit_head(platform)}:" in shown
