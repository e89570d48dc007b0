"""The shop a till belongs to, and the look of its pages."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

from app.errors import sentence, status_of
from app.i18n import localized
from app.surfaces.terminal.person import at_till
from app.wiring import current_platform
from chain.errors import DomainError
from points.queries.merchants import MerchantView, find_merchant

ROLL_WIDTHS = ("58", "80")  # millimetres of a receipt printer's paper


def shop_of(merchant_id: int) -> MerchantView:
    """Raises: NotFound."""
    with current_platform().db.read() as session:
        return find_merchant(session, merchant_id)


def page(template: str, merchant_id: int, **values: Any) -> str:
    """`person` is who stands at the till, or None while it asks."""
    shop = shop_of(merchant_id)
    person = at_till(merchant_id)
    return render_template(template, shop=shop, shop_name=localized(shop, "name"), person=person, **values)


def answer(fragment: str, merchant_id: int, **values: Any) -> str:
    """The fragment that the till puts in its place; for a browser that asks without HTMX, in a page around it."""
    if request.headers.get("HX-Request"):
        return page(fragment, merchant_id, **values)
    return page("terminal/answer.html", merchant_id, fragment=fragment, **values)


def refused(merchant_id: int, error: DomainError, **values: Any) -> Response:
    """Nothing moved: why, and what to do. HTMX shows it in its place, whatever the status is elsewhere."""
    is_htmx = bool(request.headers.get("HX-Request"))
    words = answer("terminal/_refused.html", merchant_id, words=sentence(error), may_scan_again=is_htmx, **values)
    return make_response(words, 200 if is_htmx else status_of(error))


def roll_width() -> str:
    """The paper that the reader chose."""
    wished = request.args.get("width", "")
    return wished if wished in ROLL_WIDTHS else ROLL_WIDTHS[-1]
