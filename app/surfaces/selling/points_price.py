"""What a sale also costs in points (地域ポイント), said by an officer's signature at the town's desk."""

from __future__ import annotations

from flask import flash, redirect, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import current_account
from app.errors import sentence
from app.i18n import localized, points
from app.signing import completes
from app.surfaces.console.office import to_signature
from app.surfaces.selling import blueprint
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.wiring import current_platform
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address
from chain.units import Points
from marketplace.models import PublishState
from marketplace.queries.points.pages import PriceView
from marketplace.services.points.assembly import ForPoints

_FAILURES = {
    "OfficerUnauthorized": _l("署名した方は、このまちの出品の担当者ではありませんでした。"),
    "ListingUnknown": _l("この販売は、まだチェーンに登録されていませんでした。"),
    "SignatureExpired": _l("署名の有効時間を過ぎていました。"),
}
_OTHER = _l("ポイントの値段を登録できませんでした。もう一度署名してください。")


@desk_route("/offers/<int:offer_id>/points-price", "POST", is_curators=True)
def sign_points_price(desk: Desk, offer_id: int) -> Answer:
    offer = selling().pages.offer(desk.seller, offer_id).offer
    if offer.listing_number is None:
        raise NotFound("listing", offer_id)
    here = desk.address("show_offer", offer_id=offer_id)
    try:
        program, shop, price = _asked()
        asked = _for_points().state_price.prepare(
            desk.code,
            offer.listing_number,
            current_account().address,
            program_id=program,
            merchant_id=shop,
            price=price,
        )
    except (Conflict, Invalid) as refusal:
        flash(sentence(refusal), "error")
        return redirect(here, 303)
    return to_signature(
        asked.typed_data,
        title=_("ポイントの値段に署名します"),
        words=[(_("作品"), localized(offer, "name")), *_words(program, shop, price)],
        consequence=_("署名の途中の人が、知らない値段で買うことはありません。円の値段は変わりません。"),
        purpose="selling.points_price",
        subject=asked.subject,
        return_to=here,
    )


@completes("selling.points_price")
def set_points_price(subject: str, signature: bytes, signer: Address) -> None:
    _for_points().state_price.complete(subject, signature)


@blueprint.app_template_global("points_price_of")
def points_price_of(listing: int | None) -> PriceView | None:
    return _for_points().pages.price(listing, None) if listing else None


@blueprint.app_template_global("points_price_failure")
def points_price_failure(listing: int) -> str:
    """Why what was signed last did not come about; empty where it did, or is under way."""
    act = _for_points().pages.newest_act(listing)
    if act is None or act.state != PublishState.FAILED:
        return ""
    return str(_FAILURES.get(act.error_name, _OTHER))


@blueprint.app_template_global("points_choices_of")
def points_choices_of(desk: Desk) -> list[tuple[str, str]]:
    return [
        (f"{one.program_id}:{shop.merchant_id}", f"{localized(one, 'name')} → {localized(shop, 'name')}")
        for one in _for_points().till.programs(desk.code)
        for shop in one.shops
    ]


def _asked() -> tuple[int, int, Points]:
    """Program, shop and price as typed; without a program nothing but yen pays. Raises: Invalid."""
    program, _colon, shop = request.form.get("paid_in", "").partition(":")
    if not program:
        return 0, 0, Points(0)
    if not (program.isdecimal() and shop.isdecimal() and len(program) < 12 and len(shop) < 19):
        raise Invalid("program", "unknown")
    return int(program), int(shop), Points.parse(request.form.get("points", ""))


def _words(program: int, shop: int, price: Points) -> list[tuple[str, str]]:
    if not program:
        return [(_("お支払い"), _("円だけ（ポイントでの販売をやめます）"))]
    till = _for_points().till
    return [
        (_("使うポイント"), localized(till.names([program])[program], "name")),
        (_("1枚の値段"), points(int(price))),
        (_("受け取るお店"), localized(till.shop(shop), "name")),
    ]


def _for_points() -> ForPoints:
    return current_platform().marketplace.for_points
