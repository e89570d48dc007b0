"""The idea board (アイデア) of a community: everybody reads, members write, support and answer."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("ideas", __name__)

from app.surfaces.ideas import attaching, becoming, browsing, commenting, merging, posting, supporting, words  # noqa: E402,F401  (they add their routes)
