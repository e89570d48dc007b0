"""What wallets and other markets read about tickets. Public; in English with the Japanese beside it.

Source: ERC-1155 metadata (`{id}`: 64 lowercase hexadecimal digits), OpenSea's attributes, ERC-7572 contractURI. Leaves
out what only those who booked may know, such as the address of something online.
"""

from __future__ import annotations

import re

from flask import Response

from app.surfaces.tickets import blueprint
from app.surfaces.tickets.words import local
from app.token_metadata import absolute, described, metadata_answer
from app.wiring import current_platform
from chain.contracts.ticket_inventory import NEVER_TRANSFERABLE
from chain.errors import NotFound
from marketplace.artwork.gallery import DRAWINGS
from marketplace.models import Kind
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.queries.tickets.services import SlotView
from marketplace.queries.tickets.tokens import TicketToken

_ID = re.compile(r"[0-9a-f]{64}")
_KINDS = {Kind.TICKET: "Ticket", Kind.STAY: "Stay", Kind.TOURISM: "Experience"}


@blueprint.get("/metadata/tickets")
def inventory_metadata() -> Response:
    """Of all tickets together, as one contract holds them."""
    return metadata_answer(
        {
            "name": "Musubi tickets / 結びのチケット",
            "symbol": "MUSUBI-TICKET",
            "description": described(
                "Boats, sights, experiences and nights in Japanese towns.",
                "船、見どころ、体験、宿泊。まちが発行するチケットです。",
            ),
            "image": _picture("ferry"),
            "external_link": absolute("catalogue.show_items"),
        }
    )


@blueprint.get("/metadata/tickets/<digits>.json")
def ticket_metadata(digits: str) -> Response:
    """Raises: NotFound for what is no id of a fare and a slot on chain."""
    if not _ID.fullmatch(digits):
        raise NotFound("ticket", digits[:64])
    token = current_platform().marketplace.tickets.pages.token(int(digits, 16))
    service, fare, slot = token.service, token.fare, token.slot
    en, ja = _when(service, slot)
    return metadata_answer(
        {
            "name": f"{service.name_en} – {fare.name_en}, {en} / {service.name_ja} {fare.name_ja} {ja}",
            "description": described(service.story_en, service.story_ja),
            "decimals": 0,
            "image": _picture(service.scene),
            "external_url": absolute("tickets.show_service", number=service.number),
            "attributes": _attributes(token),
        }
    )


def _attributes(token: TicketToken) -> list[dict[str, object]]:
    service, fare, slot = token.service, token.fare, token.slot
    detail = service.typed_detail()
    traits = {
        "Service": f"{service.name_en} ({service.name_ja})",
        "Fare": f"{fare.name_en} ({fare.name_ja})",
        "Kind": _KINDS.get(service.kind, str(service.kind)),
        "Town": f"{service.town.name_en} ({service.town.name_ja})",
        "Prefecture": service.town.prefecture_en,
        "Place": "Online" if detail.is_online else detail.place_en or detail.place_ja,
        "Parts": ", ".join(leg.name_en or leg.name_ja for leg in fare.typed_legs()),
        "Status": "Called off" if slot.is_cancelled else "",
        "Transfer": "" if _may_move(fare) else "Not transferable",
    }
    shown: list[dict[str, object]] = [{"trait_type": name, "value": value} for name, value in traits.items() if value]
    begins = [("Date", slot.starts_at)] if slot.starts_at else []
    dates = [*begins, ("Valid until", slot.ends_at)]
    return [*shown, *({"display_type": "date", "trait_type": name, "value": moment} for name, moment in dates)]


def _may_move(fare: TicketFare) -> bool:
    return fare.transfer_cut_off != NEVER_TRANSFERABLE


def _when(service: TicketService, slot: SlotView) -> tuple[str, str]:
    """The same for everybody who asks, in Japan's time: English and Japanese."""
    if not slot.starts_at:
        last = local(slot.ends_at - 1)
        return f"until {last:%Y-%m-%d}", f"{last:%Y年%-m月%-d日}まで"
    start = local(slot.starts_at)
    if service.kind == Kind.STAY:
        return f"night of {start:%Y-%m-%d}", f"{start:%Y年%-m月%-d日}泊"
    return f"{start:%Y-%m-%d %H:%M}", f"{start:%Y年%-m月%-d日 %-H:%M}"


def _picture(scene: str) -> str:
    return absolute("marketplace.draw_scene", name=scene, v=DRAWINGS)
