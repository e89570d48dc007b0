"""Members of a community: who has which role, who wishes to be seen, and how people treat each other."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("members", __name__)

from app.surfaces.members import conduct, people, shops, words  # noqa: E402,F401  (they add their routes)
