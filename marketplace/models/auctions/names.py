"""The name a winner proposes for a property of the town, and which words can be one at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address
from marketplace.models.auctions.auctions import Auction
from marketplace.models.kinds import LONGEST_NAME

LONGEST_ENGLISH, LONGEST_KANA, LONGEST_CREDIT, LONGEST_NOTE = 80, 80, 60, 500
# Letters and marks of any script, digits, a space, and what stands in names of places and companies.
_SIGNS = frozenset(" 　・ー－-‐–—＆&.,．，、。’'（）()「」『』!！?？＃#＋+／/：:〜～★☆♪°·")
_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"})
_KANA = re.compile(r"[ァ-ヺー・\u3000 0-9０-９]+")
_LATIN = re.compile(r"[A-Za-z]")


class NameState(StrEnum):
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_DOWN = "taken_down"  # was approved, and is shown no more


class NameProposal(Base):
    """One round: a name and what the town said. `credit`: who is named as the giver, where the winner wants that."""

    __tablename__ = "name_proposal"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    auction_number: Mapped[int] = mapped_column(ForeignKey("auction.number"), index=True)
    proposer: Mapped[Address] = mapped_column(AddressType, index=True)
    name_ja: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_en: Mapped[str] = mapped_column(String(LONGEST_ENGLISH))
    kana: Mapped[str] = mapped_column(String(LONGEST_KANA))
    credit: Mapped[str] = mapped_column(String(LONGEST_CREDIT), default="")
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")  # to the town; never shown
    state: Mapped[NameState] = mapped_column(String(16), default=NameState.SUBMITTED, index=True)
    reason: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")  # to the winner; never shown
    reviewed_by: Mapped[Address | None] = mapped_column(AddressType)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    auction: Mapped[Auction] = relationship(lazy="joined", innerjoin=True)


@dataclass(frozen=True, slots=True)
class NameWords:
    name_ja: str
    name_en: str
    kana: str
    credit: str = ""
    note: str = ""

    def checked(self, longest: int) -> NameWords:
        """Tidied. `longest`: signs of the Japanese name that the property has room for.

        Raises: Invalid naming the field, with reason empty, too_long, emoji, direction, sign, not_kana or not_latin.
        """
        name_ja = check_name("name_ja", self.name_ja, min(longest, LONGEST_NAME))
        name_en = check_name("name_en", self.name_en, LONGEST_ENGLISH)
        if not _LATIN.search(name_en):
            raise Invalid("name_en", "not_latin")
        kana = check_name("kana", _katakana(self.kana), LONGEST_KANA)
        if not _KANA.fullmatch(kana):
            raise Invalid("kana", "not_kana")
        credit = check_name("credit", self.credit, LONGEST_CREDIT) if self.credit.strip() else ""
        note = self.note.strip()
        if len(note) > LONGEST_NOTE:
            raise Invalid("note", "too_long", most=LONGEST_NOTE)
        return NameWords(name_ja, name_en, kana, credit, note)


def check_name(field: str, text: str, longest: int) -> str:
    """The words composed (NFC), with single spaces. Raises: Invalid."""
    for sign in text:
        if unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT or sign in "\u200e\u200f\u061c":
            raise Invalid(field, "direction")
    words = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    words = re.sub(r" {2,}", " ", words)
    if not words:
        raise Invalid(field, "empty")
    if len(words) > longest:
        raise Invalid(field, "too_long", most=longest)
    for sign in words:
        if (
            unicodedata.category(sign) in ("So", "Sk", "Cs", "Co", "Cn") and sign not in _SIGNS
        ) or sign in "\ufe0f\u200d":
            raise Invalid(field, "emoji")
        if unicodedata.category(sign) not in _CATEGORIES and sign not in _SIGNS:
            raise Invalid(field, "sign", sign=sign if sign.isprintable() else "")
    if unicodedata.category(words[0]) in ("Mn", "Mc") or _has_stacked_marks(words):
        raise Invalid(field, "sign", sign="")
    return words


def _katakana(text: str) -> str:
    """Hiragana and narrow kana as katakana."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in wide)


def _has_stacked_marks(words: str) -> bool:
    """More marks on one letter than any language writes."""
    marks = 0
    for sign in words:
        marks = marks + 1 if unicodedata.category(sign) == "Mn" else 0
        if marks > 2:
            return True
    return False
