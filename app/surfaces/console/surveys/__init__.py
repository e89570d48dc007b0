"""Surveys of a municipality: writing them, their questions and branches, opening, results."""

from app.surfaces.console.surveys import questions, results, writing  # noqa: F401  (they add their routes)
