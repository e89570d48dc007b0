"""Who sells (特定商取引法に基づく表示): a page for each town and each shop, for everybody."""

from __future__ import annotations

from flask import render_template, url_for

from app.surfaces.invoices import blueprint
from app.surfaces.marketplace.codes import town_code
from app.wiring import current_platform
from marketplace.models.receipts import shop_seller, town_seller
from marketplace.queries.receipts.sellers import SellerView


@blueprint.get("/sellers/towns/<code>")
def show_town_seller(code: str) -> str:
    return _page(town_seller(town_code(code)))


@blueprint.get("/sellers/shops/<int:merchant_id>")
def show_shop_seller(merchant_id: int) -> str:
    return _page(shop_seller(merchant_id))


@blueprint.app_template_global("seller_of_item")
def seller_of_item(number: int) -> SellerView:
    """Of a listing. Raises: SellerUnknown."""
    pages = current_platform().marketplace.receipts.pages
    return pages.seller(pages.seller_of_listing(number))


@blueprint.app_template_global("seller_of_town")
def seller_of_town(code: str) -> SellerView:
    """Raises: SellerUnknown."""
    return current_platform().marketplace.receipts.pages.seller(f"town:{code}")


@blueprint.app_template_filter("seller_address")
def seller_address(view: SellerView) -> str:
    """Of the page about the seller."""
    if view.is_town:
        return url_for("invoices.show_town_seller", code=view.number)
    return url_for("invoices.show_shop_seller", merchant_id=view.number)


def _page(key: str) -> str:
    """Raises: SellerUnknown."""
    view = current_platform().marketplace.receipts.pages.seller(key)
    return render_template("invoices/seller.html", seller=view, words=view.words)
