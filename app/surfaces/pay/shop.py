"""The shop that is paid, and the look of these pages; who may press how often."""

from __future__ import annotations

from typing import Any

from flask import make_response, render_template, url_for
from flask import request as http
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence, status_of
from app.i18n import localized
from app.surfaces.terminal.sentences import failure_words
from app.wiring import current_platform
from chain.clock import unix
from chain.errors import DomainError
from points.queries.merchants import find_merchant
from points.queries.till import find_own_payment

LOOKS = "60 per minute"
PRESSES = "20 per minute"


def page(template: str, merchant_id: int, **values: Any) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        shop = find_merchant(session, merchant_id)
        towns = platform.municipalities.by_code(session, {shop.municipality})
    values |= {"shop": shop, "shop_name": localized(shop, "name"), "town": towns.get(shop.municipality)}
    return render_template(template, now=unix(platform.clock.now()), **values)


def closed(merchant_id: int, error: DomainError) -> AnyResponse:
    """Nothing moved: why, and what to do."""
    if http.headers.get("HX-Request"):
        return make_response(page("pay/_refused.html", merchant_id, words=sentence(error)))
    return make_response(page("pay/closed.html", merchant_id, words=sentence(error)), status_of(error))


def unknown(words: str) -> AnyResponse:
    return make_response(render_template("pay/unknown.html", words=words), 404)


def to_payment(payment_id: int) -> AnyResponse:
    """What became of the press; who has an own wallet goes on to sign."""
    platform, holder = current_platform(), current_account().address
    is_htmx = bool(http.headers.get("HX-Request"))
    with platform.db.read() as session:
        payment = find_own_payment(session, holder, payment_id, platform.clock.now())
    where = url_for("pay.show_payment", payment_id=payment_id)
    if payment.state == "awaiting_signature":
        where = url_for("pay.ask_signature", payment_id=payment_id)
    if not is_htmx or payment.state == "awaiting_signature":
        answer = make_response("", 200 if is_htmx else 303)
        answer.headers["HX-Redirect" if is_htmx else "Location"] = where
        return answer
    words = failure_words(payment.failure)
    answer = make_response(page("pay/_payment.html", payment.merchant_id, payment=payment, failure=words))
    answer.headers["HX-Push-Url"] = where
    return answer
