"""The market: towns, items, orders, one's own collection, test yen, pictures and metadata."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("marketplace", __name__)

from app.surfaces.marketplace import (  # noqa: E402,F401  (they add their routes)
    browsing,
    buying,
    faucet,
    metadata,
    owning,
    pictures,
    points_buying,
    words,
)
