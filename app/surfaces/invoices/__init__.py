"""Receipts of purchases (領収書・適格請求書) for buyers and sellers, who sells (特定商取引法に基づく表示), and the
mail that confirms a purchase. Slips of payments in shops are in app/surfaces/receipts."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("invoices", __name__)

from app.surfaces.invoices import desk, own, rules, sellers, words  # noqa: E402,F401  (they add their routes)
