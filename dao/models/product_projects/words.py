"""What is written into a product project and into an application, and how long it may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from chain.errors import Invalid
from chain.units import Yen
from dao.models.description import check_text, check_title
from dao.models.product_projects.stages import MakerBy

MOST_BODY = 5_000
MOST_APPLICATION = 600
MOST_REASON = 300
MOST_PRICE, MOST_PIECES = 10_000_000, 1_000_000
FORM_LENGTH = 32


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """`tier`, `maker_by` and `idea` are said once, when it is started."""

    title_ja: str
    title_en: str
    body_ja: str  # Markdown
    body_en: str
    picture: str = ""
    picture_words: str = ""
    tier: str | None = None
    maker_by: MakerBy = MakerBy.STEWARD
    idea: int | None = None

    def checked(self) -> ProjectWords:
        """Raises: Invalid naming the field."""
        return replace(
            self,
            title_ja=check_title("title_ja", self.title_ja),
            title_en=check_title("title_en", self.title_en, may_be_empty=True),
            body_ja=check_text("body_ja", self.body_ja, MOST_BODY),
            body_en=check_text("body_en", self.body_en, MOST_BODY, may_be_empty=True),
            picture_words=check_title("picture_words", self.picture_words, may_be_empty=not self.picture),
        )


@dataclass(frozen=True, slots=True)
class ApplicationWords:
    words: str
    price: Yen
    quantity: int
    ready_on: date

    def checked(self, today: date) -> ApplicationWords:
        """Raises: Invalid naming the field."""
        if not 1 <= self.price <= MOST_PRICE:
            raise Invalid("price", "out_of_range", most=MOST_PRICE)
        if not 1 <= self.quantity <= MOST_PIECES:
            raise Invalid("quantity", "out_of_range", most=MOST_PIECES)
        if self.ready_on < today:
            raise Invalid("ready_on", "in_the_past")
        return replace(self, words=check_text("words", self.words, MOST_APPLICATION))
