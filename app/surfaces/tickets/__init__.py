"""Tickets, stays and dated experiences for everybody: what runs when, booking, and one's own tickets."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("tickets", __name__)

from app.surfaces.tickets import (  # noqa: E402,F401  (they add their routes)
    booking,
    browsing,
    entering,
    guests,
    handing_on,
    metadata,
    own,
    waiting,
    words,
)
