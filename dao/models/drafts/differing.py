"""What changed between two texts: line by line, and within changed lines by words, or by characters in Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"[0-9A-Za-zÀ-ɏ,.'’-]+|\s+|.", re.DOTALL)
_MOST_WORDS = 1_500  # beyond this a changed passage is shown whole, old and new


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """Without the added pieces it is `old`, without the removed ones `new`."""
    lines = (old.splitlines(keepends=True), new.splitlines(keepends=True))
    return list(_merged(_compared(*lines, within=True)))


def _compared(old: Sequence[str], new: Sequence[str], *, within: bool) -> Iterator[Piece]:
    for change, first, last, begins, ends in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[first:last]), "".join(new[begins:ends])
        if change == "equal":
            yield Piece(Kind.SAME, before)
            continue
        words = (_WORDS.findall(before), _WORDS.findall(after))
        if within and change == "replace" and max(map(len, words)) <= _MOST_WORDS:
            yield from _compared(*words, within=False)
        else:
            yield Piece(Kind.REMOVED, before)
            yield Piece(Kind.ADDED, after)


def _merged(found: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind become one piece; empty ones are left out."""
    last: Piece | None = None
    for piece in found:
        if not piece.text:
            continue
        if last is not None and last.kind is piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
