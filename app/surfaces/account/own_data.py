"""Take everything along that is stored about oneself: asked for here, made by a job, for who signed in just now."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.access import (
    current_account,
    forget_signed_in,
    is_freshly_signed_in,
    per_person,
    requires_sign_in,
    safe_path,
    session_token,
)
from app.downloads import document
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.account import blueprint
from app.wiring import current_platform
from chain.clock import JST
from wallet.errors import TooManyCopies
from wallet.models.data_export import COPIES_A_DAY, MOST_TRIES


@blueprint.get("/account/data")
@requires_sign_in
def show_copies() -> str:
    """The page, or for HTMX the list of copies alone."""
    return _page(template="account/_copies.html" if request.headers.get("HX-Request") else "account/own_data.html")


@blueprint.post("/account/data")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def ask_copy() -> AnyResponse | tuple[str, int]:
    if is_freshly_signed_in():
        try:
            current_platform().wallet.keep_copies.ask(current_account())
        except TooManyCopies as error:
            return _page(error=sentence(error)), status_of(error)
    return redirect(url_for("account.show_copies"), 303)


@blueprint.get("/account/data/<int:copy_id>")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def take_copy(copy_id: int) -> AnyResponse:
    """Raises: NotFound, also for anybody else's."""
    if not is_freshly_signed_in():
        return redirect(url_for("account.show_copies"), 303)
    platform = current_platform()
    packed = platform.wallet.keep_copies.take(current_account(), copy_id)
    day = platform.clock.now().astimezone(JST).strftime("%Y%m%d")
    return document(f"musubi-my-data-{day}.zip", packed, "application/zip")


@blueprint.post("/account/sign-in-again")
@requires_sign_in
def sign_in_again() -> AnyResponse:
    """For what only a person who signed in just now may do; from there back to its page."""
    wanted = safe_path(request.form.get("next"), url_for("account.show_copies"))
    current_platform().wallet.sign_out(session_token())
    return forget_signed_in(redirect(url_for("account.sign_in", next=wanted), 303))


def _page(error: str = "", template: str = "account/own_data.html") -> str:
    copies = current_platform().wallet.keep_copies.of(current_account())
    return render_template(
        template,
        copies=copies,
        is_waiting=any(one.made_at is None and one.tries < MOST_TRIES for one in copies),
        most_tries=MOST_TRIES,
        a_day=COPIES_A_DAY,
        is_fresh=is_freshly_signed_in(),
        error=error,
    )
