"""Sign in with a code by e-mail, and sign out."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import forget_signed_in, keep_signed_in, safe_path, session_token, signed_in_account, waiting_account
from app.demo.accounts import DEMO_ACCOUNTS
from app.errors import sentence, status_of
from app.i18n import language
from app.security import limiter
from app.surfaces.account import blueprint
from app.wiring import current_platform
from chain.errors import Invalid
from wallet import Account
from wallet.errors import SignInRefused

AFTER_SIGN_IN = "/account"
Page = str | tuple[str, int] | Response | AnyResponse


@blueprint.get("/signin")
def sign_in() -> Page:
    wanted = safe_path(request.args.get("next"), AFTER_SIGN_IN)
    if signed_in_account() is not None:
        return redirect(wanted)
    if waiting_account() is not None:
        return redirect(url_for("account.ask_second_factor", next=wanted))
    return _sign_in_page(wanted)


@blueprint.post("/signin/codes")
@limiter.limit("20 per minute")
def send_code() -> Page:
    """The same answer for every address: nobody learns here who has an account."""
    wanted = safe_path(request.form.get("next"), AFTER_SIGN_IN)
    email = request.form.get("email", "")
    try:
        source = request.remote_addr or ""
        ticket = current_platform().wallet.start_email_sign_in(email, source=source, locale=language())
    except (Invalid, SignInRefused) as error:
        return _sign_in_page(wanted, email=email, error=_words(error)), _status(error)
    session["signin"] = {"ticket": ticket, "next": wanted}
    return redirect(url_for("account.enter_code"), 303)


@blueprint.get("/signin/code")
def enter_code() -> Page:
    if "signin" not in session:
        return redirect(url_for("account.sign_in"))
    return _code_page()


@blueprint.post("/signin/code")
@limiter.limit("30 per minute")
def check_code() -> Page:
    started = session.get("signin")
    if started is None:
        return redirect(url_for("account.sign_in"), 303)
    try:
        signed_in = current_platform().wallet.finish_email_sign_in(
            started["ticket"],
            request.form.get("code", ""),
            user_agent=request.user_agent.string,
            replaces=session_token(),
            locale=language(),
        )
    except SignInRefused as error:
        return _code_page(error=_words(error)), _status(error)
    wanted = safe_path(started["next"], AFTER_SIGN_IN)
    return keep_signed_in(redirect(after_first_factor(signed_in.account, wanted), 303), signed_in)


@blueprint.post("/signout")
def sign_out() -> AnyResponse:
    current_platform().wallet.sign_out(session_token())
    return forget_signed_in(redirect("/", 303))


def after_first_factor(account: Account, wanted: str) -> str:
    if current_platform().wallet.second_factors.concerns(account):
        return url_for("account.ask_second_factor", next=wanted)
    return wanted


def _sign_in_page(wanted: str, *, email: str = "", error: str = "") -> str:
    platform = current_platform()
    demo_accounts = DEMO_ACCOUNTS if platform.settings.demo else ()
    return render_template(
        "account/signin.html",
        next=wanted,
        email=email,
        error=error,
        demo_accounts=demo_accounts,
        public_url=platform.settings.public_url,
        origin=platform.wallet.passkeys.origin,
    )


def _code_page(error: str = "") -> str:
    wallet, started = current_platform().wallet, session["signin"]
    return render_template(
        "account/code.html",
        email=wallet.email_codes.email_of(started["ticket"]) or "",
        next=started["next"],
        has_mailbox=wallet.mailbox is not None,
        error=error,
    )


def _words(error: Invalid | SignInRefused) -> str:
    left = getattr(error, "tries_left", None)
    more = _("あと%(count)s回まで試せます。", count=left) if left else ""
    return f"{sentence(error)} {more}".strip()


def _status(error: Invalid | SignInRefused) -> int:
    too_often = isinstance(error, SignInRefused) and error.reason in ("too_many_codes", "too_many_tries")
    return 429 if too_often else status_of(error)
