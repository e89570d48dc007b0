"""Somebody who works for a member shop applies as the maker, changes the application, or withdraws it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.security import limiter
from app.surfaces.console.forms import Typed, read_count, read_day
from app.surfaces.product_projects import blueprint
from app.surfaces.product_projects.words import own_shop, shop_name, shown_product
from app.wiring import current_platform
from chain.errors import Invalid
from chain.units import Yen
from dao.models.product_projects import ApplicationWords, Situation
from dao.models.product_projects.errors import MemberShopsOnly, NotItsTurn
from dao.queries.product_projects.pages import ProductPage

_FIELDS = ("words", "price", "quantity", "ready_on")


@blueprint.get("/product-projects/<int:number>/applications/<shop>")
@requires_sign_in
def edit_application(number: int, shop: str) -> str:
    """Raises: ProductUnknown, MemberShopsOnly, NotItsTurn."""
    page = _own_page(number, shop)
    if page.situation is not Situation.APPLYING:
        raise NotItsTurn(number, page.situation)
    known = own_shop(page, shop)
    row = page.application_of(known) if known else None
    given = {name: str(getattr(row, name)) for name in _FIELDS} if row else {}
    return _form(page, shop, Typed.of(_FIELDS, given))


@blueprint.post("/product-projects/<int:number>/applications/<shop>")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def keep_application(number: int, shop: str) -> Response | tuple[str, int]:
    """Raises: ProductUnknown, MemberShopsOnly, ProductStopped, NotItsTurn."""
    page, typed = _own_page(number, shop), Typed.of(_FIELDS, request.form)
    words = _read(typed)
    if words is not None:
        try:
            current_platform().dao.product_projects.apply.apply(number, current_account().address, shop, words)
            flash(_("応募を受け付けました。締切までは、何度でも直せます。"), "success")
            return redirect(url_for("product_projects.show_product", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(page, shop, typed), 422


@blueprint.post("/product-projects/<int:number>/applications/<shop>/withdrawal")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def withdraw_application(number: int, shop: str) -> Response:
    """Raises: ProductUnknown, MemberShopsOnly, ProductStopped, NotItsTurn."""
    current_platform().dao.product_projects.apply.withdraw(number, current_account().address, shop)
    flash(_("応募を取り下げました。締切までは、もう一度応募できます。"), "success")
    return redirect(url_for("product_projects.show_product", number=number), 303)


def _own_page(number: int, shop: str) -> ProductPage:
    page = shown_product(number)
    if own_shop(page, shop) is None:
        raise MemberShopsOnly(number, current_account().address)
    return page


def _read(typed: Typed) -> ApplicationWords | None:
    price, quantity = typed.read("price", Yen.parse), typed.read("quantity", read_count)
    ready_on = typed.read("ready_on", read_day)
    if price is None or quantity is None or ready_on is None:
        return None
    return ApplicationWords(typed.values["words"], price, quantity, ready_on)


def _form(page: ProductPage, shop: str, typed: Typed) -> str:
    known = own_shop(page, shop)
    return render_template(
        "product_projects/application.html",
        page=page,
        project=page.project,
        community=page.community,
        shop=shop,
        name=shop_name(page.shops.get(known) if known else None),
        typed=typed,
    )
