"""Bank files: what can be transferred, the file, and what came back."""

from __future__ import annotations

from datetime import date

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import document
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.books.words import RETURN_REASONS
from app.surfaces.console.forms import read_day
from app.surfaces.console.office import for_officers, for_readers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import DomainError, Invalid
from chain.ids import MunicipalityCode
from chain.units import Yen
from points.models import BatchState, ReturnReason
from points.models.banking_days import banking_day_after, banking_day_from
from points.queries.merchants import list_merchants
from points.queries.money_desk import money_desk
from points.queries.payouts import Payable, find_batch, list_batches, load_batch, payables


@blueprint.get("/console/<code>/payouts")
@for_readers
def show_payouts(code: MunicipalityCode) -> str:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        waiting = payables(session, code)
        batches = list_batches(session, code)
        desk = money_desk(session, code)
        towns = {town.code: town for town in platform.municipalities.all(session)}
        ours = {one.id for one in list_merchants(session, code)}  # whose accounts this town looks at
    ready = [one for one in waiting if one.obstacle is None]
    return page(
        "console/books/payouts.html", code, ready=ready, stuck=[one for one in waiting if one.obstacle],
        batches=batches,
        total=sum((one.amount for one in ready), Yen(0)), has_bank=bool(desk and desk.has_bank_account),
        transfer_day=_suggested(ready, today, desk.payment_days if desk else 0), today=today, towns=towns,
        ours=ours,
    )  # fmt: skip


@blueprint.post("/console/<code>/payouts")
@for_officers
def make_batch(code: MunicipalityCode) -> AnyResponse:
    try:
        day = read_day(request.form.get("transfer_day", ""))
        batch_id = current_platform().points.pay_out.make_batch(code, current_account().address, day)
    except DomainError as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_payouts", code=code), 303)
    return redirect(url_for("console.show_batch", code=code, batch_id=batch_id), 303)


@blueprint.get("/console/<code>/payouts/<int:batch_id>")
@for_readers
def show_batch(code: MunicipalityCode, batch_id: int) -> str:
    with current_platform().db.read() as session:
        batch = find_batch(session, code, batch_id)
    names = current_platform().wallet.names({batch.made_by, batch.changed_by})
    reasons = [(reason.value, words) for reason, words in RETURN_REASONS.items() if reason != ReturnReason.CANCELLED]
    return page("console/books/batch.html", code, batch=batch, names=names, reasons=reasons)


@blueprint.get("/console/<code>/payouts/<int:batch_id>/file")
@for_officers
def download_batch(code: MunicipalityCode, batch_id: int) -> Response:
    """The same bytes each time. It names accounts in full: for officers alone."""
    with current_platform().db.read() as session:
        batch = load_batch(session, code, batch_id)
        name = f"furikomi-{code}-{batch.transfer_day:%Y%m%d}-{batch.id}.txt"
        return document(name, batch.file, "text/plain; charset=Shift_JIS")


@blueprint.post("/console/<code>/payouts/<int:batch_id>/state")
@for_officers
def advance_batch(code: MunicipalityCode, batch_id: int) -> AnyResponse:
    """Sent, done or cancelled."""
    service, officer = current_platform().points.pay_out, current_account().address
    wanted = request.form.get("state", "")
    try:
        if wanted == BatchState.CANCELLED:
            service.cancel(code, officer, batch_id)
        elif wanted in (BatchState.SENT, BatchState.DONE):
            service.advance(code, officer, batch_id, BatchState(wanted))
    except DomainError as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_batch", code=code, batch_id=batch_id), 303)


@blueprint.post("/console/<code>/payouts/<int:batch_id>/returns/<int:payout_id>")
@for_officers
def return_payout(code: MunicipalityCode, batch_id: int, payout_id: int) -> AnyResponse:
    try:
        reason = _reason(request.form.get("reason", ""))
        service = current_platform().points.pay_out
        service.mark_returned(code, current_account().address, batch_id, payout_id, reason)
        flash(_("戻ってきた振込として記録しました。口座が直ると、次の振込データに入ります。"), "success")
    except DomainError as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_batch", code=code, batch_id=batch_id), 303)


def _reason(text: str) -> ReturnReason:
    if text not in set(ReturnReason) or text == ReturnReason.CANCELLED:
        raise Invalid("reason", "unknown_reason")
    return ReturnReason(text)


def _suggested(ready: list[Payable], today: date, payment_days: int) -> date:
    """The payment day of the newest closing in it, or the next banking day when that is over."""
    if not ready:
        return banking_day_after(today, 1)
    planned = banking_day_after(max(one.through_day for one in ready), payment_days)
    return planned if planned >= today else banking_day_from(today)
