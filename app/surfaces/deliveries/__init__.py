"""Rights that their seller serves: deliveries with the holder's address, and answers to who makes use of theirs."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("deliveries", __name__)

from app.surfaces.deliveries import addressing, exercising, receiving, serving  # noqa: E402,F401  (they add their routes)
