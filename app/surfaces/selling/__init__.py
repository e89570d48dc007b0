"""The seller's desk: towns and their member shops write offers, the town's curator reviews and publishes them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("selling", __name__)

from app.surfaces.selling import (  # noqa: E402,F401  (they add their routes)
    buyers,
    contest,
    looks,
    offers,
    points_price,
    product,
    publishing,
    reporting,
    reviewing,
    series,
    splitting,
    words,
)
