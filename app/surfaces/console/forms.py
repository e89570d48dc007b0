"""What an officer typed, kept as typed, with a sentence for each field that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from app.errors import sentence
from chain.clock import JST
from chain.errors import Invalid
from chain.units import Quantity

Value = TypeVar("Value")


@dataclass(slots=True)
class Typed:
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, names: tuple[str, ...], given: Mapping[str, str]) -> Typed:
        return cls({name: given.get(name, "") for name in names})

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """The field as `reader` understands it; None with a sentence kept when it cannot be read."""
        try:
            return reader(self.values[name])
        except Invalid as error:
            self.refuse(error, name)
            return None

    def refuse(self, error: Invalid, name: str = "") -> None:
        self.errors.setdefault(error.field if error.field in self.values else name or error.field, sentence(error))


def read_day(text: str) -> date:
    """Raises: Invalid (day)."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("day", "not_a_day") from None


def read_number(text: str) -> int:
    """Raises: Invalid (number)."""
    try:
        return int(text)
    except ValueError:
        raise Invalid("number", "unknown") from None


def read_count(text: str) -> int:
    """How many of something, in digits of any width and with commas, as amounts are typed. Raises: Invalid."""
    return int(Quantity.parse(text))


def local_moment(when: datetime) -> str:
    """As a field of type datetime-local writes it, in Japan."""
    return when.astimezone(JST).strftime("%Y-%m-%dT%H:%M")


def read_moment(text: str) -> datetime:
    """What such a field holds. Raises: Invalid (moment)."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=JST)
    except ValueError:
        raise Invalid("moment", "not_a_moment") from None
