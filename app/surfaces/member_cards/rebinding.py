"""Bringing a locked card to the new account of the same person: with a reason, and signed."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _

from app.access import current_account
from app.errors import sentence, status_of
from app.i18n import localized, number
from app.surfaces.console.office import for_officers, page, to_signature
from app.surfaces.holding.pieces import Page, services, token_key
from app.surfaces.member_cards import blueprint
from app.wiring import current_platform
from chain.errors import DomainError, NotFound
from chain.ids import MunicipalityCode
from marketplace.queries.holding.pages import TokenDesk


@blueprint.get("/console/<code>/member-cards/<address>/<int:token_id>/rebinding")
@for_officers
def ask_rebinding(code: MunicipalityCode, address: str, token_id: int) -> str:
    """Raises: TokenUnknown, NotFound."""
    return _form(code, _card(code, address, token_id), "", "")


@blueprint.post("/console/<code>/member-cards/<address>/<int:token_id>/rebinding")
@for_officers
def rebind_card(code: MunicipalityCode, address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotFound."""
    desk, to, reason = _card(code, address, token_id), request.form.get("to", ""), request.form.get("reason", "")
    service = current_platform().marketplace.member_cards.rebind_card
    try:
        asked = service.prepare(code, current_account().address, desk.key, to, reason)
    except DomainError as error:
        return _form(code, desk, to, reason, sentence(error)), status_of(error)
    serial = _("通し番号 %(serial)s", serial=number(token_id))
    return to_signature(
        asked.typed_data,
        title=_("カードを新しいアカウントへ引き継ぎます"),
        words=[
            (_("カード"), f"{localized(desk.holding.collection, 'name')} {serial}"),
            (_("新しいアカウント"), to),
            (_("理由"), reason.strip()),
        ],
        consequence=_("本人確認で同じ人と確かめられたアカウントへだけ移ります。"),
        purpose="marketplace.token_act",
        subject=asked.subject,
        return_to=url_for("member_cards.show_desks", code=code),
    )


def _card(code: MunicipalityCode, address: str, token_id: int) -> TokenDesk:
    """Raises: TokenUnknown, NotFound for another town's or what is not locked."""
    desk = services().pages.token(token_key(address, token_id), None)
    if desk.holding.collection.municipality != code or not desk.holding.collection.locked:
        raise NotFound("card", f"{address}/{token_id}")
    return desk


def _form(code: MunicipalityCode, desk: TokenDesk, to: str, reason: str, error: str = "") -> str:
    names = services().people.names({desk.holding.token.owner})
    holder = names.get(desk.holding.token.owner, desk.holding.token.owner)
    values = {"desk": desk, "collection": desk.holding.collection, "holder": holder}
    return page("member_cards/rebinding.html", code, to=to, reason=reason, error=error, **values)
