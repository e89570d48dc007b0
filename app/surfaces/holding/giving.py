"""Giving a token to another member, or moving it to one's own browser wallet."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.holding import blueprint
from app.surfaces.holding.pieces import Page, own_desk, people, services, thing_words, to_signature, token_page
from chain.errors import DomainError, Invalid
from chain.ids import parse_address
from marketplace.queries.holding.pages import TokenDesk


@blueprint.get("/collection/<address>/<int:token_id>/gift")
@requires_sign_in
def new_gift(address: str, token_id: int) -> str:
    """Raises: TokenUnknown, NotYours."""
    return _form("gift", own_desk(address, token_id), "")


@blueprint.post("/collection/<address>/<int:token_id>/gift")
@limiter.limit("10 per minute")
@requires_sign_in
def give(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours."""
    page, me, to = own_desk(address, token_id), current_account().address, request.form.get("to", "")
    try:
        receiver = services().give_token.find(to, me)
        asked = services().give_token.prepare(page.key, me, to)
    except DomainError as error:
        return _form("gift", page, to, sentence(error)), status_of(error)
    return to_signature(
        asked,
        words=[*thing_words(page.holding), (_("ゆずる相手"), people({receiver})[receiver])],
        title=_("作品をゆずる署名をします"),
        consequence=_("署名すると、作品は相手のものになります。取り戻すことはできません。"),
        purpose="marketplace.token_act",
        return_to=token_page(page.key),
    )


@blueprint.get("/collection/<address>/<int:token_id>/export")
@requires_sign_in
def new_export(address: str, token_id: int) -> str:
    """Raises: TokenUnknown, NotYours."""
    return _form("export", own_desk(address, token_id), "")


@blueprint.post("/collection/<address>/<int:token_id>/export")
@limiter.limit("10 per minute")
@requires_sign_in
def export(address: str, token_id: int) -> Page:
    """To an address typed by hand: ticked as one's own, and as compared where it carries no checksum (EIP-55).

    Raises: TokenUnknown, NotYours.
    """
    page, me, to = own_desk(address, token_id), current_account().address, request.form.get("to", "").strip()
    try:
        receiver = parse_address(to)
        if not request.form.get("is_own"):
            raise Invalid("is_own", "not_confirmed")
        if _lacks_checksum(to) and not request.form.get("is_compared"):
            raise Invalid("to", "no_checksum")
        asked = services().give_token.prepare_export(page.key, me, receiver)
    except DomainError as error:
        return _form("export", page, to, sentence(error)), status_of(error)
    return to_signature(
        asked,
        words=[*thing_words(page.holding), (_("送り先のアドレス"), receiver)],
        title=_("自分のウォレットへ移す署名をします"),
        consequence=_("作品は結びの管理を離れます。アドレスが違うと、取り戻すことはできません。"),
        purpose="marketplace.token_act",
        return_to=token_page(page.key),
    )


def _lacks_checksum(text: str) -> bool:
    """A right address that is not written as its checksum has it: in letters of one case."""
    try:
        return parse_address(text) != text
    except Invalid:
        return False


def _form(what: str, page: TokenDesk, to: str, error: str = "") -> str:
    values = {"desk": page, "collection": page.holding.collection, "to": to, "error": error}
    return render_template(f"holding/{what}.html", **values, lacks_checksum=_lacks_checksum(to))
