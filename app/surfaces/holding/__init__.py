"""What a holder does with what they own: sell on, lend, give, and what others offer for it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("holding", __name__)

from app.surfaces.holding import (  # noqa: E402,F401  (they add their routes)
    buying,
    giving,
    lending,
    offering,
    selling,
    using,
    watching,
)
