"""Taking an account over (引き継ぎ): from the mail's link, by the card where it is needed, and by one's own wish.
Nobody has to be signed in; the browser remembers the link, so that it does not stay in the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import per_person
from app.errors import sentence, status_of
from app.i18n import language
from app.security import form_target, limiter
from app.surfaces.family import blueprint
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from wallet.errors import FamilyRefused, IdentityRefused, SignInRefused
from wallet.services.family.take_over import Offered
from wallet.services.identity.finish_check import Answer

_TICKET, _CHECK = "take_over", "take_over_check"
Page = str | tuple[str, int] | AnyResponse


@blueprint.get("/takeover")
def take_over() -> Page:
    """What is offered to this browser, or the form to ask for it oneself."""
    ticket = request.args.get("ticket", "")[:200]
    if ticket:
        session[_TICKET] = ticket
        return redirect(url_for("family.take_over"), 303)
    offered, problem = _offered()
    return _offer_page(offered) if offered else _form(error=problem)


@blueprint.get("/takeover/new")
def ask_to_take_over() -> str:
    """The form, whatever this browser was offered before."""
    session.pop(_TICKET, None)
    return _form()


@blueprint.post("/takeover/requests")
@limiter.limit("10 per hour", key_func=per_person)
def send_offer() -> Page:
    email = request.form.get("email", "")
    try:
        current_platform().wallet.families.hand_over.by_person(email, locale=language())
    except (Invalid, SignInRefused) as error:
        return _form(email, field_error=sentence(error)), status_of(error)
    return _form(email, is_sent=True)


@blueprint.post("/takeover/checks")
@limiter.limit("10 per minute", key_func=per_person)
def begin_check() -> Page:
    """To the provider's page, on another site."""
    try:
        address = current_platform().wallet.families.take_over.begin_check(session.get(_TICKET, ""))
    except (FamilyRefused, IdentityRefused) as error:
        return _refused(error)
    session[_CHECK] = parse_qs(urlsplit(address).query)["state"][0]
    return redirect(address, 303)


@blueprint.post("/takeover")
@limiter.limit("20 per hour", key_func=per_person)
def take() -> Page:
    ticket = session.get(_TICKET, "")
    try:
        current_platform().wallet.families.take_over.take(ticket)
    except FamilyRefused as error:
        return _refused(error)
    session.pop(_TICKET, None)
    flash(_("引き継ぎました。これからは、このメールアドレスで自分でサインインできます。"), "success")
    return redirect(url_for("account.sign_in"), 303)


def is_checking(state: str) -> bool:
    """Did this browser go to the app to take an account over?"""
    return bool(state) and session.get(_CHECK) == state


def come_back(answer: Answer) -> AnyResponse:
    session.pop(_CHECK, None)
    try:
        current_platform().wallet.families.take_over.finish_check(session.get(_TICKET, ""), answer)
    except (FamilyRefused, IdentityRefused, Conflict) as error:
        flash(sentence(error), "error")
    return redirect(url_for("family.take_over"), 303)


def _offered() -> tuple[Offered | None, str]:
    ticket = session.get(_TICKET, "")
    if not ticket:
        return None, ""
    try:
        return current_platform().wallet.families.take_over.look(ticket), ""
    except FamilyRefused as error:
        session.pop(_TICKET, None)
        return None, sentence(error)


def _refused(error: FamilyRefused | IdentityRefused) -> tuple[str, int]:
    offered, _over = _offered()
    page = _offer_page(offered, sentence(error)) if offered else _form(error=sentence(error))
    return page, status_of(error)


def _offer_page(offered: Offered, error: str = "") -> str:
    provider = current_platform().wallet.identity.provider
    if provider is not None:
        form_target(provider.origin)
    return render_template("family/take_over.html", offered=offered, is_offered=provider is not None, error=error)


def _form(email: str = "", *, error: str = "", field_error: str = "", is_sent: bool = False) -> str:
    wallet = current_platform().wallet
    return render_template(
        "family/take_over_new.html", email=email, error=error, field_error=field_error, is_sent=is_sent,
        has_mailbox=wallet.mailbox is not None, is_offered=wallet.identity.provider is not None,
    )  # fmt: skip
