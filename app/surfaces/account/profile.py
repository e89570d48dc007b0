"""One's own account: name, language, member number, roles, and where one is signed in."""

from __future__ import annotations

import segno
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, forget_signed_in, requires_sign_in, session_token
from app.errors import sentence
from app.surfaces.account import blueprint
from app.surfaces.account.words import role_address, role_words
from app.wiring import current_platform
from chain.errors import Invalid
from wallet.tokens import token_hash


@blueprint.get("/account")
@requires_sign_in
def show_account() -> str:
    return _page()


@blueprint.post("/account/profile")
@requires_sign_in
def change_profile() -> AnyResponse | tuple[str, int]:
    name, locale = request.form.get("display_name", ""), request.form.get("locale", "")
    try:
        current_platform().wallet.change_profile(current_account(), display_name=name, locale=locale)
    except Invalid as error:
        return _page(display_name=name, error=sentence(error)), 422
    flash(_("変更を保存しました。"), "success")
    return redirect(url_for("account.show_account", lang=locale), 303)


@blueprint.post("/account/sessions/revocation")
@requires_sign_in
def sign_out_everywhere() -> AnyResponse:
    current_platform().wallet.sign_out_everywhere(current_account())
    response = forget_signed_in(redirect(url_for("account.sign_in"), 303))
    flash(_("すべての端末でサインアウトしました。"), "success")
    return response


def _page(*, display_name: str | None = None, error: str = "") -> str:
    wallet, account = current_platform().wallet, current_account()
    return render_template(
        "account/account.html",
        account=account,
        display_name=account.display_name if display_name is None else display_name,
        error=error,
        email=wallet.find_account.email_of(account),
        member_code=member_code(account.member_number),
        roles=[(role_words(*held), role_address(*held)) for held in wallet.roles_of(account.address)],
        passkeys=wallet.passkeys.of(account),
        asks_second_factor=wallet.second_factors.concerns(account),
        sessions=wallet.sessions_of(account),
        this_session=token_hash(session_token()),
        last_export=wallet.export_key.last_export(account),
        identity=wallet.identity.read.of(account.address),
    )


def member_code(number: str) -> Markup:
    """The member number as a QR code, drawn without style attributes, which our policy forbids."""
    drawn = segno.make(number, error="m").svg_inline(border=3, omitsize=True, svgclass="qr", lineclass="qr__dots")
    return Markup(drawn)  # noqa: S704 - segno draws it, the number is ours  # nosec B704
