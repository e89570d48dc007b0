"""Musubi as the ID (ID連携): what services' programs talk to, the question to the person, and who receives what."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("openid", __name__)

from app.surfaces.openid import agreeing, asking, describing, receiving, tokens  # noqa: E402,F401  (they add their routes)
