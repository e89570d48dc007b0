"""Leaving (退会): what goes and what stays is said first; then a word is typed, and a week is left to come back."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("leaving", __name__)

from app.surfaces.leaving import asking  # noqa: E402,F401  (it adds its routes)
