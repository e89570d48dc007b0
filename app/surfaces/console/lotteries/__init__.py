"""Lotteries of a town: opened, fixed on chain, and sold round after round."""

from __future__ import annotations

from app.surfaces.console.lotteries import opening, signing  # noqa: F401  (they add their routes)
