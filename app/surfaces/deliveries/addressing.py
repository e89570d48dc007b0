"""The holder writes where the next delivery goes, or all that come; and erases it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.signing import completes
from app.surfaces.addresses.asking import AddressForm, form_of, sent, told
from app.surfaces.deliveries import blueprint
from app.surfaces.deliveries.pieces import services
from app.surfaces.deliveries.words import countdown
from app.surfaces.holding.pieces import Page, thing_words, to_signature, token_key, token_page
from chain.errors import Conflict
from chain.ids import Address
from marketplace.models.addresses import read_address
from marketplace.models.deliveries.rows import KEPT_AFTER_DELIVERY
from marketplace.services.deliveries.keep_address import OwnAddress


@blueprint.get("/collection/<address>/<int:token_id>/delivery-address")
@requires_sign_in
def edit_address(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours, NotServed."""
    own = _own(address, token_id)
    is_standing = own.view.address.is_standing if own.view.address else True
    return _page(own, form_of(own.address, only_home=not own.view.detail.ships_abroad), is_standing=is_standing)


@blueprint.post("/collection/<address>/<int:token_id>/delivery-address")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def write_address(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours, NotServed (other_kind)."""
    own, me = _own(address, token_id), current_account().address
    only_home, is_standing = not own.view.detail.ships_abroad, request.form.get("which") == "all"
    form = sent(only_home=only_home)
    if request.form.get("change_country"):
        return _page(own, form, is_standing=is_standing)
    reading = read_address(form.values, only_home=only_home)
    if reading.address is None:
        form.errors = told(reading.errors)
        return _page(own, form, is_standing=is_standing), 422
    try:
        asked = services().addresses.write(own.view.key, me, reading.address, is_standing=is_standing)
    except Conflict as error:
        return _page(own, form, is_standing=is_standing, error=sentence(error)), status_of(error)
    flash(_("お届け先を預かりました。送る人だけが見られます。"), "success")
    back = token_page(own.view.key) + "#served"
    if asked is None:
        return redirect(back, 303)
    return to_signature(
        asked,
        words=thing_words(own.view.holding),
        title=_("次のお届けの1回分に署名します"),
        consequence=_("売り手が品を送ったとき、1回使ったことになります。送られるまでは、何も変わりません。"),
        purpose="marketplace.delivery",
        return_to=back,
    )


@completes("marketplace.delivery")
def keep_signed_use(subject: str, signature: bytes, signer: Address) -> None:
    services().addresses.complete(subject, signature)


@blueprint.post("/collection/<address>/<int:token_id>/delivery-address/erasure")
@requires_sign_in
def erase_address(address: str, token_id: int) -> Page:
    """Raises: TokenUnknown, NotYours."""
    key = token_key(address, token_id)
    services().addresses.erase(key, current_account().address)
    flash(_("お届け先を消しました。"), "success")
    return redirect(token_page(key) + "#served", 303)


def _own(address: str, token_id: int) -> OwnAddress:
    return services().addresses.of_holder(token_key(address, token_id), current_account().address)


def _page(own: OwnAddress, form: AddressForm, *, is_standing: bool, error: str = "") -> str:
    return render_template(
        "deliveries/address.html",
        view=own.view,
        collection=own.view.holding.collection,
        address=form,
        is_standing=is_standing,
        error=error,
        seen_at=own.seen_at,
        is_known=own.address is not None,
        countdown=countdown(own.view.left, own.view.next),
        kept_days=KEPT_AFTER_DELIVERY.days,
        back=token_page(own.view.key),
    )
