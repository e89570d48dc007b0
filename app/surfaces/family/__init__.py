"""Families (家族): whom one acts for, who acts for one, switching there and back, and the town's counter for adults
without a phone."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("family", __name__)

from app.surfaces.family import counter, desk, handing_over, own, switching, taking_over  # noqa: E402,F401  (they add their routes)
