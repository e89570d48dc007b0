"""The second factor of officers (二要素認証): between the code by mail and everything that needs a sign-in."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import keep_signed_in, safe_path, session_token, waiting_account
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.account import blueprint
from app.surfaces.account.signin import AFTER_SIGN_IN
from app.wiring import current_platform
from wallet import Account
from wallet.errors import SecondFactorRefused
from wallet.services.open_session import SignedIn

Answer = AnyResponse | tuple[str, int]


@blueprint.get("/signin/second")
def ask_second_factor() -> str | AnyResponse:
    account, wanted = waiting_account(), wanted_page()
    if account is None:
        return redirect(url_for("account.sign_in", next=wanted))
    return _page(account)


@blueprint.post("/signin/second/code")
@limiter.limit("20 per minute")
def check_app_code() -> Answer:
    account = waiting_account()
    if account is None:
        return redirect(url_for("account.sign_in", next=wanted_page()), 303)
    try:
        current_platform().wallet.authenticator_apps.check(account, request.form.get("code", ""))
    except SecondFactorRefused as error:
        return _page(account, error=refusal_words(error)), status_of_refusal(error)
    return let_in(account)


@blueprint.post("/signin/second/recovery")
@limiter.limit("20 per minute")
def check_recovery_code() -> Answer:
    account = waiting_account()
    if account is None:
        return redirect(url_for("account.sign_in", next=wanted_page()), 303)
    try:
        current_platform().wallet.authenticator_apps.check_recovery(account, request.form.get("recovery_code", ""))
    except SecondFactorRefused as error:
        return _page(account, recovery_error=refusal_words(error)), status_of_refusal(error)
    return let_in(account)


def wanted_page() -> str:
    return safe_path(request.values.get("next"), AFTER_SIGN_IN)


def let_in(account: Account) -> AnyResponse:
    """Both factors were shown: a session of its own from here on."""
    return keep_signed_in(redirect(wanted_page(), 303), raised(account))


def raised(account: Account) -> SignedIn:
    raise_session = current_platform().wallet.second_factors.raise_session
    return raise_session(account, replaces=session_token(), user_agent=request.user_agent.string)


def refusal_words(error: SecondFactorRefused) -> str:
    more = _("あと%(count)s回まで試せます。", count=error.tries_left) if error.tries_left else ""
    return f"{sentence(error)} {more}".strip()


def status_of_refusal(error: SecondFactorRefused) -> int:
    return 429 if error.reason == "locked" else status_of(error)


def _page(account: Account, *, error: str = "", recovery_error: str = "") -> str:
    wallet = current_platform().wallet
    ways = wallet.second_factors.ways_of(account)
    template = "account/second_factor.html" if ways else "account/second_factor_first.html"
    return render_template(
        template,
        account=account,
        ways=ways,
        next=wanted_page(),
        origin=wallet.passkeys.origin,
        error=error,
        recovery_error=recovery_error,
    )
