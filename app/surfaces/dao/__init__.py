"""Communities: their pages, proposals, ballots and treasuries."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("dao", __name__)

from app.surfaces.dao import calendar, communities, drafting, proposals, words  # noqa: E402,F401  (they add their routes)
