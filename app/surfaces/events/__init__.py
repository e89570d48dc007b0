"""Events (イベント) of communities: what comes, saying that one comes, and one's own places."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("events", __name__)

from app.surfaces.events import calendar, door, photos, replying, showing, words  # noqa: E402,F401  (they add their routes)
