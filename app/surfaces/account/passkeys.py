"""Passkeys (パスキー): sign in with one; add, name and remove one's own. app/frontend/passkey.ts asks the device."""

from __future__ import annotations

from flask import Response, flash, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import (
    current_account,
    is_freshly_signed_in,
    keep_signed_in,
    per_person,
    requires_sign_in,
    safe_path,
    session_token,
)
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.account import blueprint
from app.surfaces.account.signin import AFTER_SIGN_IN
from app.wiring import current_platform
from chain.errors import Invalid
from wallet.errors import PasskeyRefused, SignInRefused
from wallet.tokens import new_token


@blueprint.post("/signin/passkey/challenges")
@limiter.limit("20 per minute")
def challenge_passkey() -> Response:
    return jsonify(current_platform().wallet.passkey_sign_in.start(browser_secret()))


@blueprint.post("/signin/passkey")
@limiter.limit("20 per minute")
def sign_in_with_passkey() -> AnyResponse | tuple[str, int]:
    wanted = safe_path(request.form.get("next"), AFTER_SIGN_IN)
    try:
        signed_in = current_platform().wallet.passkey_sign_in.finish(
            session.get("browser", ""),
            request.form.get("credential", ""),
            user_agent=request.user_agent.string,
            replaces=session_token(),
        )
    except SignInRefused as error:
        return render_template("account/refused.html", words=sentence(error), next=wanted), status_of(error)
    return keep_signed_in(redirect(wanted, 303), signed_in)


@blueprint.get("/account/passkeys")
@requires_sign_in
def show_passkeys() -> str:
    return _page()


@blueprint.post("/account/passkeys/challenges")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def challenge_new_passkey() -> Response:
    """Raises: PasskeyRefused, also for who signed in a while ago: the page offers nothing to them."""
    if not is_freshly_signed_in():
        raise PasskeyRefused("not_fresh")
    return jsonify(current_platform().wallet.passkeys.start_adding(current_account(), browser_secret()))


@blueprint.post("/account/passkeys")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def add_passkey() -> AnyResponse | tuple[str, int]:
    name = request.form.get("name", "")
    if not is_freshly_signed_in():
        return redirect(url_for("account.show_passkeys"), 303)
    try:
        current_platform().wallet.passkeys.add(
            current_account(),
            session.get("browser", ""),
            request.form.get("credential", ""),
            name=name,
            user_agent=request.user_agent.string,
        )
    except (PasskeyRefused, Invalid) as error:
        return _page(name=name, error=sentence(error)), status_of(error)
    flash(_("パスキーを追加しました。次から、番号を入力しないでサインインできます。"), "success")
    return redirect(url_for("account.show_passkeys"), 303)


@blueprint.post("/account/passkeys/<int:passkey_id>/name")
@requires_sign_in
def rename_passkey(passkey_id: int) -> AnyResponse | tuple[str, int]:
    name = request.form.get("name", "")
    try:
        current_platform().wallet.passkeys.rename(current_account(), passkey_id, name)
    except Invalid as error:
        return _page(renaming=(passkey_id, name, sentence(error))), status_of(error)
    flash(_("変更を保存しました。"), "success")
    return redirect(url_for("account.show_passkeys"), 303)


@blueprint.post("/account/passkeys/<int:passkey_id>/removal")
@requires_sign_in
def remove_passkey(passkey_id: int) -> AnyResponse:
    if is_freshly_signed_in() and _may_lose_one():
        current_platform().wallet.passkeys.remove(current_account(), passkey_id)
        flash(_("パスキーを削除しました。端末に残ったものは、端末の設定から消してください。"), "success")
    return redirect(url_for("account.show_passkeys"), 303)


def _may_lose_one() -> bool:
    """Not of an officer the last second factor: the next mail alone would set up another."""
    is_last = current_platform().wallet.second_factors.is_last(current_account())
    if is_last:
        flash(_("職員のアカウントには、パスキーか認証アプリが1つは必要です。先に別のものを登録してください。"), "error")
    return not is_last


def browser_secret() -> str:
    """A secret of this browser, to which its challenges are bound."""
    return str(session.setdefault("browser", new_token()))


def _page(*, name: str = "", error: str = "", renaming: tuple[int, str, str] | None = None) -> str:
    """`renaming`: which passkey, what was typed, and what is wrong with it."""
    account, passkeys = current_account(), current_platform().wallet.passkeys
    return render_template(
        "account/passkeys.html",
        account=account,
        passkeys=passkeys.of(account),
        origin=passkeys.origin,
        is_fresh=is_freshly_signed_in(),
        name=name,
        error=error,
        renaming=renaming,
    )
