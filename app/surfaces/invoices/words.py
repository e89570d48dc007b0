"""Words of receipts for templates, and the receipts that belong to a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.access import signed_in_account
from app.papers import receipt_words
from app.papers.receipt import line_words
from app.surfaces.invoices import blueprint
from app.wiring import current_platform
from marketplace.queries.receipts.pages import ReceiptLink

_FILTERS: dict[str, Callable[..., Any]] = {
    "invoice_title": receipt_words.receipt_title,
    "invoice_number": receipt_words.receipt_number,
    "invoice_note": receipt_words.receipt_note,
    "invoice_rate": receipt_words.rate_words,
    "paid_words": receipt_words.paid_words,
    "invoice_line": line_words,
    "shows_tax": receipt_words.shows_tax,
}
for filter_name, words in _FILTERS.items():
    blueprint.add_app_template_filter(words, filter_name)


@blueprint.app_template_global("receipts_of")
def receipts_of(subject: str) -> Sequence[ReceiptLink]:
    """The reader's own receipts of one purchase."""
    return receipts_of_many([subject]).get(subject, [])


@blueprint.app_template_global("receipts_of_many")
def receipts_of_many(subjects: Sequence[str]) -> Mapping[str, Sequence[ReceiptLink]]:
    """By purchase."""
    account = signed_in_account()
    return current_platform().marketplace.receipts.pages.links(account.address, subjects) if account else {}
