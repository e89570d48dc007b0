"""A person's points: what there is and until when, the code to pay with, and what happened to them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("points", __name__)

from app.surfaces.points import (  # noqa: E402,F401  (they add their routes)
    balance,
    card,
    code,
    coupon_words,
    coupons,
    gifts,
    preview,
    scan,
)
