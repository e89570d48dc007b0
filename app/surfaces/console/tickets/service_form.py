"""What a service is, as typed: its words, its picture and the fields of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from app.surfaces.console.artwork_form import SCENES
from app.surfaces.console.forms import Typed
from app.surfaces.console.tickets.reading import read_time, time_words, whole
from chain.errors import Invalid
from marketplace.artwork.cards import CLOTH
from marketplace.models import Kind, Town
from marketplace.models.selling.wording import plain_words, sentences
from marketplace.models.tickets.details import ServiceDetail

_LONGEST = {
    "name_ja": 80, "name_en": 120, "story_ja": 4_000, "story_en": 8_000, "place_ja": 120, "place_en": 160,
    "meeting_ja": 120, "meeting_en": 160, "guide_ja": 80, "guide_en": 120, "languages": 80, "online_address": 300,
}  # fmt: skip
_LINES = ("story_ja", "story_en")
_NEEDED = ("name_ja", "name_en", "story_ja")
_COMMON = ("name_ja", "name_en", "story_ja", "story_en", "gives_ja", "gives_en", "scene", "place_ja", "place_en")
_OF_KIND = {
    Kind.TICKET: ("meeting_ja", "meeting_en", "minutes"),
    Kind.TOURISM: (
        "meeting_ja", "meeting_en", "guide_ja", "guide_en", "languages", "minutes", "is_online", "online_address",
    ),
    Kind.STAY: ("languages", "check_in", "check_out", "needs_register"),
}  # fmt: skip


@dataclass(slots=True)
class ServiceForm:
    kind: Kind
    typed: Typed

    @classmethod
    def blank(cls, kind: Kind, town: Town | None) -> ServiceForm:
        given = {"check_in": "15:00", "check_out": "10:00", "needs_register": "1", "scene": town.scene if town else ""}
        return cls(kind, Typed.of((*_COMMON, *_OF_KIND[kind]), given))

    @classmethod
    def sent(cls, kind: Kind) -> ServiceForm:
        return cls(kind, Typed.of((*_COMMON, *_OF_KIND[kind]), request.form))

    @property
    def errors(self) -> dict[str, str]:
        return self.typed.errors

    def has(self, field: str) -> bool:
        return field in self.typed.values

    def words(self) -> dict[str, Any]:
        """Names, stories, what it gives, and the picture; with sentences kept for what is wrong."""
        found: dict[str, Any] = {
            name: self._text(name) for name in _COMMON if name in _LONGEST and not name.startswith("place")
        }
        found["gives_ja"] = self.typed.read("gives_ja", lambda text: sentences(text, "gives_ja"))
        found["gives_en"] = self.typed.read(
            "gives_en", lambda text: sentences(text, "gives_en") if text.strip() else ()
        )
        found["scene"] = self.typed.read("scene", _scene)
        return found

    def detail(self) -> ServiceDetail | None:
        fields = [name for name in ("place_ja", "place_en", *_OF_KIND[self.kind]) if name in _LONGEST]
        found: dict[str, Any] = {name: self._text(name) for name in fields}
        for name in ("check_in", "check_out"):
            if self.has(name):
                found[name] = self.typed.read(name, lambda text: time_words(read_time(text)))
        if self.has("minutes"):
            found["minutes"] = self.typed.read("minutes", whole(0, 60 * 24 * 14, 0))
        found |= {name: self.typed.values[name] == "1" for name in ("is_online", "needs_register") if self.has(name)}
        if self.errors:
            return None
        detail = ServiceDetail(**found)
        try:
            detail.check(self.kind)
        except Invalid as error:
            self.typed.refuse(error)
            return None
        return detail

    def _text(self, name: str) -> str | None:
        longest, may_be_empty = _LONGEST[name], name not in _NEEDED
        return self.typed.read(
            name, lambda text: plain_words(text, name, longest, may_be_empty=may_be_empty, lines=name in _LINES)
        )


def scenes() -> list[tuple[str, str]]:
    return [(name, str(words)) for name, words in SCENES.items() if name != CLOTH]


def _scene(text: str) -> str:
    if text not in SCENES or text == CLOTH:
        raise Invalid("scene", "unknown")
    return text
