"""Prize draws for everybody: what there is to win, entering with points, and the draw to be checked by anybody."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("draws", __name__)

from app.surfaces.draws import entering, showing, words  # noqa: E402,F401  (they add their routes)
