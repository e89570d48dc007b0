"""Words made fit for drawing: what the typeface lacks becomes 〓, marks that only steer layout are left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from marketplace.artwork.fonts import Weight, typeface

MISSING = "〓"  # 下駄: what Japanese typesetters put where a type is missing
_UNASSIGNED = "\U0010fffe"
# Emoji that are joined, flags, keycaps and skin tones count as one sign.
_JOINED = re.compile(r"[^\s\u200d]\ufe0f?(?:\u200d[^\s\u200d]\ufe0f?)+")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_SILENT = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})


def drawable(words: str) -> str:
    """The words on one line, each sign one that the typeface has.

    Composed first, so that a kana keeps its dakuten; variation selectors, joiners and marks of writing direction are
    left out, as without them the plain sign still says the same.
    """
    words = _TONES.sub("", unicodedata.normalize("NFC", words))
    words = _FLAG.sub(MISSING, _JOINED.sub(MISSING, words))
    return " ".join("".join(_shown(sign) for sign in words).split())


def missing_signs(words: str) -> str:
    """The signs of `words` that a card cannot show, once each, in their order."""
    composed = unicodedata.normalize("NFC", words)
    return "".join(dict.fromkeys(sign for sign in composed if _shown(sign) == MISSING != sign))


def _shown(sign: str) -> str:
    if sign.isspace():
        return sign
    if unicodedata.category(sign) in _SILENT:
        return ""
    return sign if _has_glyph(sign) else MISSING


@lru_cache(maxsize=8_192)
def _has_glyph(sign: str) -> bool:
    face = typeface(Weight.REGULAR, 32)
    return bytes(face.getmask(sign)) != _box() or face.getlength(sign) == 0


@lru_cache(maxsize=1)
def _box() -> bytes:
    """How the typeface draws a sign that it does not have."""
    return bytes(typeface(Weight.REGULAR, 32).getmask(_UNASSIGNED))
