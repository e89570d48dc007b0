"""Naming auctions for everybody: what can be named, bidding, one's own bids, and the names that towns approved."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("auctions", __name__)

from app.surfaces.auctions import bidding, browsing, names, own, proposing, words  # noqa: E402,F401  (their routes)
