"""Well-being indicators (幸福度指標): the officer's desk, a town's public page, and lists in and out."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("wellbeing", __name__)

from app.surfaces.wellbeing import choosing, desk, entering, lists, public, words  # noqa: E402,F401
