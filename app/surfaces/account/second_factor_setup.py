"""Set a second factor up: by force at an officer's first sign-in, later on the account page. Whoever has one shows it
before another is added: a mail that strangers read opens nothing."""

from __future__ import annotations

import segno
from flask import Response, flash, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.access import (
    current_account,
    is_freshly_signed_in,
    keep_signed_in,
    requires_sign_in,
    signed_in_account,
    waiting_account,
)
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.account import blueprint
from app.surfaces.account.passkeys import browser_secret
from app.surfaces.account.second_factor import (
    Answer,
    let_in,
    raised,
    refusal_words,
    status_of_refusal,
    wanted_page,
)
from app.wiring import current_platform
from chain.errors import Forbidden, Invalid
from wallet import Account
from wallet.errors import PasskeyRefused, SecondFactorRefused


@blueprint.get("/second-factor/app")
def show_app_setup() -> str | AnyResponse:
    account = _who_may_set_up()
    if account is None:
        return redirect(url_for("account.show_second_factor"))
    return _app_page(account)


@blueprint.post("/second-factor/app")
@limiter.limit("20 per minute")
def confirm_app() -> Answer | AnyResponse:
    account = _who_may_set_up()
    if account is None:
        return redirect(url_for("account.show_second_factor"), 303)
    try:
        codes = current_platform().wallet.authenticator_apps.confirm(account, request.form.get("code", ""))
    except SecondFactorRefused as error:
        return _app_page(account, error=refusal_words(error)), status_of_refusal(error)
    shown = _codes_shown(codes)
    return keep_signed_in(shown, raised(account)) if signed_in_account() is None else shown


@blueprint.post("/second-factor/passkey/challenges")
@limiter.limit("20 per minute")
def challenge_first_passkey() -> Response:
    return jsonify(current_platform().wallet.passkeys.start_adding(_newcomer(), browser_secret()))


@blueprint.post("/second-factor/passkey")
@limiter.limit("20 per minute")
def add_first_passkey() -> Answer:
    account, name = _newcomer(), request.form.get("name", "")
    given = request.form.get("credential", "")
    try:
        current_platform().wallet.passkeys.add(
            account, session.get("browser", ""), given, name=name, user_agent=request.user_agent.string
        )
    except (PasskeyRefused, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(url_for("account.ask_second_factor", next=wanted_page()), 303)
    return let_in(account)


@blueprint.get("/account/second-factor")
@requires_sign_in
def show_second_factor() -> str:
    return _own_page()


@blueprint.post("/account/second-factor/recovery-codes")
@requires_sign_in
def renew_recovery_codes() -> Answer | AnyResponse:
    if not is_freshly_signed_in():
        return redirect(url_for("account.show_second_factor"), 303)
    try:
        return _codes_shown(current_platform().wallet.authenticator_apps.renew_recovery(current_account()))
    except SecondFactorRefused as error:
        return _own_page(error=sentence(error)), status_of(error)


@blueprint.post("/account/second-factor/app-removal")
@requires_sign_in
def remove_app() -> Answer | AnyResponse:
    if not is_freshly_signed_in():
        return redirect(url_for("account.show_second_factor"), 303)
    try:
        current_platform().wallet.second_factors.remove_app(current_account())
    except SecondFactorRefused as error:
        return _own_page(error=sentence(error)), status_of(error)
    flash(_("認証アプリの登録を消しました。アプリの中の「Musubi」も消してください。"), "success")
    return redirect(url_for("account.show_second_factor"), 303)


def _codes_shown(codes: list[str]) -> AnyResponse:
    """The recovery codes, this once; pages are sent with no-store."""
    return Response(render_template("account/recovery_codes.html", codes=codes, next=wanted_page()))


def _who_may_set_up() -> Account | None:
    """An officer who has nothing yet, or one who signed in with two factors just now."""
    second_factors = current_platform().wallet.second_factors
    waiting, account = waiting_account(), signed_in_account()
    if waiting is not None:
        return None if second_factors.ways_of(waiting) else waiting
    may = account is not None and second_factors.concerns(account) and is_freshly_signed_in()
    return account if may and account is not None and not second_factors.ways_of(account).has_app else None


def _newcomer() -> Account:
    """Raises: Forbidden, unless an officer waits here who has no second factor yet."""
    waiting = waiting_account()
    if waiting is None or current_platform().wallet.second_factors.ways_of(waiting):
        raise Forbidden("set a first second factor up", waiting.address if waiting else "")
    return waiting


def _app_page(account: Account, error: str = "") -> str:
    enrolment = current_platform().wallet.authenticator_apps.start(account)
    drawn = segno.make(enrolment.address, error="m").svg_inline(
        border=3, omitsize=True, svgclass="qr", lineclass="qr__dots"
    )
    return render_template(
        "account/second_factor_app.html",
        code_picture=Markup(drawn),  # noqa: S704 - segno draws it  # nosec B704
        secret=" ".join(enrolment.secret[start : start + 4] for start in range(0, len(enrolment.secret), 4)),
        next=wanted_page(),
        is_first=signed_in_account() is None,
        error=error,
    )


def _own_page(error: str = "") -> str:
    account, second_factors = current_account(), current_platform().wallet.second_factors
    return render_template(
        "account/second_factor_own.html",
        account=account,
        is_asked=second_factors.concerns(account),
        ways=second_factors.ways_of(account),
        is_fresh=is_freshly_signed_in(),
        error=error,
    )
