"""Common points (共通ポイント): a town's rates for other apps' points, the month's bill, and a person's own page."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("conversions", __name__)

from app.surfaces.conversions import bill, desk, ending, own, setting, vendor, words  # noqa: E402,F401
