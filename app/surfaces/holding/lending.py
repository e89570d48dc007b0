"""Lending a right to somebody until a day, and giving it back early."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import render_template, request
from flask_babel import gettext as _

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import day
from app.security import limiter
from app.surfaces.holding import blueprint
from app.surfaces.holding.pieces import Page, desk, own_desk, people, services, thing_words, to_signature, token_page
from app.wiring import current_platform
from chain.clock import business_date, end_of_day
from chain.errors import DomainError, Invalid
from marketplace.queries.holding.pages import TokenDesk
from marketplace.services.holding.token_acts import LONGEST_LOAN


@blueprint.get("/collection/<address>/<int:token_id>/loan")
@requires_sign_in
def new_loan(address: str, token_id: int) -> str:
    """Raises: TokenUnknown, NotYours."""
    return _form(own_desk(address, token_id), "", "")


@blueprint.post("/collection/<address>/<int:token_id>/loan")
@limiter.limit("10 per minute")
@requires_sign_in
def lend(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours."""
    page, me = own_desk(address, token_id), current_account().address
    to, until_text = request.form.get("to", ""), request.form.get("until", "")
    try:
        until, borrower = _until(until_text), services().lend_right.find(to, me)
        asked = services().lend_right.prepare(page.key, me, to, until)
    except DomainError as error:
        return _form(page, to, until_text, sentence(error)), status_of(error)
    last = _("%(day)sまで", day=day(date.fromisoformat(until_text)))
    return to_signature(
        asked,
        words=[*thing_words(page.holding), (_("貸す相手"), people({borrower})[borrower]), (_("期間"), last)],
        title=_("貸し出しに署名します"),
        consequence=_("その日まで、使えるのは相手だけになります。途中で取り戻すことはできません。"),
        purpose="marketplace.token_act",
        return_to=token_page(page.key),
    )


@blueprint.post("/collection/<address>/<int:token_id>/loan/return")
@requires_sign_in
def end_loan(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours, RightUnmovable."""
    page = desk(address, token_id)
    return to_signature(
        services().end_loan.prepare(page.key, current_account().address),
        words=thing_words(page.holding),
        title=_("返す署名をします"),
        consequence=_("署名すると、使えるのは持ち主だけになります。"),
        purpose="marketplace.token_act",
        return_to=token_page(page.key),
    )


def _until(text: str) -> datetime:
    """The end of that day in Japan. Raises: Invalid (until)."""
    try:
        return end_of_day(date.fromisoformat(text))
    except ValueError:
        raise Invalid("until", "not_a_day") from None


def _form(page: TokenDesk, to: str, until: str, error: str = "") -> str:
    today = business_date(current_platform().clock.now())
    last = today + timedelta(days=LONGEST_LOAN - 1)
    values = {"to": to, "until": until, "error": error, "first_day": today.isoformat(), "last_day": last.isoformat()}
    return render_template("holding/loan.html", desk=page, collection=page.holding.collection, **values)
