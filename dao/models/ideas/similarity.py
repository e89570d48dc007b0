"""Which titles say nearly the same: by the pairs of letters that they share. Works without knowing where words end."""

from __future__ import annotations

import unicodedata
from collections import Counter

ALIKE_PER_CENT = 50


def resemblance(one: str, other: str) -> int:
    """0 to 100: twice the shared pairs of letters among all of both titles (Dice); 100 when they are the same."""
    left, right = _pairs(one), _pairs(other)
    total = left.total() + right.total()
    return 200 * (left & right).total() // total if total else 0


def _pairs(title: str) -> Counter[str]:
    """Case, width, blanks and punctuation make no difference; a title of one letter is its own pair."""
    letters = "".join(one for one in unicodedata.normalize("NFKC", title).casefold() if one.isalnum())
    return Counter(letters[at : at + 2] for at in range(max(1, len(letters) - 1))) if letters else Counter()
