"""What a person wants to hear of by mail and in which browsers, and how early before points expire."""

from __future__ import annotations

from collections.abc import Collection

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.notices import blueprint
from app.surfaces.notices.words import KINDS
from app.viewer import roles_of_viewer
from app.wiring import current_platform
from points.models import NoticeKind
from points.models.notice import EXPIRY_DAYS
from wallet import Role


@blueprint.get("/notices/choices")
@requires_sign_in
def show_choices() -> str:
    platform, account = current_platform(), current_account()
    return render_template(
        "notices/choices.html",
        chosen=platform.points.notices.choose.of(account.address),
        kinds=_shown_kinds(),
        days=EXPIRY_DAYS,
        email=platform.wallet.find_account.email_of(account),
        push_key=platform.web_push.public_key if platform.web_push else "",
        browsers=platform.points.notices.subscriptions.of(account.address),
    )


@blueprint.post("/notices/choices")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def choose() -> AnyResponse:
    """Raises: Invalid for what the form does not offer."""
    form = request.form
    platform, me = current_platform(), current_account().address
    choosing = platform.points.notices.choose
    kept = choosing.of(me)
    push = [*form.getlist("push"), *_kept(kept.push)] if platform.web_push else kept.push
    mail = [*form.getlist("mail"), *_kept(kept.mail)]
    choosing.choose(me, mail, push, form.getlist("days"))
    flash(_("お知らせの受け取り方を保存しました。"), "success")
    return redirect(url_for("notices.show_choices"), 303)


def _shown_kinds() -> dict[NoticeKind, tuple[LazyString, LazyString]]:
    """What concerns offices is shown to who works in one."""
    return {kind: words for kind, words in KINDS.items() if kind is not NoticeKind.OFFICE or _works_in_an_office()}


def _kept(chosen: Collection[NoticeKind]) -> list[str]:
    """What was not shown stays as it was."""
    return [str(kind) for kind in chosen if kind not in _shown_kinds()]


def _works_in_an_office() -> bool:
    return any(role is Role.OFFICER for role, _scope in roles_of_viewer())
