"""A steward stops a product project with a public reason, and lets it go on."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.product_projects import blueprint
from app.surfaces.product_projects.browsing import product_page
from app.surfaces.product_projects.words import steered_product
from app.wiring import current_platform
from chain.errors import Invalid


@blueprint.post("/product-projects/<int:number>/stop")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def stop_product(number: int) -> Response | tuple[str, int]:
    """Raises: ProductUnknown, RoleRequired, ProductStopped, NotItsTurn."""
    page, reason = steered_product(number), request.form.get("reason", "")
    try:
        current_platform().dao.product_projects.stop.stop(number, current_account().address, reason)
    except Invalid as problem:
        return product_page(page, reason=reason, reason_error=sentence(problem)), 422
    flash(_("商品プロジェクトを止めました。理由を仲間にお知らせします。"), "success")
    return redirect(url_for("product_projects.show_product", number=number), 303)


@blueprint.post("/product-projects/<int:number>/resumption")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def resume_product(number: int) -> Response:
    """Raises: ProductUnknown, RoleRequired."""
    current_platform().dao.product_projects.stop.resume(number, current_account().address)
    flash(_("商品プロジェクトを再開しました。仲間にお知らせします。"), "success")
    return redirect(url_for("product_projects.show_product", number=number), 303)
