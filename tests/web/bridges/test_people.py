"""A service's people name each other: who is added has the pages, who is removed has them no more."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.wiring import Platform
from points.bridges.models import ServiceActKind
from points.bridges.queries.services import acts_of
from points.bridges.services.keep_people import MOST_PEOPLE
from tests.fixtures.bridges import Bridge, make_bridge
from tests.fixtures.web import SignIn

SECOND = "second@gym.example.jp"


def add(client: FlaskClient, bridge: Bridge, email: str = SECOND) -> str:
    page = f"/services/{bridge.client_id}/people"
    return client.post(page, data={"email": email}, follow_redirects=True).text


def remove(client: FlaskClient, bridge: Bridge, person: str) -> int:
    return client.post(f"/services/{bridge.client_id}/people/removal", data={"person": person}).status_code


def test_a_second_person_is_told_has_the_pages_and_takes_over(
    bridge: Bridge, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    sign_in(bridge.vendor)
    assert f'href="/services/{bridge.client_id}/people"' in client.get(f"/services/{bridge.client_id}").text
    assert f"{SECOND} を加えました" in add(client, bridge) and SECOND in add(client, bridge)
    assert platform.wallet.mailbox is not None
    letters = [one for one in platform.wallet.mailbox.latest(9) if one.to == SECOND]
    assert len(letters) == 1 and f"/services/{bridge.client_id}" in letters[0].body  # asked twice, told once
    second = sign_in(email=SECOND)
    assert client.get(f"/services/{bridge.client_id}").status_code == 200
    assert remove(client, bridge, bridge.vendor) == 303
    sign_in(bridge.vendor)
    assert client.get(f"/services/{bridge.client_id}").status_code == 404
    with platform.db.read() as session:
        kinds = [(one.kind, one.actor) for one in acts_of(session, bridge.service.id)]
    assert kinds[:2] == [(ServiceActKind.PERSON_REMOVED, second.address), (ServiceActKind.PERSON_ADDED, bridge.vendor)]


def test_nobody_removes_themselves_or_somebody_of_another_service(
    bridge: Bridge, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    other = make_bridge(platform, vendor="other@car.example.jp")
    sign_in(bridge.vendor)
    assert remove(client, bridge, bridge.vendor) == 303
    assert "自分を外すことはできません" in client.get(f"/services/{bridge.client_id}/people").text
    assert remove(client, bridge, other.vendor) == remove(client, bridge, "nobody") == 404
    assert client.post(f"/services/{other.client_id}/people", data={"email": SECOND}).status_code == 404
    assert platform.points.bridges.people.of(other.service) == [other.vendor]


def test_a_wrong_address_is_kept_for_putting_right_and_there_is_a_most(
    bridge: Bridge, client: FlaskClient, sign_in: SignIn
) -> None:
    sign_in(bridge.vendor)
    wrong = client.post(f"/services/{bridge.client_id}/people", data={"email": "nobody"})
    assert wrong.status_code == 422 and 'value="nobody"' in wrong.text
    for number in range(MOST_PEOPLE - 1):
        add(client, bridge, f"p{number}@gym.example.jp")
    assert "担当者は10人まで" in add(client, bridge)
