"""The door (入場): scan a ticket or a right and see in large letters whether its holder comes in."""

from __future__ import annotations

from app.surfaces.terminal.admission import admitting, offline, perks  # noqa: F401  (they add their routes)
