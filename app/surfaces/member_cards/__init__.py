"""Cards of one person (digital resident cards, fan-club cards): asked for by people, kept by towns."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("member_cards", __name__)

from app.surfaces.member_cards import (  # noqa: E402,F401  (they add their routes)
    asking,
    desks,
    opening,
    rebinding,
)
