"""What the shop shows of itself on its public page, changed by its manager; its name only the municipality changes."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.surfaces.console.forms import Typed
from app.surfaces.shops.forms import lists_for, read_shop, typed_shop
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import person_at_till, requires_manager
from app.surfaces.terminal.shop import page
from app.wiring import current_platform

_NAMES = ("name_ja", "name_en")


@blueprint.get("/terminal/<int:merchant_id>/shop")
@requires_manager
def show_presentation(merchant_id: int) -> str:
    return _page(merchant_id, typed_shop(current_platform().points.keep_shop.form_of(merchant_id)))


@blueprint.post("/terminal/<int:merchant_id>/shop")
@requires_manager
def change_presentation(merchant_id: int) -> AnyResponse | tuple[str, int]:
    keeping = current_platform().points.keep_shop
    kept = keeping.form_of(merchant_id)
    typed = typed_shop({**request.form, **{name: kept[name] for name in _NAMES}})
    form = read_shop(typed)
    if typed.errors or form.shop is None:
        return _page(merchant_id, typed), 422
    keeping.change_place(merchant_id, person_at_till(merchant_id).address, form.category, form.shop)
    flash(_("お店の案内を変えました。"), "success")
    return redirect(url_for("terminal.show_presentation", merchant_id=merchant_id), 303)


def _page(merchant_id: int, typed: Typed) -> str:
    return page("terminal/shop.html", merchant_id, **lists_for(typed))
