"""An officer stops a proposal in the browser; everybody reads why; nobody else gets near it."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.wiring import Platform
from chain.contracts.municipality_registry import ALL_ROLES
from chain.ids import Address
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn
from tests.integration.dao.vetoes.test_vetoes import accepted
from wallet import Role

WHY = {"reason_ja": "見積もりに誤りがありました。\n直してください。", "reason_en": "The estimate was wrong."}


def read(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.text


def test_an_officer_stops_a_proposal_with_a_reason_that_everybody_reads(
    community: CommunityOnChain, client: FlaskClient, platform: Platform, sign_in: SignIn, member: Address
) -> None:
    proposal = accepted(community)
    page, address = f"/proposals/{proposal}", f"/console/{UDA}/proposals/{proposal}/veto"
    assert "この提案を差し止める" not in read(client, page)  # a member
    assert client.get(address).status_code == 403
    assert client.post(address, data=WHY).status_code == 403
    sign_in(roles=[(Role.OFFICER, str(MUKAWA))], email="mukawa@example.jp")  # of a town that is not in it
    assert "この提案を差し止める" not in read(client, page)
    assert client.post(address, data=WHY).status_code == 403
    assert client.post(f"/console/{MUKAWA}/proposals/{proposal}/veto", data=WHY).status_code == 404

    officer = sign_in(roles=[(Role.OFFICER, str(UDA))], email="uda@example.jp").address
    community.chain.operator.set_officer_roles(UDA, officer, ALL_ROLES)
    assert address in read(client, page)
    assert "差し止めると行われなくなること" in read(client, address)
    empty = client.post(f"{address}/preview", data={**WHY, "reason_ja": " "})
    assert empty.status_code == 422
    assert "The estimate was wrong." in empty.text
    preview = client.post(f"{address}/preview", data=WHY)
    assert "だれもが読む理由" in preview.text
    assert "直してください。" in client.post(f"{address}/draft", data=WHY).text
    sent = client.post(address, data=WHY)
    assert sent.status_code == 303
    assert "提案の差し止めに署名します" in read(client, sent.location)
    assert client.post(f"{sent.location}/signature").status_code == 303
    assert "差し止める手続きを進めています" in read(client, page)
    community.settle()

    stopped = read(client, page)
    assert "この提案を差し止めました" in stopped
    assert "見積もりに誤りがありました。" in stopped
    assert "理由は、ブロックチェーンに残る値と一致しています" in stopped
    assert "まちが差し止め" in read(client, "/communities/uda")
    late = client.get(address)
    assert late.status_code == 409
    assert "すでに差し止められています" in late.text
    assert "The estimate was wrong." in read(client, f"{page}?lang=en")
