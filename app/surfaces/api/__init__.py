"""What programs of others talk to: connected services send their events here. Errors are problem+json (RFC 9457)."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

from app.surfaces.api import describing, events, problems  # noqa: E402,F401  (they add their routes)
