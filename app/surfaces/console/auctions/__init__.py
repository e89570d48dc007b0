"""Naming auctions of a municipality: drafts, opening and calling off, and the review of names."""

from app.surfaces.console.auctions import drafting, opening, reviewing  # noqa: F401  (they add their routes)
