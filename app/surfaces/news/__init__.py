"""News (お便り) of communities: a steward writes, looks at it once more, sends it, and sees how far it is."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("news", __name__)

from app.surfaces.news import reading, writing  # noqa: E402,F401  (they add their routes)
