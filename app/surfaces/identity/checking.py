"""One's own identity check: how it stands, to the app and back, and erasing what was kept."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in, session_token
from app.errors import sentence
from app.security import form_target, limiter
from app.surfaces.family import taking_over
from app.surfaces.identity import blueprint
from app.wiring import current_platform
from chain.errors import Conflict
from wallet.errors import IdentityRefused, VerifiedElsewhere
from wallet.services.identity.finish_check import Answer

_PROBLEM = "identity_problem"
Page = str | tuple[str, int] | Response


@blueprint.get("/account/identity")
@requires_sign_in
def show() -> str:
    """With what went wrong on the way back, once."""
    is_conflict, reason = session.pop(_PROBLEM, (False, ""))
    if not reason:
        return _page()
    return _page(Conflict("person", reason) if is_conflict else IdentityRefused(reason))


@blueprint.post("/account/identity/checks")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def begin() -> Page:
    """To the provider's page, on another site."""
    keeps = request.form.get("keeps") == "1"
    try:
        start = current_platform().wallet.identity.start
        return redirect(start(session_token(), current_account().address, keeps=keeps), 303)
    except IdentityRefused as error:
        return _page(error), 503


@blueprint.get("/account/identity/callback")
@limiter.limit("20 per minute", key_func=per_person)
def come_back() -> Response:
    """What the address holds is good for once, so nobody stays on it."""
    told = {name: request.args.get(name, "")[:2_000] for name in ("state", "code", "error", "iss")}
    answer = Answer(told["state"], told["code"], told["error"], told["iss"])
    if taking_over.is_checking(answer.state):  # by somebody who need not be signed in
        return taking_over.come_back(answer)
    return _come_back(answer)


@requires_sign_in
def _come_back(answer: Answer) -> Response:
    try:
        current_platform().wallet.identity.finish(session_token(), current_account().address, answer)
    except VerifiedElsewhere as error:
        return redirect(url_for("identity.ask_to_move", number=error.request_id), 303)
    except (IdentityRefused, Conflict) as error:
        session[_PROBLEM] = [isinstance(error, Conflict), error.reason]
        return redirect(url_for("identity.show"), 303)
    flash(_("本人確認が終わりました。"), "success")
    return redirect(url_for("identity.show"), 303)


@blueprint.post("/account/identity/kept/erasure")
@requires_sign_in
def erase_kept() -> Response:
    current_platform().wallet.identity.read.erase(current_account().address)
    flash(_("保存していた氏名と住所を消しました。"), "success")
    return redirect(url_for("identity.show"), 303)


def _page(error: IdentityRefused | Conflict | None = None) -> str:
    platform, account = current_platform(), current_account().address
    identity = platform.wallet.identity
    if identity.provider is not None:
        form_target(identity.provider.origin)
    reason = error.reason if error else ""
    view = identity.read.of(account)
    is_verified = view is not None and not view.is_over
    desks = platform.marketplace.member_cards.pages
    return render_template(
        "identity/identity.html",
        is_offered=identity.provider is not None,
        view=view,
        gains=platform.points.bonuses.give.offers(account),
        cards=desks.for_residents(view.municipality, account) if view is not None and is_verified else [],
        kept=identity.read.kept(account),
        months=identity.record.months,
        kept_days=identity.record.kept_days,
        error=sentence(error) if error else "",
        is_cancelled=reason == "cancelled",
    )
