"""Signing one use of a right on one's own phone: for holders who keep their own key."""

from __future__ import annotations

from flask import flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.signing import completes
from app.surfaces.holding import blueprint
from app.surfaces.holding.pieces import desk, thing_words, to_signature, token_page
from app.surfaces.holding.words import uses_left
from app.wiring import current_platform
from chain.ids import Address
from marketplace.errors import NotYours


@blueprint.post("/collection/<address>/<int:token_id>/use")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def sign_use(address: str, token_id: int) -> Response:
    """Raises: TokenUnknown, NotYours, LentToAnother, WrongDate, UsedAlready."""
    page, me = desk(address, token_id), current_account().address
    if not page.may_use(me):
        raise NotYours(f"{address}/{token_id}")
    return to_signature(
        current_platform().marketplace.admission.sign_use_ahead.prepare(page.key, me),
        words=[*thing_words(page.holding), (_("残りの回数"), uses_left(page.standing))],
        title=_("1回使う署名をします"),
        consequence=_("署名したあと、使う場所でコードが読み取られると使われます。読み取られなければ使われません。"),
        purpose="marketplace.right_use",
        return_to=token_page(page.key),
    )


@completes("marketplace.right_use")
def keep_signed_use(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.admission.sign_use_ahead.complete(subject, signature)
    flash(_("署名しました。係の人にコードを見せてください。"), "success")
