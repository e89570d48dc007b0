"""Events (イベント) of communities: what comes, saying that one comes, and one's own places."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("events", __name__)

import app.surfaces.console  # noqa: E402,F401  (first: its pages of events and ours use the same form)
from app.surfaces.events import calendar, photos, replying, showing, words  # noqa: E402,F401  (they add their routes)
from app.surfaces.events.door import letting_in, offline  # noqa: E402,F401
from app.surfaces.events.hosting import picture, stewards  # noqa: E402,F401
