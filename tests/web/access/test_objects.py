"""Every address with somebody's number in it, tried by who has no business there.

A new address must refuse a visitor, or be named here among those that everybody may read. What an office, a shop's till
or a service owns is refused to an account that is officer, staff and vendor elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from app.access import session_cookie
from app.wiring import Platform
from chain.ids import ZERO_ADDRESS, MunicipalityCode
from points.bridges.models import ConnectedService, ServiceEvent
from tests.fixtures.bridges import MITSUE, Bridge, make_bridge
from wallet import Role

_UDA = MunicipalityCode("292125")
EVERYBODY_READS = {
    "/artwork/collections/<int:number>/<int:serial>-<size>.<form>",
    "/artwork/collections/<int:number>/sample-<size>.<form>",
    "/artwork/content/<cid>.webp",
    "/artwork/previews/<int:number>.jpg",
    "/artwork/previews/<int:number>/<int:serial>.jpg",
    "/artwork/scenes/<name>.webp",
    "/artwork/towns/<code>-<size>.webp",
    "/auctions/<int:number>",
    "/collection/<address>/<int:token_id>",
    "/communities/<slug>",
    "/communities/<slug>/calendar.ics",
    "/communities/<slug>/conduct",
    "/communities/<slug>/ideas",
    "/communities/<slug>/products",
    "/communities/<slug>/treasury",
    "/communities/<slug>/treasury.csv",
    "/communities/<slug>/treasury/transactions/<tx_hash>",
    "/community-tokens/<int:number>",
    "/draws/<int:draw_id>",
    "/draws/<int:draw_id>/draw.json",
    "/events/<int:number>",
    "/events/<int:number>/picture-<size>.webp",
    "/events/photos/<int:photo>",
    "/events/photos/<int:photo>-<size>.webp",
    "/idea-comments/<int:comment>",
    "/ideas/<int:number>",
    "/ideas/<int:number>/attachments/<int:attachment>-<size>.webp",
    "/ideas/<int:number>/attachments/<int:attachment>.pdf",
    "/ideas/<int:number>/comments/<int:comment>",
    "/ideas/<int:number>/threads/<int:thread>",
    "/items/<int:number>",
    "/lotteries/<int:number>",
    "/lotteries/<int:number>/lottery.json",
    "/member-cards/<int:number>",
    "/metadata/collections/<int:number>",
    "/metadata/collections/<int:number>/<int:token_id>",
    "/metadata/collections/<int:number>/<int:token_id>.json",
    "/metadata/tickets/<digits>.json",
    "/names/<int:number>",
    "/polls/<int:number>",
    "/polls/<int:number>/audit",
    "/polls/<int:number>/ballots.json",
    "/polls/<int:number>/pictures/<int:option>-<size>.webp",
    "/product-projects/<int:number>",
    "/product-projects/<int:number>/picture-<size>.webp",
    "/projects/<int:number>",
    "/projects/<int:number>/pictures/<cid>-<size>.webp",
    "/projects/<int:number>/supporters",
    "/proposals/<int:number>",
    "/receipts/<token>",
    "/receipts/donations/<token>",
    "/sellers/shops/<int:merchant_id>",
    "/sellers/towns/<code>",
    "/shops/<int:merchant_id>",
    "/surveys/<int:number>",
    "/surveys/<int:number>/results",
    "/tickets/<int:number>",
    "/towns/<code>",
    "/towns/<code>/wellbeing",
    "/towns/<code>/wellbeing.csv",
}
BY_ANOTHER_RIGHT = {
    "/cart/lines/<item>",  # the visitor's own cart, which is in the visitor's cookie
    "/mail/<int:mail_id>",  # the post box of a demonstration, which no other installation has
    "/notices/mail/<token>",  # whoever has the letter with the token
    "/static/<path:filename>",
}
_OFFICES = ("/console/", "/terminal/", "/sell/")


@pytest.fixture
def stranger(app: Flask, platform: Platform) -> FlaskClient:
    """Officer of another town, staff of another shop, vendor of another service."""
    other = make_bridge(platform, _UDA, "vendor@car.example.jp", "村の車")
    platform.wallet.assign_role(other.vendor, Role.OFFICER, _UDA)
    platform.wallet.assign_role(other.vendor, Role.MERCHANT_STAFF, "8")
    account = platform.wallet.find_account.by_address(other.vendor)
    assert account is not None
    client = app.test_client()
    with app.app_context():
        client.set_cookie(session_cookie(), platform.wallet.open_session(account).token)
    return client


def test_a_visitor_is_led_to_sign_in_unless_everybody_may_read(app: Flask, bridge: Bridge) -> None:
    visitor, open_to_all = app.test_client(), set()
    for rule, path, method in _addresses(app, bridge.client_id):
        answer = visitor.open(path, method=method)
        if answer.status_code == 303 and "/signin" in answer.headers["Location"]:
            continue
        assert method == "GET" or rule in BY_ANOTHER_RIGHT, f"{method} {rule} asks nobody to sign in"
        open_to_all.add(rule)
    assert open_to_all == EVERYBODY_READS | BY_ANOTHER_RIGHT


def test_who_serves_elsewhere_is_refused_by_every_office_shop_and_service(
    app: Flask, bridge: Bridge, stranger: FlaskClient
) -> None:
    tried = 0
    for rule, path, method in _addresses(app, bridge.client_id):
        if rule.startswith((*_OFFICES, "/services/")):
            status = stranger.open(path, method=method).status_code
            assert status == (404 if rule.startswith("/services/") else 403), f"{method} {rule}: {status}"
            tried += 1
    assert tried > 400


def test_behind_ones_own_door_anothers_service_and_event_are_not_there(
    app: Flask, bridge: Bridge, stranger: FlaskClient, platform: Platform
) -> None:
    bridge.receive(bridge.event())
    with platform.db.read() as session:
        event = session.scalars(select(ServiceEvent.id)).one()
        own = session.scalars(select(ConnectedService.client_id).where(ConnectedService.municipality == _UDA)).one()
    for rule, path, method in _addresses(app, bridge.client_id, code=str(_UDA), event_id=event):
        if rule.startswith("/console/") and "<client_id>" in rule:
            answer = stranger.open(path, method=method, data={"reason": "停止します"})
            assert answer.status_code in (404, 422), f"{method} {rule}"
    for action in ("GET", "POST"):
        assert stranger.open(f"/services/{own}/events/{event}", method=action).status_code == 404


def _addresses(app: Flask, client_id: str, **more: Any) -> Iterator[tuple[str, str, str]]:
    """Rule, path and method of every address with a number or name in it."""
    known = {"code": str(MITSUE), "merchant_id": 7, "client_id": client_id, "address": ZERO_ADDRESS} | more
    for rule in app.url_map.iter_rules():
        if rule.arguments:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield str(rule), _path(rule, known), method


def _path(rule: Rule, known: dict[str, Any]) -> str:
    values = {name: known.get(name, _some(converter)) for name, converter in rule._converters.items()}
    built = rule.build(values)
    assert built is not None
    return built[1]


def _some(converter: BaseConverter) -> object:
    """A value that the address takes."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"
