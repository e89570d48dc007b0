"""What a person is told about a grant, in Japanese and English: an officer's plain text with a few blanks. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from chain.errors import Invalid
from chain.ids import contains_my_number
from chain.units import Points
from points.models.campaign_terms import LONGEST_MESSAGE

USUAL_JA = "「{title}」として{amount}をお届けしました。{expiry}まで、{program}が使えるお店でお使いください。"
USUAL_EN = "You have received {amount} for “{title}”. Spend them by {expiry} at shops that take {program}."
BLANKS = ("title", "amount", "expiry", "program")
_BLANK = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile(r"<[a-zA-Z/!?]")


@dataclass(frozen=True, slots=True)
class PersonMessage:
    title_ja: str
    title_en: str
    body_ja: str
    body_en: str


@dataclass(frozen=True, slots=True)
class MessageText:
    """An empty text is the usual one; a missing English name is the Japanese one."""

    title_ja: str
    title_en: str
    program_ja: str
    program_en: str
    expiry_day: date
    text_ja: str = ""
    text_en: str = ""

    def said(self, amount: Points) -> PersonMessage:
        day, title_en = self.expiry_day, self.title_en or self.title_ja
        ja = {
            "title": self.title_ja,
            "amount": f"{int(amount):,}ポイント",
            "expiry": f"{day.year}年{day.month}月{day.day}日",
            "program": self.program_ja,
        }
        en = {
            "title": title_en,
            "amount": f"{int(amount):,} {'point' if amount == 1 else 'points'}",
            "expiry": f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
            "program": self.program_en or self.program_ja,
        }
        body_ja, body_en = _filled(self.text_ja or USUAL_JA, ja), _filled(self.text_en or USUAL_EN, en)
        return PersonMessage(self.title_ja, title_en, body_ja, body_en)


def check_message(field: str, text: str) -> str:
    """The text as it is kept.

    Raises: Invalid (too_long, my_number, not_plain, unknown_blank).
    """
    shown = text.replace("\r\n", "\n").strip()
    if len(shown) > LONGEST_MESSAGE:
        raise Invalid(field, "too_long")
    if contains_my_number(shown):
        raise Invalid(field, "my_number")
    if _TAG.search(shown) or any(unicodedata.category(one) == "Cc" and one != "\n" for one in shown):
        raise Invalid(field, "not_plain")
    for name in _BLANK.findall(shown):
        if name not in BLANKS:
            raise Invalid(field, "unknown_blank", blank=name)
    return shown


def _filled(text: str, values: dict[str, str]) -> str:
    return _BLANK.sub(lambda found: values.get(found[1], found[0]), text)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
