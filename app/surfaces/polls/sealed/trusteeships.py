"""What a trustee is asked, the key that is shown once, and the form that takes it after the close."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.qr import draw_qr
from app.security import limiter
from app.surfaces.polls import blueprint
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.polls.sealing import TrusteeKey
from dao.queries.polls.trustees import TrusteePage


@blueprint.get("/polls/trusteeships/<int:number>")
@requires_sign_in
def show_trusteeship(number: int) -> str:
    return _page(_trusteeship(number))


@blueprint.post("/polls/trusteeships/<int:number>/acceptance")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def accept_trusteeship(number: int) -> Response:
    """Of a key that the trustee's browser made, the public half comes. Else the key is made here, shown in this one
    answer, and kept by nobody: only its public half is."""
    account = current_account().address
    if "public_key" in request.form:
        public_key = TrusteeKey.read_public(request.form["public_key"])
        current_platform().dao.polls.sealed.serve.accept(number, account, public_key)
        flash(_("立会人を引き受けました。鍵は締切まで大切に持っていてください。"), "success")
        return redirect(url_for("polls.show_trusteeship", number=number), 303)
    key = TrusteeKey.new()
    current_platform().dao.polls.sealed.serve.accept(number, account, key.public)
    shown = render_template(
        "polls/sealed/key.html", page=_trusteeship(number), words=key.words(), qr=draw_qr(key.words())
    )
    response = make_response(shown)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/polls/trusteeships/<int:number>/refusal")
@requires_sign_in
def decline_trusteeship(number: int) -> Response:
    current_platform().dao.polls.sealed.serve.decline(number, current_account().address)
    flash(_("お断りを伝えました。"), "success")
    return redirect(url_for("polls.show_trusteeship", number=number), 303)


@blueprint.post("/polls/trusteeships/<int:number>/key")
@requires_sign_in
@limiter.limit("30 per hour", key_func=per_person)
def bring_key(number: int) -> Response | tuple[str, int]:
    """A wrong key is not shown again: it may be the right one with a slip in it."""
    try:
        key = TrusteeKey.read(request.form.get("key", ""))
        missing = current_platform().dao.polls.sealed.serve.bring_key(number, current_account().address, key)
    except Invalid as problem:
        return _page(_trusteeship(number), sentence(problem)), 422
    if missing:
        flash(_("鍵を受け取りました。あと%(number)s人の鍵で開きます。", number=missing), "success")
    else:
        flash(_("鍵がそろい、封が開きました。まもなく開票されます。"), "success")
    return redirect(url_for("polls.show_trusteeship", number=number), 303)


def _trusteeship(number: int) -> TrusteePage:
    return current_platform().dao.polls.sealed.pages.trusteeship(number, current_account().address)


def _page(page: TrusteePage, error: str = "") -> str:
    return render_template(
        "polls/sealed/trusteeship.html", page=page, preparation=page.preparation, trustee=page.trustee, error=error
    )
