"""Thanks beyond the card: the card is a ticket too, and points from the town. Plain values, checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chain.clock import business_date
from chain.errors import Invalid
from chain.units import Points, Yen

_MOST_USES, _MOST_POINTS, _LONGEST_PLACE = 12, 100_000, 120


@dataclass(frozen=True, slots=True)
class TicketThanks:
    """The card of thanks is a right to `uses` visits at a place, until the end of the day `until`. 0: it is none."""

    uses: int = 0
    place_ja: str = ""
    place_en: str = ""
    until: str = ""

    def check(self, closes_at: datetime, thanks_from: Yen) -> None:
        """Raises: Invalid (thanks_uses, thanks_place_ja, thanks_place_en, thanks_until)."""
        if not self.uses:
            return
        if not 1 <= self.uses <= _MOST_USES:
            raise Invalid("thanks_uses", "out_of_range", most=_MOST_USES)
        if not int(thanks_from):
            raise Invalid("thanks_uses", "ticket_without_card")
        for name, words in (("thanks_place_ja", self.place_ja), ("thanks_place_en", self.place_en)):
            if not words.strip():
                raise Invalid(name, "empty")
            if len(words) > _LONGEST_PLACE:
                raise Invalid(name, "too_long", most=_LONGEST_PLACE)
        try:
            last = date.fromisoformat(self.until)
        except ValueError as error:
            raise Invalid("thanks_until", "empty") from error
        if last <= business_date(closes_at):
            raise Invalid("thanks_until", "ticket_ends_early")


@dataclass(frozen=True, slots=True)
class PointsThanks:
    """`each` points of a program to who pledged yen from `least` in all. Program 0: none."""

    program: int = 0
    each: Points = Points(0)  # noqa: RUF009 (a value)
    least: Yen = Yen(0)  # noqa: RUF009 (a value)

    def check(self) -> None:
        """Raises: Invalid (points_each, points_from)."""
        if not self.program:
            return
        if not 1 <= int(self.each) <= _MOST_POINTS:
            raise Invalid("points_each", "out_of_range", most=_MOST_POINTS)
        if not int(self.least):
            raise Invalid("points_from", "zero")
