"""A steward asks for makers, gives them longer, chooses one, and takes either back while nothing depends on it."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.console.forms import read_moment
from app.surfaces.product_projects import blueprint
from app.surfaces.product_projects.browsing import product_page
from app.surfaces.product_projects.words import steered_product
from app.wiring import current_platform
from chain.errors import Invalid


@blueprint.post("/product-projects/<int:number>/call")
@requires_sign_in
@limiter.limit("30 per hour", key_func=per_person)
def ask_makers(number: int) -> Response | tuple[str, int]:
    """Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    page, until = steered_product(number), request.form.get("until", "")
    try:
        current_platform().dao.product_projects.ask.ask(number, current_account().address, read_moment(until))
    except Invalid as problem:
        return product_page(page, until=until, until_error=sentence(problem)), 422
    flash(_("作り手を募集しています。仲間の加盟店にお知らせします。"), "success")
    return _back(number)


@blueprint.post("/product-projects/<int:number>/call/withdrawal")
@requires_sign_in
def take_call_back(number: int) -> Response:
    """Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    current_platform().dao.product_projects.ask.take_back(number, current_account().address)
    flash(_("作り手の募集を取り消しました。"), "success")
    return _back(number)


@blueprint.post("/product-projects/<int:number>/maker")
@requires_sign_in
@limiter.limit("30 per hour", key_func=per_person)
def choose_maker(number: int) -> Response | tuple[str, int]:
    """Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    page, shop = steered_product(number), request.form.get("shop", "")
    try:
        current_platform().dao.product_projects.choose.choose(number, current_account().address, shop)
    except Invalid as problem:
        return product_page(page, choice_error=sentence(problem)), 422
    flash(_("作り手を決めました。応募したお店と仲間にお知らせします。"), "success")
    return _back(number)


@blueprint.post("/product-projects/<int:number>/maker/withdrawal")
@requires_sign_in
def take_choice_back(number: int) -> Response:
    """Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    current_platform().dao.product_projects.choose.take_back(number, current_account().address)
    flash(_("作り手の決定を取り消しました。仲間にお知らせします。"), "success")
    return _back(number)


def _back(number: int) -> Response:
    return redirect(url_for("product_projects.show_product", number=number), 303)
