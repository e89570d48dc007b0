"""The form of a coupon: what an officer typed and ticked, and the terms that it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import request

from app.surfaces.console.forms import Typed, read_day
from app.surfaces.points.coupon_words import time_words
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from chain.units import Points, Yen
from points.models import Coupon
from points.models.coupon_rules import DAY_MINUTES, Audience, CouponKind, CouponTerms
from points.models.merchant import MerchantCategory

FIELDS = (
    "title_ja", "title_en", "note_ja", "note_en", "kind", "percent", "yen_off", "minimum", "first_day", "last_day",
    "from_time", "to_time", "per_person", "most_uses", "budget", "audience", "towns", "shops", "weekdays", "categories",
)  # fmt: skip
_LISTS = ("towns", "shops", "weekdays", "categories")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
Value = TypeVar("Value")


@dataclass(slots=True)
class CouponForm:
    """`ticked` are the boxes, as the browser sends them."""

    typed: Typed
    ticked: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def blank(cls, code: MunicipalityCode) -> CouponForm:
        given = {"kind": "percent", "percent": "10", "yen_off": "500", "per_person": "1", "audience": "everybody"}
        return cls(Typed.of(FIELDS, given), {name: [] for name in _LISTS} | {"towns": [str(code)]})

    @classmethod
    def sent(cls) -> CouponForm:
        ticked = {name: request.form.getlist(name) for name in _LISTS}
        return cls(Typed.of(FIELDS, request.form), ticked)

    @classmethod
    def of(cls, coupon: Coupon) -> CouponForm:
        given = {name: str(getattr(coupon, name)) for name in ("title_ja", "title_en", "note_ja", "note_en", "kind")}
        given |= {name: str(getattr(coupon, name)) for name in ("percent", "per_person", "audience")}
        given |= {"yen_off": str(int(coupon.yen_off)), "minimum": str(int(coupon.minimum) or "")}
        given |= {"first_day": coupon.first_day.isoformat(), "last_day": coupon.last_day.isoformat()}
        if (coupon.from_minute, coupon.to_minute) != (0, DAY_MINUTES):
            first, last = time_words(coupon.from_minute), time_words(coupon.to_minute % DAY_MINUTES)
            given |= {"from_time": first.zfill(5), "to_time": last.zfill(5)}
        given |= {"most_uses": str(coupon.most_uses or ""), "budget": str(int(coupon.budget)) if coupon.budget else ""}
        ticked = {name: [str(one) for one in getattr(coupon, name)] for name in _LISTS}
        return cls(Typed.of(FIELDS, given), ticked)

    def terms(self) -> CouponTerms | None:
        """None with a sentence kept for each field that cannot be read."""
        typed = self.typed
        read: dict[str, Any] = {name: typed.values[name] for name in ("title_ja", "title_en", "note_ja", "note_en")}
        read["kind"] = typed.read("kind", read_choice(CouponKind))
        read["audience"] = typed.read("audience", read_choice(Audience))
        is_percent = read["kind"] is CouponKind.PERCENT
        read["percent"] = typed.read("percent", lambda text: int(Points.parse(text))) if is_percent else 0
        read["yen_off"] = typed.read("yen_off", Yen.parse)
        read["minimum"] = typed.read("minimum", lambda text: Yen.parse(text) if text.strip() else Yen(0))
        read["first_day"], read["last_day"] = typed.read("first_day", read_day), typed.read("last_day", read_day)
        read["from_minute"] = typed.read("from_time", lambda text: read_minute(text, 0))
        read["to_minute"] = typed.read("to_time", lambda text: read_minute(text, DAY_MINUTES) or DAY_MINUTES)
        read["per_person"] = typed.read("per_person", lambda text: int(Points.parse(text)))
        for name, reader in (("towns", MunicipalityCode), ("shops", read_digits), ("weekdays", read_digits)):
            read[name] = self._read_list(name, reader)
        read["categories"] = self._read_list("categories", read_choice(MerchantCategory))
        most = typed.read("most_uses", lambda text: int(Points.parse(text)) if text.strip() else None)
        budget = typed.read("budget", lambda text: Yen.parse(text) if text.strip() else None)
        if typed.errors:
            return None
        return CouponTerms(**read, most_uses=most, budget=budget)

    def _read_list(self, name: str, reader: Callable[[str], Value]) -> tuple[Value, ...] | None:
        return self.typed.read(name, lambda _: tuple(reader(one) for one in self.ticked[name]))


def read_choice(kind: type[Value]) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        try:
            return kind(text)  # type: ignore[call-arg]
        except ValueError:
            raise Invalid("choice", "unknown") from None

    return read


def read_digits(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise Invalid("number", "unknown")
    return int(text)


def read_minute(text: str, otherwise: int) -> int:
    """Minutes after midnight. Raises: Invalid (time)."""
    if not text.strip():
        return otherwise
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 24 or int(found[2]) > 59:
        raise Invalid("time", "not_a_time")
    return int(found[1]) * 60 + int(found[2])
