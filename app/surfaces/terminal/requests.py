"""The till shows a code for exactly this amount, and sees by itself who has paid; by the poster's code too."""

from __future__ import annotations

from datetime import timedelta

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.qr import draw_qr
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.bill import read_bill
from app.surfaces.terminal.charging import read_payment, shown, to_payment
from app.surfaces.terminal.person import person_at_till, requires_till
from app.surfaces.terminal.shop import answer, page, refused
from app.wiring import current_platform
from chain.clock import from_unix
from chain.errors import DomainError, NotFound
from chain.units import Yen
from points.models import Bill, PaymentRequest, RequestState, SaleLine
from points.queries.till import poster_payments
from points.services.request_payment import RequestOrder, find_request

_LOOK_BACK = timedelta(minutes=10)


@blueprint.post("/terminal/<int:merchant_id>/requests")
@requires_till
def ask_payment(merchant_id: int) -> AnyResponse:
    """Repeated with the same key it shows the same code."""
    person, form = person_at_till(merchant_id), request.form
    try:
        bill = read_bill(merchant_id, form)
        order = RequestOrder(merchant_id, person.address, person.cashier_id, bill, form.get("request_key", ""))
        token = current_platform().points.request_payment.ask(order)
    except DomainError as error:
        return refused(merchant_id, error)
    where = url_for("terminal.show_request", merchant_id=merchant_id, token=token)
    if not request.headers.get("HX-Request"):
        return redirect(where, 303)
    response = make_response(answer("terminal/_request.html", merchant_id, **_values(_find(merchant_id, token))))
    response.headers["HX-Push-Url"] = where
    return response


@blueprint.get("/terminal/<int:merchant_id>/requests/<token>")
@requires_till
def show_request(merchant_id: int, token: str) -> AnyResponse | str | tuple[str, int]:
    """As long as nobody has paid, nothing is sent."""
    asked = _find(merchant_id, token)
    is_open = asked.state(current_platform().clock.now()) is RequestState.OPEN
    is_htmx = bool(request.headers.get("HX-Request"))
    if asked.payment_row_id is not None:
        if is_htmx:
            payment = read_payment(merchant_id, asked.payment_row_id)
            return render_template("terminal/_payment.html", **shown(payment, is_news=True))
        where = url_for("terminal.show_payment", merchant_id=merchant_id, payment_id=asked.payment_row_id)
        return redirect(where, 303)
    if is_htmx:
        return ("", 204) if is_open else page("terminal/_request.html", merchant_id, **_values(asked))
    return page("terminal/request.html", merchant_id, **_values(asked))


@blueprint.post("/terminal/<int:merchant_id>/requests/<token>/cancellation")
@requires_till
def cancel_request(merchant_id: int, token: str) -> AnyResponse:
    payment_id = current_platform().points.request_payment.cancel(merchant_id, token)
    if payment_id is not None:
        return to_payment(merchant_id, payment_id)
    return redirect(url_for("terminal.till", merchant_id=merchant_id), 303)


@blueprint.get("/terminal/<int:merchant_id>/incoming")
@requires_till
def show_incoming(merchant_id: int) -> str | tuple[str, int]:
    """What came by the poster since the till was opened; `seen` names what it shows already."""
    platform = current_platform()
    now = platform.clock.now()
    since = max(from_unix(min(request.args.get("since", 0, type=int), 2**33)), now - _LOOK_BACK)
    with platform.db.read() as session:
        payments = poster_payments(session, merchant_id, since, now)
    known = "-".join(str(one.id) for one in payments)
    seen = request.args.get("seen", "")
    if known == seen:
        return "", 204
    news = {one.id for one in payments} - {int(one) for one in seen.split("-") if one.isdigit()}
    return page(
        "terminal/_incoming.html", merchant_id, payments=payments, known=known, since=request.args.get("since", "0"),
        is_news=bool(news),
    )  # fmt: skip


def _find(merchant_id: int, token: str) -> PaymentRequest:
    with current_platform().db.read() as session:
        asked = find_request(session, token)
    if asked.merchant_id != merchant_id:
        raise NotFound("payment request", token)
    return asked


def _values(asked: PaymentRequest) -> dict[str, object]:
    platform = current_platform()
    lines = tuple(SaleLine.from_json(line) for line in asked.sale_lines)
    return {
        "asked": asked,
        "bill": Bill(Yen(int(asked.amount) + int(asked.cash)), asked.cash, lines),
        "state": asked.state(platform.clock.now()),
        "qr": draw_qr(platform.points.shop_codes.request_url(asked.token)),
    }
