"""At the seller's desk: receipts that were issued in its name, and what it says about itself as a seller."""

from __future__ import annotations

from flask import flash, redirect, request
from flask_babel import gettext as _

from app.access import current_account
from app.downloads import document
from app.papers.receipt import receipt_pdf
from app.surfaces.console.forms import Typed
from app.surfaces.selling.desk import Answer, Desk, desk_route
from app.wiring import current_platform
from chain.errors import Invalid
from marketplace.models.receipts import shop_seller, town_seller
from marketplace.models.receipts.sellers import SELLER_FIELDS, SellerForm
from marketplace.queries.receipts.pages import SIZE
from marketplace.services.receipts.assembly import ReceiptServices
from points.models.payout_account import Business, invoice_number
from wallet.email_address import parse_email


@desk_route("/receipts")
def list_issued(desk: Desk) -> Answer:
    before = request.args.get("before", None, int)
    receipts = _receipts().pages.of_issuer(seller_key(desk), before)
    return desk.page("invoices/issued.html", receipts=receipts, size=SIZE)


@desk_route("/receipts/<int:receipt_id>")
def show_issued(desk: Desk, receipt_id: int) -> Answer:
    view = _receipts().pages.sold(receipt_id, seller_key(desk))
    return desk.page("invoices/receipt.html", view=view, receipt=view.receipt, typed="", error="")


@desk_route("/receipts/<int:receipt_id>.pdf")
def download_issued(desk: Desk, receipt_id: int) -> Answer:
    """The seller's own copy, which says so and does not count. Raises: ReceiptUnknown."""
    view = _receipts().pages.sold(receipt_id, seller_key(desk))
    return document(f"receipt-{view.receipt.number:06}.pdf", receipt_pdf(view.receipt, view.original, _("控え")))


@desk_route("/seller")
def edit_seller(desk: Desk) -> Answer:
    view = _receipts().pages.seller(seller_key(desk))
    return _seller_page(desk, Typed({name: getattr(view.words, name) for name in SELLER_FIELDS}))


@desk_route("/seller", "POST")
def save_seller(desk: Desk) -> Answer:
    typed = Typed.of(SELLER_FIELDS, request.form)
    try:
        if typed.values["email"].strip():
            parse_email(typed.values["email"])
        form = SellerForm(**typed.values | {"invoice_number": _registration(desk, typed.values["invoice_number"])})
        _receipts().keep_seller.save(seller_key(desk), current_account().address, form)
    except Invalid as error:
        typed.refuse(error)
        return _seller_page(desk, typed), 422
    flash(_("販売者の表示を保存しました。"), "success")
    return redirect(desk.address("edit_seller"), 303)


def seller_key(desk: Desk) -> str:
    merchant_id = desk.seller.merchant_id
    return town_seller(desk.code) if merchant_id is None else shop_seller(merchant_id)


def _registration(desk: Desk, text: str) -> str:
    """A town is a corporation, so its check digit is checked; a shop may be a sole trader, whose number has none.

    Raises: Invalid (invoice_number).
    """
    return invoice_number(text, Business.CORPORATION if desk.is_curator else Business.SOLE_TRADER)


def _seller_page(desk: Desk, typed: Typed) -> str:
    view = _receipts().pages.seller(seller_key(desk))
    return desk.page("invoices/seller_form.html", typed=typed, seller=view)


def _receipts() -> ReceiptServices:
    return current_platform().marketplace.receipts
