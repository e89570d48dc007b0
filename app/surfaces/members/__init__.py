"""Members of a community: who has which role, and who wishes to be seen."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("members", __name__)

from app.surfaces.members import people, words  # noqa: E402,F401  (they add their routes)
