"""Reads what was typed into a form, field by field, and keeps each refusal beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from chain.errors import Invalid
from chain.units import Yen
from marketplace.models.selling.wording import plain_words

Value = TypeVar("Value")


class Reader:
    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = typed
        self.errors: dict[str, Invalid] = {}

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        try:
            return reader(self.typed.get(name, ""))
        except Invalid as error:
            self.errors.setdefault(name, error)
            return None

    def words(self, name: str, longest: int, *, may_be_empty: bool = False, lines: bool = False) -> str | None:
        return self.read(name, lambda text: plain_words(text, name, longest, may_be_empty=may_be_empty, lines=lines))


def whole(name: str, text: str, least: int, most: int) -> int:
    number = int(Yen.parse(text))
    if number < least:
        raise Invalid(name, "zero")
    if number > most:
        raise Invalid(name, "over_most", most=f"{most:,}")
    return number


def day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("day", "not_a_day") from None


def iso(found: date | None) -> str:
    return found.isoformat() if found else ""
