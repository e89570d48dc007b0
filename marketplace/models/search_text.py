"""Words in one form, so that who types ユズ, ゆず or ﾕｽﾞ finds the same; and the pieces by which they are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

PIECE_LENGTH = 10  # of a longer word the first ten characters are looked up, and then all of it in the text
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


def pieces(text: str) -> set[str]:
    """From each character of a Japanese word and from the start of each Latin one, its next characters.

    `text` is normalised. A word is in the text if, and only if, a piece starts with its first `PIECE_LENGTH` characters
    and, when it is longer, the text contains it; Latin words are found by their beginning.
    """
    words = text.split()
    return {word[at : at + PIECE_LENGTH] for word in words for at in range(len(word)) if _starts(word, at)}


def _starts(word: str, start: int) -> bool:
    return start == 0 or not (_LATIN.match(word[start]) and _LATIN.match(word[start - 1]))


def joined(parts: Iterable[str]) -> str:
    """One text of several, normalised, each word once."""
    return " ".join(dict.fromkeys(normalised(" ".join(parts)).split()))
