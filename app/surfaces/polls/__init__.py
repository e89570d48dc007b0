"""Polls (アンケート投票) of communities for everybody: answer, change one's mind, see the count, check it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("polls", __name__)

from app.surfaces.polls import answering, pictures, sealed, showing, words  # noqa: E402,F401  (they add their routes)
