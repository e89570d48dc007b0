"""What services are told: every type that is really sent. Whose matter it is stands in none of them but by the name
that the service itself has for a person who signed in there; it knows its own events by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from points.bridges.catalogue.event_type import Schema, choice

TEST = "musubi.test"
EVENT_PROCESSED = "musubi.event.processed"
EVENT_PUT_ASIDE = "musubi.event.put_aside"
CONSENT_WITHDRAWN = "musubi.consent.withdrawn"
POINTS_CONVERTED = "musubi.points.converted"
POINTS_GRANTED = "musubi.points.granted"
TICKET_SOLD = "musubi.ticket.sold"
TICKET_RETURNED = "musubi.ticket.returned"


@dataclass(frozen=True, slots=True)
class MessageType:
    """`example` is the data of one such message. `fields`: what more is to be said of a field than its example does."""

    name: str
    name_ja: str
    name_en: str
    example: Mapping[str, Any]
    fields: Mapping[str, Schema] = field(default_factory=dict)


_TICKETS = {
    "ticket_service": 3,
    "name": "駿河湾フェリー 乗船券",
    "name#en": "Suruga Bay Ferry Ticket",
    "slot": 12,
    "starts_at": "2026-11-28T08:00:00+09:00",
    "ends_at": "2026-11-28T09:15:00+09:00",
    "tickets": [{"ticket": "tk_3f9c0b7d52e84a16", "fare": "おとな", "fare#en": "Adult", "count": 2}],
    "count": 2,
    "sub": "sub_4Vb0…",
}
_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_MOMENTS = {"starts_at": _MOMENT, "ends_at": _MOMENT}
_EVENT = {"event": "evt-0001", "event_type": "jp.musubi.gym.entered"}
MESSAGE_TYPES: tuple[MessageType, ...] = (
    MessageType(TEST, "お試し", "A try", {"hello": "from Musubi"}),
    MessageType(
        EVENT_PROCESSED,
        "イベントを処理した",
        "An event of yours was processed",
        {**_EVENT, "result": "handed_on"},
    ),
    MessageType(
        EVENT_PUT_ASIDE,
        "イベントが処理できず、だれかの対応を待っている",
        "An event of yours could not be processed and waits for somebody",
        {**_EVENT, "reason": "unknown_member"},
    ),
    MessageType(
        CONSENT_WITHDRAWN,
        "本人がID連携の同意を取り消した",
        "A person withdrew consent to the sign-in with you",
        {"sub": "sub_4Vb0…", "withdrawn_at": "2026-11-24T01:00:00+00:00"},
    ),
    MessageType(
        POINTS_CONVERTED,
        "共通ポイントへの交換の結果",
        "How a conversion into common points ended",
        {
            "conversion": "c-20261124-31",
            "result": "converted",
            "app_points": 500,
            "returned": 0,
            "common_points": 400,
            "reason": "",
            "most": 0,
            "rate": "10:8",
            "rate_since": "2026-10-01",
        },
    ),
    MessageType(
        POINTS_GRANTED,
        "イベントに地域ポイントが付いた",
        "An event of yours brought points",
        {**_EVENT, "amount": 100, "program": "うだポイント", "rule": "ジムに行こう", "rule_number": 3},
    ),
    MessageType(
        TICKET_SOLD,
        "チケットが売れたか、ゆずられた（sub は、本人がサービスにチケットを渡すことに同意しているときだけ）",
        "Tickets were sold, or given by somebody (`sub` only where the person lets you know of their tickets)",
        {**_TICKETS, "reason": "bought"},
        {**_MOMENTS, "reason": choice("how the holder came by them", "bought", "handed_on")},
    ),
    MessageType(
        TICKET_RETURNED,
        "チケットが返金されたか、便や催しが中止になったか、ほかの人にゆずられた",
        "Tickets were given back, called off, or given to somebody else",
        {**_TICKETS, "reason": "refunded"},
        {**_MOMENTS, "reason": choice("why they are the holder's no longer", "refunded", "called_off", "handed_on")},
    ),
)
_BY_NAME = {one.name: one for one in MESSAGE_TYPES}


def message_type(name: str) -> MessageType | None:
    return _BY_NAME.get(name)
