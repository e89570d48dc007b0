"""What a coupon (クーポン) is worth, and who may use it where and when. Pure: nothing here reads a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chain.clock import JST
from chain.errors import Invalid
from chain.ids import MunicipalityCode, contains_my_number
from chain.units import Yen
from points.models.merchant import MerchantCategory

DAY_MINUTES = 24 * 60
MOST_YEN = Yen(1_000_000)
MOST_PRICE = Yen(10_000_000)  # of one sale
MOST_BUDGET = Yen(10_000_000_000)
MOST_COUNT = 10_000_000
MOST_PER_PERSON = 1_000
_LONGEST_DAYS = 3_660
_WEEKDAYS = 7


class CouponKind(StrEnum):
    PERCENT = "percent"
    FIXED = "fixed"


class Audience(StrEnum):
    EVERYBODY = "everybody"
    CARD_HOLDERS = (
        "card_holders"  # whoever holds a card (アンバサダーカード、デジタル住民票) of one of the coupon's towns
    )


class Refusal(StrEnum):
    """Why a coupon takes nothing off."""

    UNKNOWN = "unknown"
    DRAFT = "draft"
    STOPPED = "stopped"
    PAUSED = "paused"  # its municipality is
    NOT_YET = "not_yet"
    OVER = "over"
    WRONG_WEEKDAY = "wrong_weekday"
    WRONG_HOUR = "wrong_hour"
    WRONG_TOWN = "wrong_town"
    WRONG_SHOP = "wrong_shop"
    BELOW_MINIMUM = "below_minimum"
    NOTHING_OFF = "nothing_off"
    NO_CARD = "no_card"
    USED = "used"
    USED_UP = "used_up"
    NO_BUDGET = "no_budget"


@dataclass(frozen=True, slots=True)
class Place:
    """The shop that somebody stands in."""

    merchant_id: int
    town: MunicipalityCode
    category: MerchantCategory


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a coupon is used: by this person (or with this person's card), in all, and what that cost."""

    by_person: int = 0
    in_all: int = 0
    spent: Yen = field(default_factory=Yen)
    has_card: bool = False


