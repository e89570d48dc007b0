"""Who may is asked the same way on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter

from app.access import session_cookie
from app.wiring import Platform
from chain.contracts.ticket_inventory import ticket_id
from chain.db import Base, Database
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from tests.fixtures.belongings import CODE, ROW, plant
from tests.fixtures.bridges import MITSUE
from wallet import Account, Role

UDA = MunicipalityCode("292125")
OFFICES = ("/console/", "/terminal/", "/sell/", "/services/")
_OWN_SHOP = 8
_TICKET = ticket_id(ROW, ROW)
_BESIDES = {"browser_session", "audit_entry"}  # that somebody was here, and was refused


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@dataclass(slots=True)
class World:
    """Everything is `holder`'s, of the village and its shop; the stranger serves in another town and shop."""

    app: Flask
    platform: Platform
    holder: Account
    owner: FlaskClient
    stranger: FlaskClient
    everything: dict[str, set[str]] = field(default_factory=dict)

    def addresses(self) -> Iterator[tuple[str, str, str]]:
        """Rule, path and method of every address with a number in it, leading to what is planted."""
        return self._addresses(code=str(MITSUE), merchant_id=ROW)

    def behind_own_doors(self) -> Iterator[tuple[str, str, str]]:
        """The same numbers, asked for in the stranger's own office or shop."""
        for rule, path, method in self._addresses(code=str(UDA), merchant_id=ROW):
            if rule.startswith("/console/") and _numbers(rule) > 1:
                yield rule, path, method
        for rule, path, method in self._addresses(merchant_id=_OWN_SHOP):
            if rule.startswith(("/terminal/", "/sell/")) and _numbers(rule) > 1:
                yield rule, path, method

    def _addresses(self, **known: Any) -> Iterator[tuple[str, str, str]]:
        known |= {"address": self.holder.address, "shop": self.holder.address, "kind": "idea"}
        for rule in self.app.url_map.iter_rules():
            numbers = {name: known.get(name, _planted(one)) for name, one in rule._converters.items()}
            if str(rule).startswith("/collection/tickets/"):
                numbers["token_id"] = _TICKET
            built = rule.build(numbers)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}) if numbers else ():
                assert built is not None
                yield str(rule), built[1], method

    def posts(self) -> Iterator[tuple[str, str, str]]:
        """Every address that takes something, with numbers and without."""
        yield from (one for one in self.addresses() if one[2] != "GET")
        for rule in self.app.url_map.iter_rules():
            for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
                if not rule.arguments:
                    yield str(rule), str(rule), method

    def dump(self) -> dict[str, set[str]]:
        """Every row of every table, as text."""
        with self.platform.db.read() as session:
            tables = [one for one in Base.metadata.sorted_tables if one.name not in _BESIDES]
            return {one.name: set(map(repr, session.execute(select(one)).all())) for one in tables}


@pytest.fixture
def world(app: Flask, platform: Platform) -> World:
    wallet = platform.wallet
    holder, _ = wallet.open_managed_account("holder@example.jp")
    other, _ = wallet.open_managed_account("stranger@example.jp")
    for who, town, shop in ((holder, MITSUE, ROW), (other, UDA, _OWN_SHOP)):
        wallet.assign_role(who.address, Role.OFFICER, town)
        wallet.assign_role(who.address, Role.MERCHANT_STAFF, str(shop))
    plant(platform, holder, MITSUE, _sensible(holder.address))
    _open_shop(platform, other)
    found = World(app, platform, holder, _client(app, platform, holder), _client(app, platform, other))
    found.everything = found.dump()
    return found


def _numbers(rule: str) -> int:
    """How many parts of the address may be anything; one of a few words is nobody's."""
    return rule.count("<") - rule.count("<any(")


def _planted(part: BaseConverter) -> object:
    if isinstance(part, AnyConverter):
        return min(part.items)
    return ROW if isinstance(part, IntegerConverter) else CODE


def _open_shop(platform: Platform, account: Account) -> None:
    """The stranger's, in the stranger's town."""
    shops = Base.metadata.tables["points_merchant"]
    own = {"id": _OWN_SHOP, "municipality": UDA, "account": account.address}
    with platform.db.write() as session:
        session.execute(insert(shops).values(dict(session.execute(select(shops)).one()._mapping) | own))


def _sensible(address: Address) -> dict[str, dict[str, Any]]:
    """What pages read of a row beyond its type."""
    place = {"place_ja": "村", "place_en": "Village"}
    shares = [{"payee": address, "basis_points": 10_000, "label_ja": "村", "label_en": "Village"}]
    bridge = {"property_ja": "橋", "property_en": "Bridge", "shown_from": "2026-01-01", "shown_until": "2027-12-31"}
    milestone = {"basis_points": 10_000, "words_ja": "村", "words_en": "Village"}
    return {
        "collection": {"kind": "naming", "detail": place | bridge},
        "listing": {"shares": shares},
        "poll_preparation": {"draft": {"title_ja": "題", "title_en": "Title"}},
        "poll_result": {"result": {"is_valid": False, "winners": []}},
        "project": {
            "shares": shares,
            "milestones": [milestone],
        },
        "resale_ask": {"buyer": ZERO_ADDRESS},
        "resale_offer": {"ask_id": None},
        "ticket_holding": {"token_id": _TICKET},
        "ticket_service": {"detail": place},
    }


def _client(app: Flask, platform: Platform, account: Account) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        client.set_cookie(session_cookie(), platform.wallet.open_session(account).token)
    return client
