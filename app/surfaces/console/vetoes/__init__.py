"""A town stops an accepted proposal while it waits to be executed."""

from __future__ import annotations

from app.surfaces.console.vetoes import writing  # noqa: F401  (it adds its routes)
