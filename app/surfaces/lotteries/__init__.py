"""Lotteries (抽選販売) for everybody: what is sold, entering, the own turn, and the draw to be checked by anybody."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("lotteries", __name__)

from app.surfaces.lotteries import entering, showing, words  # noqa: E402,F401  (they add their routes)
