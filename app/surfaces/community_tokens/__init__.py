"""Community tokens for everybody: what is offered, what a holder gets, and buying."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("community_tokens", __name__)

from app.surfaces.community_tokens import browsing, buying, tiers, words  # noqa: E402,F401  (their routes)
