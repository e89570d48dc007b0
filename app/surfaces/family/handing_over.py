"""The ward takes the account over: the ward's own e-mail address, and the code that arrived there."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import language
from app.security import limiter
from app.surfaces.family import blueprint
from app.wiring import current_platform
from chain.errors import Invalid, NotFound
from chain.ids import Address
from wallet.errors import FamilyRefused, SignInRefused

_KEY = "hand_over"
Page = str | tuple[str, int] | AnyResponse


@blueprint.get("/account/family/<int:bond_id>/handover")
@requires_sign_in
def ask_email(bond_id: int) -> str:
    """Raises: NotFound."""
    return _page(bond_id)


@blueprint.post("/account/family/<int:bond_id>/handover")
@limiter.limit("10 per hour", key_func=per_person)
@requires_sign_in
def send_code(bond_id: int) -> Page:
    """Raises: NotFound."""
    email = request.form.get("email", "")
    try:
        ticket = current_platform().wallet.families.hand_over.start(
            current_account().address, bond_id, email, source=request.remote_addr or "", locale=language()
        )
    except (Invalid, FamilyRefused, SignInRefused) as error:
        return _page(bond_id, email=email, error=sentence(error)), status_of(error)
    session[_KEY] = [bond_id, ticket]
    return _page(bond_id, email=email, is_sent=True)


@blueprint.post("/account/family/<int:bond_id>/handover/code")
@limiter.limit("20 per hour", key_func=per_person)
@requires_sign_in
def finish(bond_id: int) -> Page:
    """Raises: NotFound."""
    known, ticket = session.get(_KEY, [0, ""])
    if known != bond_id:
        return redirect(url_for("family.ask_email", bond_id=bond_id), 303)
    try:
        hand_over, me = current_platform().wallet.families.hand_over, current_account().address
        hand_over.finish(me, bond_id, ticket, request.form.get("code", ""))
    except (FamilyRefused, SignInRefused) as error:
        return _page(bond_id, is_sent=True, error=sentence(error)), status_of(error)
    session.pop(_KEY, None)
    flash(_("引き継ぎました。ご本人は、次から自分のメールアドレスでサインインできます。"), "success")
    return redirect(url_for("family.show"), 303)


def _page(bond_id: int, *, email: str = "", is_sent: bool = False, error: str = "") -> str:
    platform, ward = current_platform(), _ward(bond_id)
    return render_template(
        "family/hand_over.html",
        bond_id=bond_id,
        name=platform.wallet.names({ward})[ward],
        email=email,
        is_sent=is_sent,
        has_mailbox=platform.wallet.mailbox is not None,
        error=error,
    )


def _ward(bond_id: int) -> Address:
    """Raises: NotFound."""
    platform, me = current_platform(), current_account().address
    for bond in platform.wallet.families.directory.of(me):
        if bond.id == bond_id and bond.guardian == me:
            return bond.ward
    raise NotFound("family bond", bond_id)
