"""Tickets, stays and dated experiences of a town: what is written, signed, sold and paid out."""

from __future__ import annotations

from app.surfaces.console.tickets import listing, register, running, signing, takings, writing  # noqa: F401  (they add their routes)
