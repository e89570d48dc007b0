"""The buyer's own receipts: a list, a page to print, the paper, and the name on it, which is written once."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.downloads import document
from app.errors import sentence, status_of
from app.papers.receipt import receipt_pdf
from app.security import limiter
from app.surfaces.invoices import blueprint
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from marketplace.queries.receipts.pages import SIZE


@blueprint.get("/invoices")
@requires_sign_in
def list_receipts() -> str:
    before, me = request.args.get("before", None, int), current_account().address
    receipts = current_platform().marketplace.receipts.pages.of_buyer(me, before)
    return render_template("invoices/receipts.html", receipts=receipts, size=SIZE)


@blueprint.get("/invoices/<int:receipt_id>")
@requires_sign_in
def show_receipt(receipt_id: int) -> str:
    return _page(receipt_id)


@blueprint.post("/invoices/<int:receipt_id>/addressee")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def name_addressee(receipt_id: int) -> AnyResponse | tuple[str, int]:
    typed = request.form.get("addressee", "")
    try:
        current_platform().marketplace.receipts.keep.address(receipt_id, current_account().address, typed)
    except (Invalid, Conflict) as error:
        return _page(receipt_id, typed=typed, error=sentence(error)), status_of(error)
    flash(_("宛名を入れました。"), "success")
    return redirect(url_for("invoices.show_receipt", receipt_id=receipt_id), 303)


@blueprint.get("/invoices/<int:receipt_id>.pdf")
@limiter.limit("60 per minute", key_func=per_person)
@requires_sign_in
def download_receipt(receipt_id: int) -> Response:
    """From the second on it says that it was issued again. Raises: ReceiptUnknown."""
    receipts, me = current_platform().marketplace.receipts, current_account().address
    view = receipts.pages.own(receipt_id, me)
    receipt = receipts.keep.download(receipt_id, me)
    copy = _("再発行") if receipt.downloads > 1 else ""
    return document(f"receipt-{receipt.number:06}.pdf", receipt_pdf(receipt, view.original, copy))


def _page(receipt_id: int, *, typed: str = "", error: str = "") -> str:
    view = current_platform().marketplace.receipts.pages.own(receipt_id, current_account().address)
    return render_template(
        "invoices/receipt.html", view=view, receipt=view.receipt, typed=typed, error=error, desk=None
    )
