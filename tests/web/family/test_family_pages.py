"""Acting for a family member in the browser: there and back, what is allowed and what is not, and both names."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.acting import ACTS, PAGES, PURPOSES, may_look
from app.signing import COMPLETIONS
from app.wiring import Platform, event_handlers
from chain.audit_log import AuditEntry
from chain.events import Handler, route_pending
from chain.ids import MunicipalityCode
from tests.fixtures.web import SignIn
from wallet import Account, Role
from wallet.models import FamilyBond, Relation

UDA, MISHIMA = "292125", "222062"


@pytest.fixture
def taro(sign_in: SignIn) -> Account:
    return sign_in(email="taro@example.jp")


@pytest.fixture
def child(platform: Platform, taro: Account) -> FamilyBond:
    return platform.wallet.families.register.child(taro.address, "高橋 みお", "2015-04")


@pytest.fixture
def as_child(client: FlaskClient, child: FamilyBond) -> FamilyBond:
    assert client.post(f"/account/family/{child.id}/acting").status_code == 303
    return child


def test_a_child_is_registered_on_the_page_and_what_was_typed_stays(client: FlaskClient, taro: Account) -> None:
    typed = {"way": "child", "display_name": "みお", "birth_month": "1990-01", "is_mine": "1"}
    refused = client.post("/account/family", data=typed)
    assert refused.status_code == 422 and "みお" in refused.text and "18歳になる前" in refused.text
    assert client.post("/account/family", data=typed | {"is_mine": ""}).status_code == 422
    done = client.post("/account/family", data=typed | {"birth_month": "2015-04"}, follow_redirects=True)
    assert "みお" in done.text and "この人として操作する" in done.text


def test_a_second_guardians_number_stays_when_nobody_has_it(
    client: FlaskClient, child: FamilyBond, sign_in: SignIn
) -> None:
    refused = client.post(f"/account/family/{child.id}/guardians", data={"who": "M-0000-0000"})
    assert refused.status_code == 422
    assert 'value="M-0000-0000"' in refused.text and "この会員番号の人は見つかりません" in refused.text


def test_every_page_says_for_whom_one_acts_until_one_goes_back(client: FlaskClient, as_child: FamilyBond) -> None:
    for path in ("/points", "/items", "/account/family"):
        assert "高橋 みお さんとして操作中" in client.get(path).text, path
    assert client.get("/account").headers["Location"] == "/account/family"
    back = client.post("/account/family/acting/end", follow_redirects=True)
    assert "として操作中" not in back.text and "自分に戻りました" in back.text


def test_withdrawn_the_next_page_is_ones_own_again(
    client: FlaskClient, platform: Platform, taro: Account, as_child: FamilyBond
) -> None:
    platform.wallet.families.end.withdraw(as_child.id, as_child.ward)
    assert "として操作中" not in client.get("/points").text
    platform.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
    assert "花子" in client.get("/account").text


def test_nobody_acts_for_another_family(client: FlaskClient, child: FamilyBond, sign_in: SignIn) -> None:
    sign_in(email="stranger@example.jp")
    for act in ("acting", "withdrawal", "acceptance", "guardians"):
        answer = client.post(f"/account/family/{child.id}/{act}", data={"who": "M-1234-567X"})
        assert answer.status_code in (404, 303)
        assert "として操作中" not in client.get("/points").text
    assert client.get(f"/account/family/{child.id}/handover").status_code == 404
    client.post("/signout")
    for path in (f"/account/family/{child.id}/acting", "/account/family"):
        assert "/signin" in client.post(path).headers["Location"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/account/key"),
        ("POST", "/account/key/codes"),
        ("POST", "/account/profile"),
        ("GET", "/account/passkeys"),
        ("POST", "/account/passkeys/challenges"),
        ("POST", "/account/data"),
        ("GET", "/account/identity"),
        ("POST", "/account/identity/checks"),
        ("POST", "/account/family"),
        ("POST", "/account/family/1/acting"),
        ("POST", "/account/family/1/withdrawal"),
        ("GET", "/notices/choices"),
        ("POST", "/points/gifts"),
        ("POST", "/polls/1/ballots"),
        ("POST", "/proposals/1/ballots"),
        ("POST", "/projects/1/votes/1"),
        ("POST", "/surveys/1/answers"),
        ("POST", "/auctions/1/bids"),
        ("POST", "/projects/1/pledges"),
        ("GET", f"/console/{UDA}"),
        ("POST", f"/console/{UDA}/persons"),
        ("GET", "/terminal/1"),
        ("GET", f"/services/svc_{'a' * 8}"),
        ("POST", "/openid/consents"),
        ("POST", "/openid/signins"),
        ("GET", "/account/services"),
        ("POST", f"/account/services/svc_{'a' * 8}/withdrawal"),
    ],
)
def test_what_everybody_does_alone_is_refused_while_acting(
    client: FlaskClient, as_child: FamilyBond, method: str, path: str
) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == 403, path
    assert "自分に戻る" in answer.text


def test_an_officers_ward_or_guardian_brings_no_office_along(
    client: FlaskClient, platform: Platform, taro: Account, as_child: FamilyBond
) -> None:
    for address in (taro.address, as_child.ward):
        platform.wallet.assign_role(address, Role.OFFICER, UDA)
    assert client.get(f"/console/{UDA}").status_code == 403
    assert "職員画面" not in client.get("/points").text


def test_a_signature_for_a_vote_is_not_given_for_the_ward(
    client: FlaskClient, platform: Platform, as_child: FamilyBond
) -> None:
    typed = {
        "types": {"EIP712Domain": [{"name": "chainId", "type": "uint256"}], "Act": [{"name": "n", "type": "uint256"}]},
        "primaryType": "Act",
        "domain": {"chainId": platform.settings.chain_id},
        "message": {"n": 1},
    }
    asked = platform.wallet.request_signature(
        as_child.ward, typed, words=[], title="投票", purpose="dao.ballot", subject="1", return_to="/"
    )
    assert client.post(f"/sign/{asked}/signature").status_code == 403
    with platform.db.read() as session:
        assert platform.wallet.read_own_data(session, as_child.ward)["signatures"] == []


def test_what_is_done_stands_there_with_both_names(
    client: FlaskClient, platform: Platform, taro: Account, as_child: FamilyBond
) -> None:
    assert client.get("/points/qr").status_code == 200
    client.post("/cart/lines", data={"item": "nothing"})
    shown = client.get("/account/family").text
    assert "支払い用コードを出した" in shown and "高橋 みお さんとして、花子 さんが操作" in shown
    with platform.db.read() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.role == "guardian")).all()
        assert platform.wallet.read_own_data(session, as_child.ward)["family_acts"]
    assert {(one.actor, one.scope) for one in entries} == {(taro.address, f"family-{as_child.id}")}


def test_an_adult_is_agreed_to_at_the_counter_of_that_town_alone(
    client: FlaskClient, platform: Platform, taro: Account, sign_in: SignIn
) -> None:
    bond = platform.wallet.families.register.adult(taro.address, "高橋 ウメ", Relation.PARENT, MunicipalityCode(UDA))
    approve = f"/console/{UDA}/families/{bond.id}/approval"
    assert client.post(approve, data={"has_seen_paper": "1"}).status_code == 403
    assert client.post(f"/account/family/{bond.id}/acting").status_code == 404
    sign_in(email="mishima@example.jp", roles=[(Role.OFFICER, MISHIMA)])
    assert client.post(approve, data={"has_seen_paper": "1"}).status_code == 403
    assert client.post(approve.replace(UDA, MISHIMA), data={"has_seen_paper": "1"}).status_code == 404
    sign_in(email="uda@example.jp", roles=[(Role.OFFICER, UDA)])
    assert "高橋 ウメ" in client.get(f"/console/{UDA}/families").text
    assert "書類を確かめて" in client.post(approve, follow_redirects=True).text
    assert "認めました" in client.post(approve, data={"has_seen_paper": "1"}, follow_redirects=True).text
    sign_in(email="taro@example.jp")
    assert client.post(f"/account/family/{bond.id}/acting").status_code == 303
    client.post("/account/family/acting/end")
    sign_in(email="uda@example.jp")
    client.post(f"/console/{UDA}/families/{bond.id}/end", data={"reason": "本人の申し出"})
    sign_in(email="taro@example.jp")
    assert "本人の申し出" in client.get("/account/family").text
    assert route_pending(platform.db, _handlers(platform), platform.clock.now()) == 4
    assert "さんとしての操作が終わりました" in client.get("/notices").text


def test_what_may_be_done_exists(app: Flask) -> None:
    posted = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert set(ACTS) - {"points.show_code"} <= posted
    assert known >= PAGES
    assert set(COMPLETIONS) >= PURPOSES
    assert not any(may_look(one) for one in known if re.match(r"(console|terminal|bridges|selling|moderation)\.", one))


def _handlers(platform: Platform) -> dict[str, list[Handler]]:
    return event_handlers(platform)
