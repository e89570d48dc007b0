"""The purse and its history."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from app.access import current_account, requires_sign_in
from app.surfaces.points import blueprint
from app.wiring import current_platform
from points.models import MovementKind
from points.queries.balances import holder_balance
from points.queries.history import holder_history
from points.queries.merchants import list_merchants

KINDS = {
    MovementKind.GRANT: _l("付与"),
    MovementKind.CLAIM: _l("付与"),
    MovementKind.PAYMENT: _l("支払い"),
    MovementKind.REFUND: _l("返金"),
    MovementKind.SETTLEMENT: _l("精算"),
    MovementKind.EXPIRY: _l("期限切れ"),
    MovementKind.GIFT: _l("譲渡"),
}
_SHOPS_SHOWN = 12


@blueprint.get("/points")
@requires_sign_in
def show_balance() -> str:
    platform = current_platform()
    with platform.db.read() as session:
        balance = holder_balance(session, current_account().address, platform.clock.now())
        areas = {area.id: area for area in platform.municipalities.areas(session)}
        towns = {town.code: town for town in platform.municipalities.all(session)}
        shops = {}
        for program in balance.programs:
            codes = areas[program.area_id].codes if program.area_id in areas else ()
            open_shops = [shop for code in codes for shop in list_merchants(session, code) if shop.state == "open"]
            shops[program.program_id] = open_shops
    return render_template(
        "points/balance.html", balance=balance, areas=areas, towns=towns, shops=shops, shops_shown=_SHOPS_SHOWN
    )


@blueprint.get("/points/history")
@requires_sign_in
def show_history() -> str:
    platform = current_platform()
    page = max(1, request.args.get("page", 1, type=int))
    with platform.db.read() as session:
        found = holder_history(session, current_account().address, page)
    return render_template("points/history.html", found=found, page=page, kinds=KINDS)
