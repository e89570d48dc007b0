"""What a service says of itself, to people and to the town that invites it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.sandbox_services.common.languages import t

Text = tuple[str, str]  # in Japanese, in English


@dataclass(frozen=True, slots=True)
class About:
    """`name` is the folder's. `town` is the code of the one that invites it; `more_towns` are those where its events
    may happen as well. `events` names each type it sends for people. `scopes` is what it asks for at the sign-in,
    `asks` why, for each that the town must approve. `hears_of`: the name of the tickets whose sales it is told of;
    `checks_in`: that of the part of them that it cancels."""

    name: str
    title: Text
    purpose: Text
    town: str
    events: Mapping[str, Text] = field(hash=False)
    more_towns: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ("openid",)
    asks: Mapping[str, Text] = field(default_factory=dict, hash=False)
    hears_of: str = ""
    checks_in: str = ""

    def what(self, kind: str) -> str:
        """A type of event in the visitor's language; its name where the service sends it no longer."""
        return t(*self.events.get(kind, (kind, kind)))
