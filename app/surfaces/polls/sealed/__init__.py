"""Sealed polls (封をした投票) for their trustees: accept with a key of one's own, and bring it after the close."""

from __future__ import annotations

from app.surfaces.polls.sealed import trusteeships, words  # noqa: F401  (they add their routes)
