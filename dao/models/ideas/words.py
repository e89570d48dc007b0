"""What is written into an idea or a comment, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import name

from chain.errors import Invalid
from dao.models.description import check_text, check_title

MAX_BODY = 5_000
MAX_COMMENT = 2_000


@dataclass(frozen=True, slots=True)
class IdeaWords:
    """Title and text in one language or in both; a language that was begun is written to its end."""

    title_ja: str
    body_ja: str
    title_en: str = ""
    body_en: str = ""

    def checked(self) -> IdeaWords:
        """Raises: Invalid naming the field."""
        has_ja = bool(self.title_ja.strip() or self.body_ja.strip())
        has_en = bool(self.title_en.strip() or self.body_en.strip())
        if not has_ja and not has_en:
            raise Invalid("title_ja", "empty")
        return IdeaWords(
            check_title("title_ja", self.title_ja, may_be_empty=not has_ja),
            check_text("body_ja", self.body_ja, MAX_BODY, may_be_empty=not has_ja),
            check_title("title_en", self.title_en, may_be_empty=not has_en),
            check_text("body_en", self.body_en, MAX_BODY, may_be_empty=not has_en),
        )

    @property
    def titles(self) -> list[str]:
        return [title for title in (self.title_ja, self.title_en) if title]


def check_comment(text: str) -> str:
    """Raises: Invalid (body)."""
    return check_text("body", text, MAX_COMMENT)


def written_in(text: str) -> str:
    """ "ja" where there is a kana or kanji, else "en": the two languages in which people write here."""
    return "ja" if any(name(sign, "").startswith(_JAPANESE) for sign in text) else "en"


_JAPANESE = ("HIRAGANA", "KATAKANA", "CJK")
