"""Connected services (連携サービス): the desk of the town that invites them, and the pages of the vendor's people."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("bridges", __name__)

from app.surfaces.bridges import desk, people, portal, registering, repairing, signing_in, telling, testing, words  # noqa: E402,F401
