"""What a payment would take: which points go, what expires next, what is left. Nothing moves here."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import points
from app.security import limiter
from app.surfaces.points import blueprint
from app.wiring import current_platform
from chain.errors import DomainError, NotFound
from chain.units import Points
from points.errors import PointsShort
from points.queries.balances import HolderBalance, holder_balance
from points.queries.shop_map import ShopPlace, shops_accepting


@blueprint.get("/points/preview")
@limiter.limit("60 per minute", key_func=per_person)
@requires_sign_in
def preview_spending() -> str | tuple[str, int]:
    """The form, and below it the answer once an amount was typed."""
    typed, shop = request.args.get("amount", "").strip(), request.args.get("shop", "")
    balance, shops = _mine()
    values = {"typed": typed, "shop": shop, "balance": balance, "shops": shops}
    if not typed:
        return render_template("points/preview.html", **values, preview=None, error="")
    try:
        amount = Points.parse(typed)
        spent = current_platform().points.pay_shop.preview(_merchant(shop, shops), current_account().address, amount)
    except PointsShort as error:
        return render_template("points/preview.html", **values, preview=None, error=_missing(error)), status_of(error)
    except DomainError as error:
        return render_template("points/preview.html", **values, preview=None, error=sentence(error)), status_of(error)
    return render_template("points/preview.html", **values, preview=spent, amount=amount, error="")


def _mine() -> tuple[HolderBalance, list[ShopPlace]]:
    platform = current_platform()
    with platform.db.read() as session:
        me = current_account().address
        is_verified = platform.points.claim_entries.is_verified(session, me)
        balance = holder_balance(session, me, platform.clock.now(), is_verified=is_verified)
        return balance, _accepting(session, balance)


def _accepting(session: Session, balance: HolderBalance) -> list[ShopPlace]:
    return shops_accepting(session, {one.area_id for one in balance.programs})


def _merchant(shop: str, shops: list[ShopPlace]) -> int | None:
    """Raises: NotFound for a shop that takes none of these points."""
    if not shop:
        return None
    if shop not in {str(one.id) for one in shops}:
        raise NotFound("merchant", shop)
    return int(shop)


def _missing(error: PointsShort) -> str:
    return str(
        _(
            "あと%(missing)s足りません。使えるのは%(available)sです。足りない分は、お店で現金などと合わせて支払えます。",
            missing=points(error.needed - error.available),
            available=points(error.available),
        )
    )
