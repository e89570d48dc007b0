"""The manager's page of saved items, which the till offers to tap."""

from __future__ import annotations

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence, status_of
from app.surfaces.terminal import blueprint
from app.surfaces.terminal.person import requires_manager
from app.surfaces.terminal.shop import page
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.units import Yen
from points.services.till.keep_items import saved_items


@blueprint.get("/terminal/<int:merchant_id>/items")
@requires_manager
def list_items(merchant_id: int) -> str:
    return _page(merchant_id, request.args.get("edit", 0, type=int))


@blueprint.post("/terminal/<int:merchant_id>/items")
@requires_manager
def save_item(merchant_id: int) -> AnyResponse:
    """A new one, or with `item` another name or price for an old one."""
    form = request.form
    item_id = form.get("item", 0, type=int) or None
    try:
        price = _price(form.get("price", ""))
        names = form.get("name_ja", ""), form.get("name_en", "")
        current_platform().points.keep_items.save(merchant_id, item_id, *names, price)
    except Invalid as error:
        return make_response(_page(merchant_id, item_id or 0, error), status_of(error))
    flash(_("品物を登録しました。"), "success")
    return redirect(url_for("terminal.list_items", merchant_id=merchant_id), 303)


@blueprint.post("/terminal/<int:merchant_id>/items/<int:item_id>/removal")
@requires_manager
def remove_item(merchant_id: int, item_id: int) -> AnyResponse:
    current_platform().points.keep_items.remove(merchant_id, item_id)
    flash(_("品物を消しました。これまでのレシートは変わりません。"), "success")
    return redirect(url_for("terminal.list_items", merchant_id=merchant_id), 303)


def _page(merchant_id: int, edited: int, error: DomainError | None = None) -> str:
    with current_platform().db.read() as session:
        items = saved_items(session, merchant_id)
    old = next((item for item in items if item.id == edited), None)
    values = request.form.to_dict()
    if old is not None and not values:
        values = {"name_ja": old.name_ja, "name_en": old.name_en, "price": str(old.price)}
    errors = {getattr(error, "field", ""): sentence(error)} if error else {}
    return page("terminal/items.html", merchant_id, items=items, edited=old, values=values, errors=errors)


def _price(text: str) -> Yen:
    try:
        return Yen.parse(text)
    except Invalid as error:
        raise Invalid("price", error.reason) from error
