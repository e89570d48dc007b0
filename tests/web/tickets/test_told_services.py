"""An officer lets a service hear of tickets the town sells; who uses it sees beforehand which of theirs it gets."""

from __future__ import annotations

from flask.testing import FlaskClient

from chain.contracts.ticket_inventory import ticket_id
from marketplace.models.tickets.facts import TicketHolding
from points.bridges.queries.services import service_of
from points.bridges.services.register_service import ServiceEntry
from tests.fixtures.bridges import MITSUE, Bridge, make_bridge
from tests.fixtures.openid import make_relying
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import MATSUZAKI, PIER, Harbour
from wallet import Role
from wallet.openid.scopes import Scope

FORM = {
    "name_ja": "のりば", "name_en": "Pier", "purpose": "乗船のお礼", "email": "pier@example.jp",
    "event_types": ["jp.musubi.ferry.boarded"],
}  # fmt: skip


def told_of(harbour: Harbour, client_id: str) -> list[int]:
    with harbour.platform.db.read() as session:
        return service_of(session, client_id).ticket_services


def test_an_officer_chooses_of_the_towns_own_tickets_and_the_vendor_sees_them(
    harbour: Harbour, client: FlaskClient, sign_in: SignIn
) -> None:
    number = harbour.open()
    desk, officer = f"/console/{MATSUZAKI}/bridges", sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    assert "売れたことを知らせるチケット" in client.get(f"{desk}/new").text
    made = client.post(desk, data=FORM | {"ticket_services": [str(number), "4711", "x"]}).location
    client_id = made.rpartition("/")[2]
    assert told_of(harbour, client_id) == [number] and "駿河湾フェリー" in client.get(made).text
    assert f'value="{number}" checked' in client.get(f"{made}/terms").text
    sign_in(email="pier@example.jp")
    portal = client.get(f"/services/{client_id}").text
    assert f'href="/tickets/{number}"' in portal and f"<code>{number}</code>" in portal
    sign_in(officer.address)
    client.post(f"{made}/terms", data=FORM)
    assert told_of(harbour, client_id) == [] and "売れたことを知らせるチケット" not in client.get(made).text


def test_another_towns_officer_lets_nobody_hear_of_these_tickets(
    harbour: Harbour, client: FlaskClient, sign_in: SignIn
) -> None:
    number, other = harbour.open(), make_bridge(harbour.platform)
    sign_in(roles=[(Role.OFFICER, str(MITSUE))])
    terms = f"/console/{MITSUE}/bridges/{other.client_id}/terms"
    assert "売れたことを知らせるチケット" not in client.get(terms).text
    assert client.post(terms, data=FORM | {"ticket_services": str(number)}).status_code == 303
    assert told_of(harbour, other.client_id) == []
    own = f"/console/{MATSUZAKI}/bridges/{other.client_id}/terms"
    assert client.post(own, data=FORM | {"ticket_services": str(number)}).status_code in (403, 404)


def test_the_question_names_the_tickets_that_the_service_gets_and_no_others(
    harbour: Harbour, client: FlaskClient, sign_in: SignIn
) -> None:
    number, hidden = harbour.open(), harbour.open()
    pier = make_bridge(harbour.platform, MATSUZAKI)
    lets_hear(pier, number)
    relying, person = make_relying(pier, client), sign_in()
    with harbour.platform.db.write() as session:
        for place, (service, amount) in enumerate(((number, 2), (hidden, 5))):
            held = {"holder": person.address, "token_id": ticket_id(harbour.fares(service)[place], 1)}
            session.add(TicketHolding(**held, amount=amount))
    page = client.get(relying.question("openid tickets")).text
    assert "このサービスで使うチケット" in page and "駿河湾フェリー おとな ×2" in page and "×5" not in page
    token = relying.exchange(relying.agree("openid tickets"))
    told = relying.userinfo(token["access_token"])
    (one,) = told.json()["tickets"]
    assert (one["count"], one["ticket_service"]) == (2, number) and one["ticket"].startswith("tk_")
    assert person.address not in told.text and str(ticket_id(harbour.fares(number)[0], 1)) not in told.text
    assert "おとな ×2" in client.get("/account/services").text


def test_an_officer_says_where_a_service_may_check_tickets_in(
    harbour: Harbour, client: FlaskClient, sign_in: SignIn
) -> None:
    number, places = harbour.open(), (PIER, 0)
    desk, officer = f"/console/{MATSUZAKI}/bridges", sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    form = client.get(f"{desk}/new").text
    assert "消込を任せるところ" in form and all(f'value="{number}:{place}"' in form for place in places)
    chosen = [f"{number}:{places[0]}", "4711:1", f"{number}:9999", "x"]
    made = client.post(desk, data=FORM | {"check_ins": chosen}).location
    client_id = made.rpartition("/")[2]
    assert check_ins(harbour, client_id) == [[number, places[0]]] and told_of(harbour, client_id) == [number]
    assert f'value="{number}:{places[0]}" checked' in client.get(f"{made}/terms").text
    assert "消込を任せるところ" in client.get(made).text
    sign_in(email="pier@example.jp")
    assert "消込を任されているところ" in client.get(f"/services/{client_id}").text
    sign_in(officer.address)
    client.post(f"{made}/terms", data=FORM | {"ticket_services": [str(number)]})
    assert check_ins(harbour, client_id) == [] and told_of(harbour, client_id) == [number]
    sign_in(roles=[(Role.OFFICER, str(MITSUE))])
    other = make_bridge(harbour.platform)
    client.post(f"/console/{MITSUE}/bridges/{other.client_id}/terms", data=FORM | {"check_ins": chosen})
    assert check_ins(harbour, other.client_id) == []


def check_ins(harbour: Harbour, client_id: str) -> list[list[int]]:
    with harbour.platform.db.read() as session:
        return service_of(session, client_id).check_ins


def lets_hear(bridge: Bridge, number: int) -> None:
    register, town = bridge.services.register, bridge.service.municipality
    entry = ServiceEntry("のりば", "Pier", "乗船のお礼", FORM["event_types"], [], ticket_services=[number])
    register.change(town, bridge.officer, bridge.client_id, entry)


def test_a_service_in_test_reads_what_its_own_people_hold(harbour: Harbour) -> None:
    number, pier = harbour.open(), make_bridge(harbour.platform, MATSUZAKI)
    with harbour.platform.db.write() as session:
        token = ticket_id(harbour.fares(number)[0], 1)
        session.add(TicketHolding(holder=pier.vendor, token_id=token, amount=1))
    claims = harbour.platform.openid.claims
    assert claims.of(pier.vendor, pier.client_id, [Scope.TICKETS]) == {"tickets": []}
    lets_hear(pier, number)
    assert [one["count"] for one in claims.of(pier.vendor, pier.client_id, [Scope.TICKETS])["tickets"]] == [1]
