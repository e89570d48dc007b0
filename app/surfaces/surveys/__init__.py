"""Surveys (意見調査) for those who answer: question by question or on one page, kept as it is typed."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("surveys", __name__)

from app.surfaces.surveys import answering, showing, words  # noqa: E402,F401  (they add their routes)
