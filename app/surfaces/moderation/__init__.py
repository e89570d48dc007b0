"""Moderation (見守り): report something, decide about it with a public reason, and the log that members read."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("moderation", __name__)

from app.surfaces.moderation import deciding, log, reporting, words  # noqa: E402,F401  (they add their routes)
