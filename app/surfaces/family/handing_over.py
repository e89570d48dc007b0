"""The guardian of a child offers the account to an address; whoever reads that mail takes it (taking_over.py)."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import language
from app.security import limiter
from app.surfaces.family import blueprint
from app.wiring import current_platform
from chain.errors import Invalid, NotFound
from wallet.errors import FamilyRefused, SignInRefused
from wallet.models import FamilyBond

Page = str | tuple[str, int] | AnyResponse


@blueprint.get("/account/family/<int:bond_id>/handover")
@requires_sign_in
def ask_email(bond_id: int) -> str:
    """Raises: NotFound."""
    return _page(bond_id)


@blueprint.post("/account/family/<int:bond_id>/handover")
@limiter.limit("10 per hour", key_func=per_person)
@requires_sign_in
def hand_over(bond_id: int) -> Page:
    """Raises: NotFound."""
    email = request.form.get("email", "")
    try:
        offering = current_platform().wallet.families.hand_over
        offering.by_guardian(current_account().address, bond_id, email, locale=language())
    except (Invalid, FamilyRefused, SignInRefused) as error:
        return _page(bond_id, email=email, error=sentence(error)), status_of(error)
    return _page(bond_id, email=email, is_sent=True)


def _page(bond_id: int, *, email: str = "", is_sent: bool = False, error: str = "") -> str:
    platform, bond = current_platform(), _bond(bond_id)
    with platform.db.read() as session:
        way = platform.wallet.families.hand_over.way_of(session, bond)
    return render_template(
        "family/hand_over.html",
        bond_id=bond_id,
        way=way,
        name=platform.wallet.names({bond.ward})[bond.ward],
        email=email,
        is_sent=is_sent,
        has_mailbox=platform.wallet.mailbox is not None,
        error=error,
    )


def _bond(bond_id: int) -> FamilyBond:
    """Raises: NotFound."""
    me = current_account().address
    for bond in current_platform().wallet.families.directory.of(me):
        if bond.id == bond_id and bond.guardian == me:
            return bond
    raise NotFound("family bond", bond_id)
