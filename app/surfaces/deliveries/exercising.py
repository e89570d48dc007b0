"""The holder of a first refusal or a seat makes use of it, in their own words."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.signing import completes
from app.surfaces.deliveries import blueprint
from app.surfaces.deliveries.pieces import services
from app.surfaces.holding.pieces import Page, own_desk, thing_words, to_signature, token_key, token_page
from app.surfaces.marketplace.words import detail_rows
from chain.errors import Conflict, Invalid
from chain.ids import Address
from marketplace.models import Kind
from marketplace.queries.holding.pages import TokenDesk
from marketplace.services.deliveries.exercise_right import LONGEST_WISH


@blueprint.get("/collection/<address>/<int:token_id>/exercise")
@requires_sign_in
def new_exercise(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours."""
    return _page(own_desk(address, token_id), "")


@blueprint.post("/collection/<address>/<int:token_id>/exercise")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def declare_exercise(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours."""
    page, wish = own_desk(address, token_id), request.form.get("wish", "")
    try:
        asked = services().exercise.declare(page.key, current_account().address, wish)
    except (Conflict, Invalid) as error:
        return _page(page, wish, sentence(error)), status_of(error)
    back = token_page(page.key) + "#served"
    if asked is None:
        flash(_("申し出を届けました。返事が来たら、お知らせします。"), "success")
        return redirect(back, 303)
    return to_signature(
        asked,
        words=thing_words(page.holding),
        title=_("行使の申し出に署名します"),
        consequence=_("売り手が日にちを返事したとき、1回使ったことになります。"),
        purpose="marketplace.exercise",
        return_to=back,
    )


@completes("marketplace.exercise")
def keep_signed_exercise(subject: str, signature: bytes, signer: Address) -> None:
    services().exercise.complete(subject, signature)


@blueprint.post("/collection/<address>/<int:token_id>/exercises/<int:exercise_id>/withdrawal")
@requires_sign_in
def withdraw_exercise(address: str, token_id: int, exercise_id: int) -> Page:
    """Raises: ExerciseUnknown, ExerciseClosed."""
    services().exercise.withdraw(exercise_id, current_account().address)
    flash(_("申し出を取り下げました。"), "success")
    return redirect(token_page(token_key(address, token_id)) + "#served", 303)


def _page(page: TokenDesk, wish: str, error: str = "") -> str:
    collection = page.holding.collection
    return render_template(
        "deliveries/exercise.html",
        desk=page,
        collection=collection,
        rows=detail_rows(collection),
        is_at_door=collection.kind == Kind.VIEWING,
        wish=wish,
        longest=LONGEST_WISH,
        error=error,
        back=token_page(page.key),
    )
