"""Where to go on after a sign-in: a page of this service, and never another site."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_path(told: str) -> str:
    is_ours = told.startswith("/") and not told.startswith(("//", "/\\")) and not urlsplit(told).netloc
    return told if is_ours else "/"
