"""The identity check (本人確認) by the Digital Authentication App: what is read and why, the way there and back, and
what a person may take back."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("identity", __name__)

from app.surfaces.identity import checking, moving, taking, words  # noqa: E402,F401  (they add their routes)
