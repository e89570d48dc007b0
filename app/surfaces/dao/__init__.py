"""Communities: their pages, proposals, ballots and treasuries."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("dao", __name__)

from app.surfaces.dao import (  # noqa: E402  (they add their routes)
    action_words,  # noqa: F401
    calendar,  # noqa: F401
    communities,  # noqa: F401
    drafting,  # noqa: F401
    proposals,  # noqa: F401
    words,  # noqa: F401
)
