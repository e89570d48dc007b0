"""The list of people who may buy an offer: sent as CSV or typed, kept as accounts alone."""

from __future__ import annotations

from flask import request
from flask_babel import ngettext

from app.access import per_person
from app.errors import sentence, status_of
from app.i18n import number
from app.security import limiter
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from marketplace.queries.eligibility.rules import listed_for_offer
from marketplace.services.selling.list_buyers import ListedBuyers


@desk_route("/offers/<int:offer_id>/buyers")
def show_buyers(desk: Desk, offer_id: int) -> Answer:
    return _page(desk, offer_id)


@desk_route("/offers/<int:offer_id>/buyers", "POST")
@limiter.limit("20 per minute", key_func=per_person)
def put_buyers(desk: Desk, offer_id: int) -> Answer:
    """A file, or what was typed into the field; the list there was is replaced."""
    file = request.files.get("list")
    raw = file.stream.read() if file and file.filename else request.form.get("people", "").encode()
    try:
        kept = selling().list_buyers.put(desk.seller, offer_id, raw)
    except (Conflict, Invalid) as error:
        return _page(desk, offer_id, error=sentence(error)), status_of(error)
    return _page(desk, offer_id, kept=kept)


def _page(desk: Desk, offer_id: int, *, error: str = "", kept: ListedBuyers | None = None) -> str:
    offer = selling().pages.offer(desk.seller, offer_id).offer
    with current_platform().db.read() as session:
        count = len(listed_for_offer(session, offer_id))
    said = _said(kept.kept) if kept else ""
    return desk.page(
        "selling/buyers.html", offer=offer, count=count, error=error, said=said, unknown=kept.unknown if kept else [],
        typed=request.form.get("people", "") if error else "",
    )  # fmt: skip


def _said(kept: int) -> str:
    return str(ngettext("%(count)s人を一覧に載せました。", "%(count)s人を一覧に載せました。", kept, count=number(kept)))
