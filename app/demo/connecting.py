"""Connects the sample services with the towns of the demonstration, by the services that an officer and a vendor use:
invited, given a secret, told where messages go, made live. What a vendor is given stands in the service's own file."""

from __future__ import annotations

from dataclasses import replace

from app.demo.accounts import OFFICER
from app.demo.founding import OFFICERS_TOWN
from app.demo.thanking_donors import thank_donors
from app.sample_services import address_of, folder_of, samples
from app.sandbox_services.common.about import About
from app.sandbox_services.common.connection import Connection
from app.sandbox_services.common.inbox import PATH
from app.sandbox_services.common.openid import CALLBACK
from app.wiring import Platform, build_platform
from chain.ids import Address, MunicipalityCode
from chain.settings import Settings
from marketplace.queries.tickets.places import ticket_places
from marketplace.queries.tickets.services import services_of
from points.bridges.rules.terms import DONATION
from points.bridges.services.register_service import ServiceEntry
from wallet.openid.scopes import Scope
from wallet.openid.services.keep_client import ClientTerms, ScopeEntry

VENDOR = "vendor@demo.example"


def unconnected(settings: Settings) -> list[About]:
    """Those without a file of what they were given, or at another address than Musubi was told."""
    return [about for about in samples(settings) if not _is_connected(settings, about)]


def connect(settings: Settings, services: list[About]) -> None:
    """Once; where only the address is another one, it is told anew."""
    platform = build_platform(settings)
    try:
        connect_with(platform, services)
    finally:
        platform.db.close()


def connect_with(platform: Platform, services: list[About]) -> None:
    for about in services:
        _connect(platform, about)


def _is_connected(settings: Settings, about: About) -> bool:
    known = Connection.read(folder_of(settings), about.name)
    return known is not None and bool(known.openid_secret) and known.address == address_of(settings, about)


def _connect(platform: Platform, about: About) -> None:
    settings, address = platform.settings, address_of(platform.settings, about)
    known = Connection.read(folder_of(settings), about.name) or _invite(platform, about, address)
    vendor = _account(platform, VENDOR)
    platform.points.bridges.webhook.name(known.client_id, vendor, address + PATH)
    secret = _offer_sign_in(platform, about, known, vendor, address)
    page = _ticket_page(platform, about)
    replace(known, address=address, openid_secret=secret, ticket_page=page).write(folder_of(settings), about.name)


def _offer_sign_in(platform: Platform, about: About, known: Connection, vendor: Address, address: str) -> str:
    """The client's secret, made once."""
    clients = platform.openid.keep_client
    asked = [ScopeEntry(Scope(scope), *why, is_required=True) for scope, why in about.asks.items()]
    clients.set_up(known.client_id, vendor, ClientTerms([address + CALLBACK], asked))
    if known.openid_secret:
        return known.openid_secret
    latest = next((one.id for one in clients.secrets(known.client_id)), 0)
    return clients.make_secret(known.client_id, latest)


def _invite(platform: Platform, about: About, address: str) -> Connection:
    """As the town's officer, and then as the vendor."""
    bridges, town = platform.points.bridges, MunicipalityCode(about.town)
    officer = _account(platform, OFFICER.email if about.town == OFFICERS_TOWN else f"officer-{town}@demo.example")
    tickets = _tickets(platform, about)
    entry = ServiceEntry(
        *about.title,
        about.purpose[0],
        list(about.events),
        list(about.more_towns),
        VENDOR,
        tickets,
        _check_ins(platform, about),
    )
    client_id = bridges.register.invite(town, officer, entry)
    secret = bridges.secrets.make(client_id, _account(platform, VENDOR), 0)
    bridges.register.go_live(town, officer, client_id)
    if DONATION in about.events:
        thank_donors(platform, town, officer, client_id)
    return Connection(client_id, secret, address)


def _ticket_page(platform: Platform, about: About) -> str:
    tickets = _tickets(platform, about)
    return f"{platform.settings.public_url.rstrip('/')}/tickets/{tickets[0]}" if tickets else ""


def _tickets(platform: Platform, about: About) -> list[int]:
    """What the town sells under this name."""
    with platform.db.read() as session:
        sold = services_of(session, MunicipalityCode(about.town))
    return [one.number for one in sold if about.hears_of and one.name_ja == about.hears_of]


def _check_ins(platform: Platform, about: About) -> list[tuple[int, int]]:
    """The places at which the part of its tickets is good that the service is there for."""
    with platform.db.read() as session:
        sold = [one for one in services_of(session, MunicipalityCode(about.town)) if one.name_ja == about.hears_of]
        places = ticket_places(session, sold)
    return [one.key for one in places if about.checks_in in {leg.name_ja for leg in one.legs}]


def _account(platform: Platform, email: str) -> Address:
    found = platform.wallet.find(email)
    assert found is not None, email
    return found
