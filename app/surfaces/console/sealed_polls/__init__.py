"""Sealed polls at the officer's desk: ask trustees, open the poll, and what if their keys are lost."""

from __future__ import annotations

from app.surfaces.console.sealed_polls import desk  # noqa: F401  (it adds its routes)
