"""Notices (お知らせ) to a person: the page of them, what the person chose to hear, the mail and the way out of it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("notices", __name__)

from app.surfaces.notices import browsers, choices, inbox, unsubscribing  # noqa: E402,F401  (they add their routes)
