"""The page on which one leaves, and coming back within the week."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import ON_SIGN_IN, current_account, forget_signed_in, is_freshly_signed_in, per_person, requires_sign_in
from app.i18n import day
from app.leaving.gathering import may_leave, stakes_of
from app.security import limiter
from app.surfaces.leaving import blueprint
from app.surfaces.leaving.words import stake_words, word_to_type
from app.wiring import current_platform
from chain.leaving import Fate
from wallet import Account
from wallet.models.account_deletion import WAITING

Page = str | tuple[str, int] | AnyResponse


@blueprint.get("/account/leaving")
@requires_sign_in
def show() -> str:
    return _page()


@blueprint.post("/account/leaving")
@limiter.limit("10 per hour", key_func=per_person)
@requires_sign_in
def leave() -> Page:
    if not is_freshly_signed_in():
        return redirect(url_for("leaving.show"), 303)
    account = current_account()
    if not may_leave(stakes_of(current_platform(), account.address)):
        return _page(), 409
    typed = request.form.get("word", "")
    if unicodedata.normalize("NFKC", typed).strip().casefold() != word_to_type().casefold():
        return _page(typed=typed, error=_("「%(word)s」と入力してください。", word=word_to_type())), 422
    due = current_platform().wallet.leaving.ask.ask(account)
    response = forget_signed_in(redirect(url_for("leaving.say_goodbye"), 303))
    flash(_("退会を受け付けました。%(day)sに個人情報を消します。", day=day(due)), "success")
    return response


@blueprint.get("/goodbye")
def say_goodbye() -> str:
    return render_template("leaving/goodbye.html", days=WAITING.days)


def come_back(carried: Mapping[str, Any], account: Account) -> None:
    """Who signs in within the week stays."""
    if current_platform().wallet.leaving.ask.cancel(account):
        flash(_("おかえりなさい。退会の申し込みを取りやめました。"), "success")


def _page(*, typed: str = "", error: str = "") -> str:
    found = stakes_of(current_platform(), current_account().address)
    return render_template(
        "leaving/leave.html",
        blocking=[stake_words(one) for one in found if one.fate is Fate.BLOCKS],
        lost=[stake_words(one) for one in found if one.fate is Fate.LOST],
        staying=[stake_words(one) for one in found if one.fate is Fate.STAYS],
        account=current_account(),
        is_fresh=is_freshly_signed_in(),
        days=WAITING.days,
        word=word_to_type(),
        typed=typed,
        error=error,
    )


ON_SIGN_IN.append(come_back)
