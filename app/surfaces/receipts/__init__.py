"""Receipts (レシート): a public page behind an unguessable link, for the screen, for 58 and 80 mm paper, and by e-mail.

They name the shop, what was sold, how it was paid and how the chain knows it; nothing of the customer.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("receipts", __name__)

from app.surfaces.receipts import mailing, showing  # noqa: E402,F401  (they add their routes)
