"""Questions of a survey (調査): what is asked, what may be answered, and where it goes on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, NoReturn

from chain.errors import Invalid
from chain.ids import contains_my_number

END = "end"  # where a branch leads that finishes the survey
MOST_QUESTIONS = 40
MOST_OPTIONS = 20
LONGEST_TEXT = 2_000
LARGEST_NUMBER = 1_000_000_000

# What is kept of an answer: the option's or the scale's number, options in order, words, a number; None when skipped.
Answer = int | list[int] | str | None
Answers = dict[str, Answer]  # by the question's key


class Kind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    title_ja: str
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`goes_on`: by option or value of the scale, the key of the question that comes next, or END; without an entry it
    is the one below. `is_marked`: the answer could tell who somebody is together with others (age, place), so that the
    list for officers makes it coarser. `options` of a scale are the words at its two ends."""

    key: str
    kind: Kind
    title_ja: str
    title_en: str = ""
    options: tuple[Choice, ...] = ()
    is_required: bool = True
    is_marked: bool = False
    highest: int = 5  # of a scale, which begins at 1
    goes_on: dict[int, str] = field(default_factory=dict)

    @property
    def values(self) -> tuple[int, ...]:
        """What somebody may choose; empty where they write."""
        if self.kind in (Kind.ONE, Kind.SEVERAL):
            return tuple(range(len(self.options)))
        return tuple(range(1, self.highest + 1)) if self.kind is Kind.SCALE else ()

    @property
    def may_branch(self) -> bool:
        return self.kind in (Kind.ONE, Kind.SCALE)

    def checked(self, answer: Answer) -> Answer:
        """Raises: Invalid (answer)."""
        if answer is None or answer in ("", []):
            if self.is_required:
                raise Invalid("answer", "answer_missing")
            return None
        if self.kind is Kind.TEXT:
            return _text(answer)
        if self.kind is Kind.SEVERAL:
            return self._values(answer)
        return _number(answer) if self.kind is Kind.NUMBER else self._value(answer)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "goes_on": {str(value): key for value, key in self.goes_on.items()}}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Question:
        return replace(
            cls(**stored),
            kind=Kind(stored["kind"]),
            options=tuple(Choice(**option) for option in stored["options"]),
            goes_on={int(value): key for value, key in stored["goes_on"].items()},
        )

    def _values(self, answer: Answer) -> list[int]:
        if not isinstance(answer, list):
            _unknown()
        return sorted({self._value(value) for value in answer})

    def _value(self, answer: object) -> int:
        if not isinstance(answer, int) or answer not in self.values:
            _unknown()
        return answer


def _text(answer: Answer) -> str:
    if not isinstance(answer, str):
        _unknown()
    if len(answer) > LONGEST_TEXT:
        raise Invalid("answer", "too_long")
    if contains_my_number(answer):
        raise Invalid("answer", "my_number")
    return answer


def _number(answer: Answer) -> int:
    if not isinstance(answer, int):
        raise Invalid("answer", "not_whole")
    if not 0 <= answer <= LARGEST_NUMBER:
        raise Invalid("answer", "out_of_range")
    return answer


def _unknown() -> NoReturn:
    raise Invalid("answer", "option_unknown")
