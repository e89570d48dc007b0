"""What a service may ask for. `openid` says who it is by a name for that service alone; the others are a choice."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    OPENID = "openid"
    TOWN = "town"
    AGE_BAND = "age_band"
    CARDS = "cards"
    POINTS = "points"
    TICKETS = "tickets"  # those alone that the town lets the service hear of
    OFFLINE_ACCESS = "offline_access"  # to ask again while the person is away


CHOICES = tuple(scope for scope in Scope if scope is not Scope.OPENID)
CLAIMS = {
    Scope.TOWN: ("town", "town_verified"),
    Scope.AGE_BAND: ("age_band",),
    Scope.CARDS: ("cards",),
    Scope.POINTS: ("points",),
    Scope.TICKETS: ("tickets",),
}


def parse_scopes(text: str | None) -> list[Scope]:
    """Those we know, in our order; others are left out, as OpenID Connect Core 3.1.2.1 wants."""
    asked = set((text or "").split())
    return [scope for scope in Scope if scope in asked]


def scope_text(scopes: Iterable[str]) -> str:
    wanted = set(scopes)
    return " ".join(scope for scope in Scope if scope in wanted)
