"""Take one's private key along: a fresh code by e-mail first, then the key once on the screen."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.account import blueprint
from app.wiring import current_platform
from chain.errors import Invalid
from wallet.errors import ExportRefused, SignInRefused
from wallet.services.export_key import PASSWORD_MIN_LENGTH, ExportForm


@blueprint.get("/account/key")
@requires_sign_in
def explain_export() -> str:
    return render_template("account/key.html", account=current_account())


@blueprint.post("/account/key/codes")
@limiter.limit("10 per minute")
@requires_sign_in
def send_export_code() -> AnyResponse | tuple[str, int]:
    account = current_account()
    try:
        ticket = current_platform().wallet.export_key.start(account, source=request.remote_addr or "")
    except (SignInRefused, ExportRefused) as error:
        page = render_template("account/key.html", account=account, error=sentence(error))
        return page, 429 if error.reason == "too_many_codes" else status_of(error)
    session["export"] = ticket
    return redirect(url_for("account.enter_export_code"), 303)


@blueprint.get("/account/key/export")
@requires_sign_in
def enter_export_code() -> str | AnyResponse:
    if "export" not in session:
        return redirect(url_for("account.explain_export"))
    return _code_page()


@blueprint.post("/account/key/export")
@limiter.limit("20 per minute")
@requires_sign_in
def export_key() -> AnyResponse | tuple[str, int]:
    """The answer is kept by nobody: layout pages are sent with no-store, and the ticket is used up."""
    form, exporting = _wished_form(), current_platform().wallet.export_key
    code, password = request.form.get("code", ""), request.form.get("password", "")
    try:
        exported = exporting.finish(current_account(), session.get("export", ""), code, form, password)
    except (Invalid, SignInRefused) as error:
        return _code_page(form, sentence(error), getattr(error, "field", "code")), status_of(error)
    session.pop("export", None)
    response = make_response(render_template("account/key_shown.html", exported=exported, account=current_account()))
    response.headers["Cache-Control"] = "no-store"
    return response


def _wished_form() -> ExportForm:
    wished = request.form.get("form", "")
    return ExportForm(wished) if wished in set(ExportForm) else ExportForm.KEYSTORE


def _code_page(form: ExportForm = ExportForm.KEYSTORE, error: str = "", field: str = "") -> str:
    wallet = current_platform().wallet
    return render_template(
        "account/key_code.html",
        email=wallet.find_account.email_of(current_account()),
        has_mailbox=wallet.mailbox is not None,
        form=form,
        password_min_length=PASSWORD_MIN_LENGTH,
        code_error=error if field == "code" else "",
        password_error=error if field == "password" else "",
    )