@dataclass(frozen=True, slots=True)
class CouponTerms:
    """`yen_off`: the most that a percentage takes off, or else what is taken off. Days and hours are those of Japan,
    the last day included, the last minute not. `weekdays` count from Monday, 0. No weekday, no category, no shop: all.
    `budget` and `most_uses` are of the whole coupon; None: without limit."""

    title_ja: str
    kind: CouponKind
    yen_off: Yen
    first_day: date
    last_day: date
    towns: tuple[MunicipalityCode, ...]
    percent: int = 0
    title_en: str = ""
    note_ja: str = ""
    note_en: str = ""
    minimum: Yen = field(default_factory=Yen)
    weekdays: tuple[int, ...] = ()
    from_minute: int = 0
    to_minute: int = DAY_MINUTES
    categories: tuple[MerchantCategory, ...] = ()
    shops: tuple[int, ...] = ()
    per_person: int = 1
    most_uses: int | None = None
    budget: Yen | None = None
    audience: Audience = Audience.EVERYBODY

    def check(self, today: date) -> None:
        """Raises: Invalid naming the field."""
        self._check_words()
        self._check_amounts()
        if self.last_day < self.first_day:
            raise Invalid("last_day", "before_first_day")
        if self.last_day < today:
            raise Invalid("last_day", "past")
        if (self.last_day - self.first_day).days > _LONGEST_DAYS:
            raise Invalid("last_day", "too_late")
        if not self.towns:
            raise Invalid("towns", "unknown")
        if any(not 0 <= day < _WEEKDAYS for day in self.weekdays):
            raise Invalid("weekdays", "unknown")
        if not 0 <= self.from_minute < self.to_minute <= DAY_MINUTES:
            raise Invalid("to_time", "before_from_time")

    def _check_words(self) -> None:
        if not self.title_ja.strip():
            raise Invalid("title_ja", "empty")
        for name, longest in (("title_ja", 100), ("title_en", 100), ("note_ja", 1000), ("note_en", 1000)):
            words = getattr(self, name)
            if len(words) > longest:
                raise Invalid(name, "too_long")
            if contains_my_number(words):
                raise Invalid(name, "my_number")

    def _check_amounts(self) -> None:
        if self.kind is CouponKind.PERCENT and not 1 <= self.percent <= 100:
            raise Invalid("percent", "one_to_most", most=100)
        if not 1 <= self.yen_off <= MOST_YEN:
            raise Invalid("yen_off", "one_to_most", most=int(MOST_YEN))
        if self.minimum > MOST_YEN:
            raise Invalid("minimum", "too_large")
        if not 1 <= self.per_person <= MOST_PER_PERSON:
            raise Invalid("per_person", "one_to_most", most=MOST_PER_PERSON)
        if self.most_uses is not None and not 1 <= self.most_uses <= MOST_COUNT:
            raise Invalid("most_uses", "one_to_most", most=MOST_COUNT)
        if self.budget is not None and not 1 <= self.budget <= MOST_BUDGET:
            raise Invalid("budget", "one_to_most", most=int(MOST_BUDGET))

    def discount(self, price: Yen) -> Yen:
        """What is taken off this price where the coupon holds: a percentage is rounded down to the yen."""
        off = price * self.percent // 100 if self.kind is CouponKind.PERCENT else int(price)
        return Yen(min(off, int(self.yen_off)))

    def refusal(self, price: Yen, at: datetime, place: Place, standing: Standing) -> Refusal | None:
        """Why the coupon takes nothing off this price, the plainest reason first; None when it holds."""
        return (
            self.refused_by_time(at)
            or self.refused_by_place(place)
            or self._refused_by_price(price)
            or self.refused_by_use(standing)
            or self._refused_by_budget(price, standing)
        )

    def refused_by_time(self, at: datetime) -> Refusal | None:
        local = at.astimezone(JST)
        if local.date() < self.first_day:
            return Refusal.NOT_YET
        if local.date() > self.last_day:
            return Refusal.OVER
        if self.weekdays and local.weekday() not in self.weekdays:
            return Refusal.WRONG_WEEKDAY
        is_in_time = self.from_minute <= local.hour * 60 + local.minute < self.to_minute
        return None if is_in_time else Refusal.WRONG_HOUR

    def refused_by_place(self, place: Place) -> Refusal | None:
        if place.town not in self.towns:
            return Refusal.WRONG_TOWN
        if self.shops and place.merchant_id not in self.shops:
            return Refusal.WRONG_SHOP
        is_fit = not self.categories or place.category in self.categories
        return None if is_fit else Refusal.WRONG_SHOP

    def refused_by_use(self, standing: Standing) -> Refusal | None:
        if standing.by_person >= self.per_person:
            return Refusal.USED
        if self.audience is Audience.CARD_HOLDERS and not standing.has_card:
            return Refusal.NO_CARD
        is_used_up = self.most_uses is not None and standing.in_all >= self.most_uses
        return Refusal.USED_UP if is_used_up else None

    def _refused_by_price(self, price: Yen) -> Refusal | None:
        if price < self.minimum:
            return Refusal.BELOW_MINIMUM
        return Refusal.NOTHING_OFF if self.discount(price) == 0 else None

    def _refused_by_budget(self, price: Yen, standing: Standing) -> Refusal | None:
        """A discount is given whole or not at all: a person who was promised 500 yen does not get the last 120."""
        if self.budget is None or int(standing.spent) + int(self.discount(price)) <= int(self.budget):
            return None
        return Refusal.NO_BUDGET

    @property
    def words(self) -> Mapping[str, Any]:
        """What a sentence about a refusal names."""
        return {"minimum": int(self.minimum), "first_day": self.first_day, "last_day": self.last_day}
