"""Paying from the own phone: the customer reads the shop's code, types the amount or sees it, presses the stamp."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pay", __name__)

from app.surfaces.pay import payment, poster, request  # noqa: E402,F401  (they add their routes)
