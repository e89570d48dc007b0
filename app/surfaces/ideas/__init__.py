"""The idea board (アイデア) of a community: everybody reads, members write, support and answer."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("ideas", __name__)

from app.surfaces.ideas import (  # noqa: E402  (they add their routes)
    attaching,  # noqa: F401
    becoming,  # noqa: F401
    browsing,  # noqa: F401
    commenting,  # noqa: F401
    merging,  # noqa: F401
    posting,  # noqa: F401
    supporting,  # noqa: F401
    translating,  # noqa: F401
    words,  # noqa: F401
)
