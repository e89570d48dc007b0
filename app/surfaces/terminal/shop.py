"""The shop a till belongs to, and the look of its pages."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app.i18n import localized
from app.wiring import current_platform
from points.queries.merchants import MerchantView, find_merchant


def shop_of(merchant_id: int) -> MerchantView:
    """Raises: NotFound."""
    with current_platform().db.read() as session:
        return find_merchant(session, merchant_id)


def page(template: str, merchant_id: int, **values: Any) -> str:
    shop = shop_of(merchant_id)
    return render_template(template, shop=shop, shop_name=localized(shop, "name"), **values)
