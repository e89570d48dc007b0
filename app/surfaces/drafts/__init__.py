"""Drafts (下書き) of proposals: kept, written together, compared version by version."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("drafts", __name__)

from app.surfaces.drafts import becoming, pages, sharing, words  # noqa: E402,F401  (they add their routes)
