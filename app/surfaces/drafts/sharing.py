"""Writing a draft with others, and showing it to the members."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.surfaces.drafts import blueprint
from app.wiring import current_platform


@blueprint.post("/drafts/<int:number>/authors")
@requires_sign_in
def invite_author(number: int) -> Response:
    """A member who shows a name in the community's list."""
    member = request.form.get("member", "")
    current_platform().dao.drafts.invite.invite(
        number, current_account().address, int(member) if member.isdecimal() and len(member) < 16 else 0
    )
    flash(_("いっしょに書く人に加えました。"), "success")
    return _back(number)


@blueprint.get("/drafts/<int:number>/joining/<invitation>")
@requires_sign_in
def ask_to_join(number: int, invitation: str) -> str:
    return render_template("drafts/join.html", number=number, invitation=invitation)


@blueprint.post("/drafts/<int:number>/joining/<invitation>")
@requires_sign_in
def join_authors(number: int, invitation: str) -> Response:
    current_platform().dao.drafts.invite.join(number, invitation, current_account().address)
    flash(_("いっしょに書けるようになりました。"), "success")
    return _back(number)


@blueprint.post("/drafts/<int:number>/opening")
@requires_sign_in
def open_draft(number: int) -> Response:
    """Show it to the members, or to the authors alone again."""
    is_open = request.form.get("open") == "1"
    current_platform().dao.drafts.keep.show(number, current_account().address, is_open=is_open)
    flash(_("仲間が読めるようにしました。") if is_open else _("書く人だけに見えるようにしました。"), "success")
    return _back(number)


def _back(number: int) -> Response:
    return redirect(url_for("drafts.show_draft", number=number), 303)
