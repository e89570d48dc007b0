"""Services hear of tickets that the town which sells them lets them hear of, and of nobody who did not agree."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from app.surfaces.api.openapi import document
from app.wiring import Platform, event_handlers
from chain.events import record, route_pending
from chain.ids import Address, MunicipalityCode
from marketplace.events import TicketLine, TicketsGivenBack, TicketsSold, WhyTickets
from points.bridges.ticket_words import TicketNames, told_moment
from tests.fixtures.bridges import MITSUE, Bridge, make_bridge
from tests.fixtures.told_tickets import agree, hearing, told
from wallet.openid.scopes import Scope

FERRY, TOKEN, STARTS = 7, (3 << 32) + 12, 1_795_906_800
UDA = MunicipalityCode("292125")
HOLDER, OTHER = (
    Address("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
    Address("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
)


@pytest.fixture
def boat(bridge: Bridge) -> Bridge:
    return hearing(bridge, FERRY)


def happen(
    platform: Platform,
    kind: type[TicketsSold] = TicketsSold,
    holder: Address = HOLDER,
    reason: WhyTickets = WhyTickets.BOUGHT,
) -> None:
    lines = [TicketLine(TOKEN, "おとな", "Adult", 2), TicketLine(TOKEN + (1 << 32), "こども", "Child", 1)]
    event = kind(str(MITSUE), FERRY, "フェリー", "Ferry", 12, STARTS, STARTS + 4_500, holder, lines, reason)
    with platform.db.write() as session:
        record(session, event, platform.clock.now())
    assert route_pending(platform.db, event_handlers(platform), platform.clock.now()) > 0


def test_a_sale_says_departure_fares_and_numbers_and_nothing_that_leads_to_anybody(
    boat: Bridge, platform: Platform
) -> None:
    happen(platform)
    ((client_id, kind, said),) = told(platform)
    assert (client_id, kind) == (boat.client_id, "sold")
    assert (said["ticket_service"], said["slot"], said["count"]) == (FERRY, 12, 3)
    assert (said["starts_at"], said["ends_at"]) == ("2026-11-29T08:00:00+09:00", "2026-11-29T09:15:00+09:00")
    assert [(one["fare"], one["fare#en"], one["count"]) for one in said["tickets"]] == [
        ("おとな", "Adult", 2),
        ("こども", "Child", 1),
    ]
    assert "sub" not in said and HOLDER.lower()[2:] not in str(said).lower()


@pytest.mark.parametrize("reason", WhyTickets)
def test_what_is_said_fits_the_published_schema(boat: Bridge, platform: Platform, reason: WhyTickets) -> None:
    agree(boat, HOLDER, Scope.OPENID, Scope.TICKETS)
    kinds = {"sold": TicketsSold, "returned": TicketsGivenBack}
    published = document("https://musubi.example")["webhooks"]
    for name, kind in kinds.items():
        happen(platform, kind, reason=reason)
        *_, (_, said_as, said) = told(platform)
        post = published[f"musubi.ticket.{name}"]["post"]["requestBody"]["content"]["application/json"]
        about = post["schema"]["properties"]["data"]
        Draft202012Validator(about).validate(post["example"]["data"])
        assert said_as == name and said["sub"] and set(said) == set(about["properties"])
        if reason in about["properties"]["reason"]["enum"]:
            Draft202012Validator(about).validate(said)
        assert not Draft202012Validator(about).is_valid(said | {"reason": "lost", "count": "two"})
    both = [published[f"musubi.ticket.{name}"]["post"]["requestBody"]["content"] for name in kinds]
    choices = [one["application/json"]["schema"]["properties"]["data"]["properties"]["reason"]["enum"] for one in both]
    assert set(WhyTickets) == {one for enum in choices for one in enum}


def test_who_agreed_is_named_by_the_services_own_name_until_the_consent_goes(boat: Bridge, platform: Platform) -> None:
    agree(boat, HOLDER, Scope.OPENID)  # signs in there, and keeps the tickets to themselves
    happen(platform)
    subject = agree(boat, HOLDER, Scope.OPENID, Scope.TICKETS)
    happen(platform, TicketsGivenBack)
    happen(platform, holder=OTHER)
    platform.openid.withdraw(HOLDER, boat.client_id)
    happen(platform)
    said = [(kind, data.get("sub")) for _, kind, data in told(platform) if "tickets" in data]
    assert said == [("sold", None), ("returned", subject), ("sold", None), ("sold", None)]
    (uses,) = [one.uses for one in platform.openid.list_consents.past(HOLDER) if Scope.TICKETS in one.given] or [{}]
    assert sum(uses.values()) == 1  # the person sees that it was told


def test_another_towns_service_a_service_in_test_a_stopped_one_and_one_without_the_ticket_hear_nothing(
    bridge: Bridge, platform: Platform
) -> None:
    hearing(bridge, FERRY + 1)
    hearing(make_bridge(platform, UDA, "uda@example.jp"), FERRY)
    hearing(make_bridge(platform, vendor="test@example.jp"), FERRY, live=False)
    stopped = hearing(make_bridge(platform, vendor="stopped@example.jp"), FERRY)
    stopped.services.register.stop(MITSUE, stopped.officer, stopped.client_id, "理由")
    happen(platform)
    assert told(platform) == []


def test_a_ticket_has_another_name_for_each_service_holder_and_secret() -> None:
    names = TicketNames("s1")
    name = names.name("svc_a", TOKEN, HOLDER)
    others = {
        names.name("svc_b", TOKEN, HOLDER),
        names.name("svc_a", TOKEN + 1, HOLDER),
        names.name("svc_a", TOKEN, OTHER),
        TicketNames("s2").name("svc_a", TOKEN, HOLDER),
    }
    assert len(others) == 4 and name not in others
    assert name == names.name("svc_a", TOKEN, Address(HOLDER)) and HOLDER.lower()[2:10] not in name
    assert told_moment(0) is None and told_moment(2**63 - 1) is None
