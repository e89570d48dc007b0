"""Donation projects for everybody: what towns want to do, who supports it, and what becomes of the money."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("projects", __name__)

from app.surfaces.projects import browsing, moderating, pictures, pledging, points, receipts, treasuries, voting, words  # noqa: E402,F401  (their routes)
