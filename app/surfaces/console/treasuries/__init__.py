"""Budget plans of the treasuries of a town's communities, and under which heading their payments count."""

from __future__ import annotations

from app.surfaces.console.treasuries import planning  # noqa: F401  (it adds its routes)
