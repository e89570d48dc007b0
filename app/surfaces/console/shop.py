"""What a shop shows of itself, changed by an officer of its town: also its name, which the shop cannot change."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.suspensions import find_shop
from app.surfaces.shops.forms import lists_for, read_shop, typed_shop
from app.wiring import current_platform
from chain.ids import MunicipalityCode


@blueprint.get("/console/<code>/merchants/<int:merchant_id>/shop")
@for_officers
def show_shop(code: MunicipalityCode, merchant_id: int) -> str:
    find_shop(code, merchant_id)
    return _page(code, merchant_id, typed_shop(current_platform().points.keep_shop.form_of(merchant_id)))


@blueprint.post("/console/<code>/merchants/<int:merchant_id>/shop")
@for_officers
def change_shop(code: MunicipalityCode, merchant_id: int) -> AnyResponse | tuple[str, int]:
    find_shop(code, merchant_id)
    typed = typed_shop(request.form)
    form = read_shop(typed)
    if typed.errors:
        return _page(code, merchant_id, typed), 422
    current_platform().points.keep_shop.change(code, current_account().address, merchant_id, form)
    flash(_("お店の案内を変えました。"), "success")
    return redirect(url_for("console.show_merchants", code=code), 303)


def _page(code: MunicipalityCode, merchant_id: int, typed: Typed) -> str:
    return page("console/shop.html", code, merchant=find_shop(code, merchant_id), **lists_for(typed))
