"""Words in one form, so that who types ユズ, ゆず or ﾕｽﾞ finds the same; and how they are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

MOST_WORDS = 6  # of a search; what comes after is left out
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_VOICED = "\u3099\u309a"  # the marks that make は ば and ぱ: letters of their own
_NOT_A_WORD = re.compile(r"[^\w]+|_+")
_LATIN = re.compile(r"[a-z0-9\u00df-\u024f]")


def normalised(text: str) -> str:
    """NFKC without accents on Latin letters, lower case, katakana as hiragana, one space between words."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA)
    marks = unicodedata.normalize("NFD", folded)
    plain = "".join(mark for mark in marks if unicodedata.category(mark) != "Mn" or mark in _VOICED)
    return " ".join(_NOT_A_WORD.sub(" ", unicodedata.normalize("NFC", plain)).split())


def words_of(search: str) -> list[str]:
    """The words somebody looks for, each of which must be found."""
    return list(dict.fromkeys(normalised(search).split()))[:MOST_WORDS]


def finder(word: str) -> Callable[[str], bool]:
    """Says of a text, both normalised, whether the word is in it.

    A word that begins with a Latin letter is found at the beginning of words only: "uda" is not in "luda".
    """
    if not _LATIN.match(word):
        return lambda text: word in text
    search = re.compile(f"(?<!{_LATIN.pattern}){re.escape(word)}").search
    return lambda text: search(text) is not None


def joined(parts: Iterable[str]) -> str:
    """One text of several, normalised, each word once."""
    return " ".join(dict.fromkeys(normalised(" ".join(parts)).split()))
