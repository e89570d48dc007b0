"""Segments (区分) in the console: conditions, how many people meet them, a message or a grant. Nobody is named."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("segments", __name__)

from app.surfaces.segments import granting, keeping, messaging, words  # noqa: E402,F401
